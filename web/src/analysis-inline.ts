/**
 * The analysis with its wasm inside, as Node has it.
 *
 * @packageDocumentation
 */
import { analysisBase64 } from './analysis-base64.js';
import { startAnalyst, type Analyst } from './analyst.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';

export { analysisIntegrity } from './build-info.js';
export type * from './analysis-types.js';
export type { Analyst } from './analyst.js';
export type { WasmOptions, WasmSource } from './wasm-source.js';

/** How {@link createAnalyst} starts. */
export interface AnalystOptions extends WasmOptions {
  /** Default: the wasm inside this module. */
  readonly wasm?: WasmSource;
}

/**
 * Starts the analysis in this thread.
 * @throws {WasmLoadError} if `wasm` was given and cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createAnalyst(options: AnalystOptions = {}): Promise<Analyst> {
  return startAnalyst(await compileWasm(options.wasm ?? inlineBytes(), options));
}

function inlineBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(analysisBase64), (character) => character.charCodeAt(0));
}
