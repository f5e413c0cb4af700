/**
 * The verifier with its wasm inside: nothing is fetched or read from disk. The main entry in Node; in browsers for
 * bundlers that don't copy assets.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { createVerifier } from 'clearmargin';
 *
 * const verifier = await createVerifier();
 * const bundle = await readFile('bundle.json', 'utf8');
 * const policy = await readFile('policy.json', 'utf8');
 * const report = await verifier.verifyBundle(bundle, policy, Math.floor(Date.now() / 1000));
 * console.log(report.verdict.sentence);
 * ```
 *
 * @packageDocumentation
 */
import { coreBase64 } from './core-base64.js';
import { createInThreadVerifier } from './in-thread.js';
import { oneShot } from './one-shot.js';
import type { Verifier } from './verifier.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import type { WorkerLike } from './worker-client.js';

export * from './public.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createVerifier} starts. */
export interface VerifierOptions extends WasmOptions {
  /** Default: the wasm inside this module. */
  readonly wasm?: WasmSource;
  /** Accepted so that one program runs everywhere; here the verifier always runs in this thread. */
  readonly worker?: false | (() => WorkerLike);
}

/**
 * Starts the verifier in this thread.
 * @throws {WasmLoadError} if `wasm` was given and cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {AbiMismatchError} if the wasm is of another version than this package.
 */
export async function createVerifier(options: VerifierOptions = {}): Promise<Verifier> {
  return createInThreadVerifier(await compileWasm(options.wasm ?? inlineBytes(), options));
}

function inlineBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(coreBase64), (character) => character.charCodeAt(0));
}

const shared = /* @__PURE__ */ oneShot(() => createVerifier());

/** {@link Verifier.verifyBundle} with a verifier that is made at the first call and shared. */
export const verifyBundle: Verifier['verifyBundle'] = (...call) => shared.verifyBundle(...call);

/** {@link Verifier.computeMargin} with a verifier that is made at the first call and shared. */
export const computeMargin: Verifier['computeMargin'] = (...call) => shared.computeMargin(...call);
