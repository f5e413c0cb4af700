/**
 * Follows a chain: a light client that goes on by itself, keeps what it learns, and says how far behind it is.
 *
 * @example
 * ```ts
 * import { createVerifier, type ChainId } from 'clearmargin';
 * import { createFollower } from 'clearmargin/follow';
 *
 * export async function follow(policy: string, chain: ChainId, beacon: string[]) {
 *   const verifier = await createVerifier();
 *   return createFollower({
 *     policy,
 *     chain,
 *     beacon,
 *     verifier,
 *     onState(state) {
 *       if (state.status === 'following') console.log(state.finalized?.hash, `${state.lag.headAge} s behind`);
 *       if (state.status === 'stalled') console.log(state.reason.message);
 *     },
 *   });
 * }
 * ```
 *
 * @packageDocumentation
 */
export { createFollower } from './follow/follower.js';
export { CollectError } from './collect/collect-error.js';
export type { Follower, FollowerOptions } from './follow/follower.js';
export type { Followed, FollowerLag, FollowerState } from './follow/follower-state.js';
export type { FollowerStore, StoredClient } from './follow/follower-store.js';
export type { CollectErrorCode } from './collect/collect-error.js';
export type { CollectProgress, ProgressListener } from './collect/progress.js';
