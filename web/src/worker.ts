/**
 * The Web Worker client alone: as the main entry in browsers, without the part that verifies in the page's own thread.
 *
 * @packageDocumentation
 */
import { verifierOver, type Verifier } from './verifier.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import { workerChannel, type WorkerLike } from './worker-client.js';

export * from './public.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createWorkerVerifier} starts. */
export interface WorkerVerifierOptions extends WasmOptions {
  /** Default: the `core.wasm` beside this module. */
  readonly wasm?: WasmSource;
  /** Makes a worker that runs this package's `worker-script.js`. Default: the script beside this module. */
  readonly worker?: () => WorkerLike;
}

/**
 * Loads the verifier and starts its worker.
 * @throws {WasmLoadError} if the wasm cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {WorkerError} if the worker cannot be started.
 * @throws {AbiMismatchError} if wasm or worker are of another version than this package.
 */
export async function createWorkerVerifier(options: WorkerVerifierOptions = {}): Promise<Verifier> {
  const module = await compileWasm(options.wasm ?? new URL('./core.wasm', import.meta.url), options);
  const verifier = verifierOver(workerChannel(module, options.worker ?? spawnOwnWorker));
  try {
    await verifier.errorRegistry();
  } catch (error) {
    verifier.dispose();
    throw error;
  }
  return verifier;
}

function spawnOwnWorker(): Worker {
  return new Worker(new URL('./worker-script.js', import.meta.url), { type: 'module', name: 'clearmargin' });
}
