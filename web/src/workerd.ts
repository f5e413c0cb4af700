/**
 * The verifier for runtimes that compile wasm at upload and forbid it later, as Cloudflare Workers.
 *
 * @packageDocumentation
 */
import core from './core.wasm';
import { createInThreadVerifier } from './in-thread.js';
import { oneShot } from './one-shot.js';
import type { Verifier } from './verifier.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import type { WorkerLike } from './worker-client.js';

export * from './public.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createVerifier} starts. */
export interface VerifierOptions extends WasmOptions {
  /** Default: the module uploaded with this package. */
  readonly wasm?: WasmSource;
  /** Accepted so that one program runs everywhere; here the verifier always runs in this thread. */
  readonly worker?: false | (() => WorkerLike);
}

/**
 * Starts the verifier in this thread.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createVerifier(options: VerifierOptions = {}): Promise<Verifier> {
  return createInThreadVerifier(await compileWasm(options.wasm ?? core, options));
}

const shared = /* @__PURE__ */ oneShot(() => createVerifier());

/** {@link Verifier.verifyBundle} with a verifier that is made at the first call and shared. */
export const verifyBundle: Verifier['verifyBundle'] = (...call) => shared.verifyBundle(...call);

/** {@link Verifier.computeMargin} with a verifier that is made at the first call and shared. */
export const computeMargin: Verifier['computeMargin'] = (...call) => shared.computeMargin(...call);
