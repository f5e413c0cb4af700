import type { RollupProof } from '../bundle.js';
import type { UnixSeconds } from '../ids.js';
import type { BlockHeader } from './block-header.js';
import type { ExecutionRpc } from './execution-rpc.js';
import type { ExecutionFacts } from './light-client-header.js';

/** What it takes to find out where a rollup's block is anchored. */
export interface AnchorContext {
  /** The parent chain's block, and who is asked about it. */
  readonly parent: ExecutionFacts;
  readonly parentRpc: ExecutionRpc;
  readonly rpc: ExecutionRpc;
  readonly now: UnixSeconds;
}

/** A rollup's block, and what shows where its parent chain anchors it. */
export interface AnchoredBlock {
  readonly header: BlockHeader;
  /** As the verifier reads it: see docs/bundle-format.md. */
  readonly proof: RollupProof;
}

/** A place where a block may be anchored; whether it is shows when it is fetched. */
export interface AnchorCandidate {
  readonly what: string;
  fetch(): Promise<AnchoredBlock>;
}
