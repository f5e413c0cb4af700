import type { RollupChainData } from '../bundle.js';
import { arbitrumCandidates } from './arbitrum-anchor.js';
import { refusedBy } from './chain-judge.js';
import { proveClaims } from './claims.js';
import {
  nodeOf,
  reportMissing,
  surplusOf,
  type ChainContext,
  type ChainOutcome,
  type ChosenChain,
} from './collect-chain.js';
import { CollectError } from './collect-error.js';
import type { RollupPlan } from './collect-plan.js';
import { createExecutionRpc } from './execution-rpc.js';
import type { ExecutionFacts } from './light-client-header.js';
import { opStackCandidates } from './op-stack-anchor.js';
import { progressOf, type ChainProgress } from './progress.js';
import type { AnchorCandidate, AnchorContext, AnchoredBlock } from './rollup-anchor.js';

/** How many places are tried before a rollup is given up. */
const mostCandidates = 12;

/**
 * Collects a chain that `parent` anchors: the newest block that the policy takes, and its proofs. What can't be had is
 * named in `missing`; nothing is left running.
 */
export async function collectRollup(
  { plan, sources, surplus }: ChosenChain<RollupPlan>,
  parent: ChainOutcome,
  context: ChainContext,
): Promise<ChainOutcome> {
  const { chain } = plan;
  const report = progressOf(chain, context.onProgress);
  const rpc = createExecutionRpc(plan.chainNumber, sources.rpc.map(nodeOf), context.asking, report);
  const followed = await follow();
  const missing = [...followed.missing, ...surplusOf(chain, surplus)];
  reportMissing(missing, report);
  return { chain, checkpoints: null, rpc, ...followed, missing };

  async function follow(): Promise<Pick<ChainOutcome, 'data' | 'block' | 'claims' | 'missing'>> {
    try {
      if (parent.block === null) throw parent.missing[0]?.error ?? withoutBlock(plan);
      const anchors = { parent: parent.block, parentRpc: parent.rpc, rpc, now: context.now };
      const { data, block } = await findAnchor(plan, anchors, context, report);
      const asked = { rpc, judge: context.judge.proofs, report };
      return { data, block, ...(await proveClaims(chain, plan.claims, block, data, asked)) };
    } catch (error) {
      if (!(error instanceof CollectError) || error.code === 'policy_unreadable') throw error;
      return { data: null, block: null, claims: [], missing: [{ chain, vault: null, account: null, error }] };
    }
  }
}

/** The first block that holds; what does not hold is no reason to distrust who gave it, for anybody may anchor it. */
async function findAnchor(
  plan: RollupPlan,
  anchors: AnchorContext,
  { judge }: ChainContext,
  report: ChainProgress,
): Promise<{ readonly data: RollupChainData; readonly block: ExecutionFacts }> {
  const failures: CollectError[] = [];
  const candidates = plan.kind === 'op-stack' ? opStackCandidates(plan, anchors) : arbitrumCandidates(plan, anchors);
  for await (const candidate of candidates) {
    try {
      const block = await candidate.fetch();
      assertYoung(candidate, block, plan, anchors);
      const data = chainData(plan, anchors, block);
      const error = await judge.rollup(data);
      if (error === null) return { data, block: block.header };
      throw refusedBy(plan.chain, candidate.what, error);
    } catch (error) {
      if (!(error instanceof CollectError) || error.code === 'policy_unreadable') throw error;
      report('refused', candidate.what, { error });
      failures.push(error);
    }
    if (failures.length === mostCandidates) break;
  }
  const [first, ...others] = failures;
  throw first === undefined ? withoutAnchor(plan) : CollectError.ofSeveral([first, ...others]);
}

function chainData(plan: RollupPlan, { parent }: AnchorContext, { proof }: AnchoredBlock): RollupChainData {
  return { kind: plan.kind, parent: plan.parent, blocks: [{ parent_block: parent.hash, proof }] };
}

function assertYoung(
  { what }: AnchorCandidate,
  { header }: AnchoredBlock,
  { maxAnchorAge }: RollupPlan,
  { now }: AnchorContext,
): void {
  const age = now - header.time;
  if (age <= maxAnchorAge) return;
  throw new CollectError('stale', { where: what, expected: `a block at most ${maxAnchorAge} s old`, got: `${age} s` });
}

function withoutBlock({ parent }: RollupPlan): CollectError {
  return new CollectError('unsupported_fork', {
    where: `the finalized header of ${parent}`,
    expected: 'an execution block',
    got: 'none',
  });
}

function withoutAnchor({ chain, acceptsProposed }: RollupPlan): CollectError {
  return new CollectError('not_anchored', {
    where: chain,
    expected: acceptsProposed
      ? 'a block that its parent chain anchors'
      : 'a block whose anchor on its parent chain stands',
    got: 'none',
  });
}
