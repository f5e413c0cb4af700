/**
 * What a trade, a transfer or a crash would make of an account, and how far it may go: a second wasm, loaded by those
 * alone who ask.
 *
 * @example
 * ```ts
 * import { createVerifier } from 'clearmargin';
 * import { createAnalyst } from 'clearmargin/analysis';
 *
 * const policy = await (await fetch('policy.json')).text();
 * const bundle = await (await fetch('bundle.json')).text();
 * const verifier = await createVerifier();
 * const { evidence, inputs, now } = await verifier.verifyBundle(bundle, policy, Math.floor(Date.now() / 1000));
 * const analyst = await createAnalyst();
 * const questions = [{ kind: 'max_withdraw' }] as const;
 * const { answers } = await analyst.ask({ policy: JSON.parse(policy), now, evidence, inputs, questions });
 * ```
 *
 * @packageDocumentation
 */
import { startAnalyst, type Analyst } from './analyst.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';

export { analysisIntegrity } from './build-info.js';
export type * from './analysis-types.js';
export type { Analyst } from './analyst.js';
export type { WasmOptions, WasmSource } from './wasm-source.js';

/** How {@link createAnalyst} starts. */
export interface AnalystOptions extends WasmOptions {
  /** Default: the `analysis.wasm` beside this module. */
  readonly wasm?: WasmSource;
}

/**
 * Loads the analysis and starts it in this thread.
 * @throws {WasmLoadError} if the wasm cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createAnalyst(options: AnalystOptions = {}): Promise<Analyst> {
  return startAnalyst(await compileWasm(options.wasm ?? new URL('./analysis.wasm', import.meta.url), options));
}
