import type { ChainData, Claim } from '../bundle.js';
import type { AccountId, ChainId } from '../ids.js';
import type { Answered } from './address-pool.js';
import { proofRefused, type JudgeProofs } from './chain-judge.js';
import { CollectError } from './collect-error.js';
import type { ClaimPlan } from './collect-plan.js';
import type { ExecutionNode, ExecutionRpc } from './execution-rpc.js';
import type { ExecutionFacts } from './light-client-header.js';
import type { ChainProgress } from './progress.js';

/** How many proofs are asked for at the same time. */
const atOnce = 4;

/** Something that the policy asks for and that is not in the bundle. */
export interface MissingPart {
  readonly chain: ChainId;
  /** Null where more than one balance is missing, or something else. */
  readonly vault: string | null;
  readonly account: AccountId | null;
  readonly error: CollectError;
}

/** Claims that were proven as far as can be seen, and those that were not. */
export interface ProvenClaims {
  readonly claims: readonly Claim[];
  readonly missing: readonly MissingPart[];
}

interface MadeClaim {
  readonly plan: ClaimPlan;
  readonly claim: Claim;
  readonly from: readonly ExecutionNode[];
}

/** Proves each of `plans` at `block`; one that can't be proven harms no other. */
export async function proveClaims(
  chain: ChainId,
  plans: readonly ClaimPlan[],
  block: ExecutionFacts,
  data: ChainData,
  { rpc, judge, report }: { rpc: ExecutionRpc; judge: JudgeProofs; report: ChainProgress },
): Promise<ProvenClaims> {
  const made = new Map<ClaimPlan, MadeClaim>();
  const failed = new Map<ClaimPlan, CollectError>();

  async function prove(plan: ClaimPlan): Promise<void> {
    try {
      made.set(plan, await makeClaim(chain, plan, block, rpc));
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      failed.set(plan, error);
    }
  }

  for (let todo = plans; todo.length > 0;) {
    await forEachOf(todo, atOnce, prove);
    const refused = await refusedOf([...made.values()]);
    todo = refused.map(({ plan }) => plan);
  }

  /** Takes out what the verifier refuses, and asks its givers nothing more: each round leaves fewer to ask. */
  async function refusedOf(all: readonly MadeClaim[]): Promise<readonly MadeClaim[]> {
    const errors =
      all.length === 0
        ? new Map<string, never>()
        : await judge(
            data,
            all.map(({ claim }) => claim),
          );
    return all.flatMap((one) => {
      const error = errors.get(one.claim.id);
      if (error === undefined) return [];
      for (const node of one.from) {
        const what = `the proof of ${one.plan.id}`;
        const reason = proofRefused(node.name, what, error);
        report('refused', what, { host: node.name, error: reason });
        rpc.bar(node, reason);
      }
      made.delete(one.plan);
      return [one];
    });
  }

  return {
    claims: plans.flatMap((plan) => made.get(plan)?.claim ?? []),
    missing: plans.flatMap((plan) => missingOf(chain, plan, failed.get(plan))),
  };
}

function missingOf(
  chain: ChainId,
  { vault, account }: ClaimPlan,
  error: CollectError | undefined,
): readonly MissingPart[] {
  return error === undefined ? [] : [{ chain, vault, account, error }];
}

async function makeClaim(
  chain: ChainId,
  plan: ClaimPlan,
  block: ExecutionFacts,
  rpc: ExecutionRpc,
): Promise<MadeClaim> {
  const { id, vault, account, address, slots, implementation } = plan;
  const proof = await rpc.proof({ what: `the proof of ${id}`, address, slots, block });
  const claim: Claim = { id, chain, vault, account, block: block.hash, proof: proof.value };
  if (implementation === null) return { plan, claim, from: [proof.from] };
  const behind: Answered<ExecutionNode, Claim['proof']> = await rpc.proof({
    what: `the proof of the implementation behind ${id}`,
    address: implementation,
    slots: [],
    block,
  });
  return { plan, claim: { ...claim, implementation_proof: behind.value }, from: [proof.from, behind.from] };
}

/** Works on `atOnce` of `items` at a time. */
async function forEachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
