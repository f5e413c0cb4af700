/**
 * Verifies bundles in a Web Worker.
 *
 * @example
 * ```ts
 * import { createVerifier } from 'clearmargin';
 *
 * const verifier = await createVerifier();
 * const bundle = await (await fetch('bundle.json')).text();
 * const policy = await (await fetch('policy.json')).text();
 * const report = await verifier.verifyBundle(bundle, policy, Math.floor(Date.now() / 1000));
 * console.log(report.verdict.sentence);
 * verifier.dispose();
 * ```
 *
 * @packageDocumentation
 */
import { oneShot } from './one-shot.js';
import type { Verifier } from './verifier.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import type { WorkerLike } from './worker-client.js';
import { createWorkerVerifier } from './worker.js';

export * from './public.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createVerifier} starts. */
export interface VerifierOptions extends WasmOptions {
  /** Default: the `core.wasm` beside this module. */
  readonly wasm?: WasmSource;
  /**
   * How the worker is made, for pages whose bundler, origin or Trusted Types ask for their own way; it must run this
   * package's `worker-script.js`. `false` verifies in this thread, which then stalls while a bundle is judged. Default:
   * the script beside this module; this thread where there are no workers.
   */
  readonly worker?: false | (() => WorkerLike);
}

/**
 * Loads the verifier and starts its worker. Nothing is loaded before this is called, and a call that failed may be
 * repeated.
 * @throws {WasmLoadError} if the wasm cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {WorkerError} if the worker cannot be started.
 * @throws {AbiMismatchError} if wasm or worker are of another version than this package.
 */
export async function createVerifier(options: VerifierOptions = {}): Promise<Verifier> {
  const { worker, ...wasmOptions } = options;
  if (worker !== false && typeof Worker !== 'undefined') {
    return createWorkerVerifier({ ...wasmOptions, ...(worker && { worker }) });
  }
  const module = await compileWasm(options.wasm ?? new URL('./core.wasm', import.meta.url), options);
  const { createInThreadVerifier } = await import('./in-thread.js');
  return createInThreadVerifier(module);
}

const shared = /* @__PURE__ */ oneShot(() => createVerifier());

/** {@link Verifier.verifyBundle} with a verifier that is made at the first call and shared. */
export const verifyBundle: Verifier['verifyBundle'] = (...call) => shared.verifyBundle(...call);

/** {@link Verifier.computeMargin} with a verifier that is made at the first call and shared. */
export const computeMargin: Verifier['computeMargin'] = (...call) => shared.computeMargin(...call);
