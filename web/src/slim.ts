/**
 * The verifier without its wasm and without a guess where it is: for libraries, extensions and strict hosts.
 *
 * @example
 * ```ts
 * import { createVerifier, wasmIntegrity } from 'clearmargin/slim';
 *
 * const verifier = await createVerifier(fetch('/static/core.wasm'), { integrity: wasmIntegrity });
 * ```
 *
 * @packageDocumentation
 */
import { createInThreadVerifier } from './in-thread.js';
import type { Verifier } from './verifier.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';

export * from './public.js';

/**
 * Starts the verifier in this thread with the wasm of `source`.
 * @throws {WasmLoadError} if it cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createVerifier(source: WasmSource, options: WasmOptions = {}): Promise<Verifier> {
  return createInThreadVerifier(await compileWasm(source, options));
}
