import type { EthereumChainData } from './bundle.js';
import type { ChainId, UnixSeconds } from './ids.js';
import type { Policy } from './policy.js';
import type { EthereumChainReport, Evidence, VerifyError } from './report.js';

/**
 * What a follower hands over at each step. Documents are best given as the text they came as.
 *
 * @example
 * ```ts
 * import { createVerifier, type AdvanceRequest } from 'clearmargin';
 *
 * const verifier = await createVerifier();
 * export async function step(kept: string | undefined, rest: Omit<AdvanceRequest, 'store'>): Promise<string | undefined> {
 *   const { store } = await verifier.advanceLightClient({ ...(kept === undefined ? {} : { store: kept }), ...rest });
 *   return store === null ? kept : JSON.stringify(store);
 * }
 * ```
 */
export interface AdvanceRequest {
  /** The store as the last answer gave it, as text. Without it the policy's checkpoint is started from. */
  readonly store?: string;
  /** What a bundle holds of the chain; `bootstrap` is needed only without a store. Untrusted. */
  readonly chainData: AdvanceChainData | string;
  readonly policy: Policy | string;
  /** One of the policy's `trust`. */
  readonly chain: ChainId;
  readonly now: UnixSeconds;
}

/** A bundle's chain data; `bootstrap` is needed only to start, and the kind is known. */
export type AdvanceChainData = Partial<EthereumChainData> & {
  /**
   * Go on without finality after a whole period without: the caller's own wish, never a server's. Only under a policy
   * that accepts blocks that are not final.
   */
  readonly force_update?: boolean;
};

/** What {@link AdvanceRequest} gives. */
export interface AdvanceReply {
  readonly format: 'clearmargin/advance/1';
  readonly now: UnixSeconds;
  /** Where the client stands, and what became of each update. Null where `error` says why nothing was done. */
  readonly chain: EthereumChainReport | null;
  /** Of the newest final block and the newest signed one. */
  readonly evidence: readonly Evidence[];
  /** To be kept as it is, as JSON text, and given back. Null where nothing was led on: keep what you have. */
  readonly store: LightClientStoreDocument | null;
  /** Whether `store` is another text than was given. */
  readonly changed: boolean;
  /** Which document could not be read, or why the store was refused. */
  readonly error: VerifyError | null;
}

/** A light client's store: only the verifier reads it. */
export interface LightClientStoreDocument {
  readonly format: 'clearmargin/light-client-store/1';
  readonly [member: string]: unknown;
}
