import type { ChainData, Claim } from '../bundle.js';
import type { ChainId, UnixSeconds } from '../ids.js';
import { parseAddress } from './address.js';
import { createBeaconApi } from './beacon-api.js';
import type { Asking } from './bounded-fetch.js';
import type { ChainJudge } from './chain-judge.js';
import { askCheckpointProviders, type CheckpointOpinions } from './checkpoint-opinion.js';
import { proveClaims, type MissingPart } from './claims.js';
import { CollectError } from './collect-error.js';
import type { ChainPlan, ClaimPlan, EthereumPlan } from './collect-plan.js';
import { createExecutionRpc, type Eip1193Provider, type ExecutionNode, type ExecutionRpc } from './execution-rpc.js';
import { gatherLightClientData } from './light-client-data.js';
import type { ExecutionFacts } from './light-client-header.js';
import { progressOf, type ChainProgress, type ProgressListener } from './progress.js';

/** Who is asked about a chain, the preferred first. */
export interface ChainSources {
  /** Addresses of Beacon APIs; a rollup has none. */
  readonly beacon?: readonly string[];
  /** Addresses of execution nodes, or providers such as a wallet in a page. */
  readonly rpc: readonly (string | Eip1193Provider)[];
  /** Beacon APIs that are asked for their opinion of the policy's checkpoint, and for nothing else. */
  readonly checkpoints?: readonly string[];
}

/** As many claims as a bundle can hold. */
export const mostClaims = 256;

/** A chain to collect. */
export interface ChosenChain<Plan extends ChainPlan = ChainPlan> {
  readonly plan: Plan;
  readonly sources: ChainSources;
  /** Claims that no bundle has room for. */
  readonly surplus: readonly ClaimPlan[];
}

/** What became of one chain. */
export interface ChainOutcome {
  readonly chain: ChainId;
  /** Null where the chain could not be followed: then `missing` says why, and is not empty. */
  readonly data: ChainData | null;
  /** Where rollups are anchored: the newest final block, and who was asked about it; null where there is none. */
  readonly block: ExecutionFacts | null;
  readonly rpc: ExecutionRpc;
  readonly claims: readonly Claim[];
  readonly missing: readonly MissingPart[];
  readonly checkpoints: CheckpointOpinions | null;
}

/** What collecting takes besides the chain. */
export interface ChainContext {
  readonly asking: Asking;
  readonly judge: ChainJudge;
  readonly now: UnixSeconds;
  readonly onProgress: ProgressListener | undefined;
}

/** Collects a chain that a light client follows. What can't be had is named in `missing`; nothing is left running. */
export async function collectChain(
  { plan, sources, surplus }: ChosenChain<EthereumPlan>,
  { asking, judge, now, onProgress }: ChainContext,
): Promise<ChainOutcome> {
  const { chain } = plan;
  const report = progressOf(chain, onProgress);
  const beacon = createBeaconApi(plan.network, (sources.beacon ?? []).map(parseAddress), asking, report);
  const rpc = createExecutionRpc(plan.chainNumber, sources.rpc.map(nodeOf), asking, report);
  const providers = (sources.checkpoints ?? []).map(parseAddress);
  const opinions = providers.length === 0 ? null : askCheckpointProviders(plan, providers, asking, report);
  const missingPart = (error: CollectError): MissingPart => ({ chain, vault: null, account: null, error });
  const [followed, checkpoints] = await Promise.all([follow(), opinions]);
  const missing = [...followed.missing, ...surplusOf(chain, surplus)];
  reportMissing(missing, report);
  return { chain, checkpoints, rpc, ...followed, missing };

  async function follow(): Promise<Pick<ChainOutcome, 'data' | 'block' | 'claims' | 'missing'>> {
    try {
      const { data, block, optimisticError } = await gatherLightClientData(plan, beacon, judge.chain, now, report);
      const withoutOptimistic = optimisticError === null ? [] : [missingPart(optimisticError)];
      if (plan.claims.length === 0) return { data, block, claims: [], missing: withoutOptimistic };
      if (block === null) {
        return { data, block, claims: [], missing: [...withoutOptimistic, missingPart(noBlock(plan))] };
      }
      const { claims, missing } = await proveClaims(chain, plan.claims, block, data, {
        rpc,
        judge: judge.proofs,
        report,
      });
      return { data, block, claims, missing: [...withoutOptimistic, ...missing] };
    } catch (error) {
      if (!(error instanceof CollectError) || error.code === 'policy_unreadable') throw error;
      return { data: null, block: null, claims: [], missing: [missingPart(error)] };
    }
  }
}

/** Claims that no bundle has room for. */
export function surplusOf(chain: ChainId, surplus: readonly ClaimPlan[]): readonly MissingPart[] {
  return surplus.map(({ vault, account }) => ({ chain, vault, account, error: tooMany() }));
}

export function reportMissing(missing: readonly MissingPart[], report: ChainProgress): void {
  for (const { vault, error } of missing) {
    report('missing', vault === null ? 'part of the chain' : `the proof of ${vault}`, { error });
  }
}

export function nodeOf(source: string | Eip1193Provider, i: number): ExecutionNode {
  return typeof source === 'string' ? parseAddress(source) : { name: `provider ${i + 1}`, provider: source };
}

function noBlock({ chain }: EthereumPlan): CollectError {
  return new CollectError('unsupported_fork', {
    where: `the finalized header of ${chain}`,
    expected: 'an execution block, as from Capella to Fulu',
    got: 'none',
  });
}

function tooMany(): CollectError {
  return new CollectError('bundle_too_large', { expected: `at most ${mostClaims} claims`, got: 'more' });
}
