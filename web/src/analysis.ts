/**
 * What a trade, a transfer or a crash would make of an account, and how far it may go: a second wasm, loaded by those
 * alone who ask, in a worker of its own.
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
import type { AnalysisCall } from './analysis-core.js';
import { analystOver, type Analyst } from './analyst.js';
import { compileWasm, type WasmOptions, type WasmSource } from './wasm-source.js';
import { workerChannel, type WorkerLike } from './worker-client.js';

export { analysisIntegrity } from './build-info.js';
export type * from './analysis-types.js';
export type { Analyst } from './analyst.js';
export type { CallOptions } from './verifier.js';
export type { WasmOptions, WasmSource } from './wasm-source.js';
export type { WorkerLike } from './worker-client.js';

/** How {@link createAnalyst} starts. */
export interface AnalystOptions extends WasmOptions {
  /** Default: the `analysis.wasm` beside this module. */
  readonly wasm?: WasmSource;
  /**
   * How the worker is made; it must run this package's `analysis-worker-script.js`. `false` answers in this thread, which
   * then stalls while a search goes on. Default: the script beside this module; this thread where there are no workers.
   */
  readonly worker?: false | (() => WorkerLike);
}

/**
 * Loads the analysis and starts its worker. A call that failed may be repeated.
 * @throws {WasmLoadError} if the wasm cannot be had; it names address and status.
 * @throws {IntegrityError} if `integrity` was given and the wasm is another.
 * @throws {WorkerError} if the worker cannot be started.
 * @throws {AbiMismatchError} if wasm or worker are of another version than this package.
 */
export async function createAnalyst(options: AnalystOptions = {}): Promise<Analyst> {
  const module = await compileWasm(options.wasm ?? new URL('./analysis.wasm', import.meta.url), options);
  if (options.worker === false || typeof Worker === 'undefined') {
    const { createInThreadAnalyst } = await import('./analysis-in-thread.js');
    return createInThreadAnalyst(module);
  }
  const channel = workerChannel<AnalysisCall>(module, options.worker ?? spawnOwnWorker);
  try {
    await channel.call({ name: 'abiVersion' });
  } catch (error) {
    channel.close();
    throw error;
  }
  return analystOver(channel);
}

function spawnOwnWorker(): Worker {
  return new Worker(new URL('./analysis-worker-script.js', import.meta.url), {
    type: 'module',
    name: 'clearmargin-analysis',
  });
}
