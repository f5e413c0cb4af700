/**
 * The analysis with its wasm inside, as Node has it.
 *
 * @packageDocumentation
 */
import { analysisBase64 } from './analysis-base64.js';
import { createInThreadAnalyst } from './analysis-in-thread.js';
import type { Analyst } from './analyst.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import type { WorkerLike } from './worker-client.js';

export { analysisIntegrity } from './build-info.js';
export type * from './analysis-types.js';
export type { Analyst } from './analyst.js';
export type { CallOptions } from './verifier.js';
export type { WasmOptions, WasmSource } from './wasm-source.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createAnalyst} starts. */
export interface AnalystOptions extends WasmOptions {
  /** Default: the wasm inside this module. */
  readonly wasm?: WasmSource;
  /** Accepted so that one program runs everywhere; here the analysis always runs in this thread. */
  readonly worker?: false | (() => WorkerLike);
}

/**
 * Starts the analysis in this thread.
 * @throws {WasmLoadError} if `wasm` was given and cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createAnalyst(options: AnalystOptions = {}): Promise<Analyst> {
  return createInThreadAnalyst(await compileWasm(options.wasm ?? inlineBytes(), options));
}

function inlineBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(analysisBase64), (character) => character.charCodeAt(0));
}
