/**
 * Makes bundles from public servers.
 *
 * @example
 * ```ts
 * import { createVerifier } from 'clearmargin';
 * import { collect } from 'clearmargin/collect';
 *
 * export async function collectAndVerify(policy: string, beacon: string[], rpc: string[]) {
 *   const verifier = await createVerifier();
 *   const { text, missing } = await collect(policy, { chains: { 'eip155:1': { beacon, rpc } }, verifier });
 *   for (const { vault, error } of missing) console.log(vault, error.message);
 *   return verifier.verifyBundle(text, policy, Math.floor(Date.now() / 1000));
 * }
 * ```
 *
 * @packageDocumentation
 */
export { collect } from './collect/collect.js';
export type { Collection, CollectOptions } from './collect/collect.js';
export type { ChainSources } from './collect/collect-chain.js';
export { CollectError } from './collect/collect-error.js';
export type { CollectErrorCode } from './collect/collect-error.js';
export type { CheckpointOpinion, CheckpointOpinions } from './collect/checkpoint-opinion.js';
export type { MissingPart } from './collect/claims.js';
export type { Eip1193Provider } from './collect/execution-rpc.js';
export type { Patience } from './collect/patience.js';
export type { CollectProgress, ProgressListener } from './collect/progress.js';
export type { VenueData } from './collect/venue-data.js';
