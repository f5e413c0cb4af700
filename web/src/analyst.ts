/// <reference lib="esnext.disposable" preserve="true" />
import createAnalysisModule from './analysis-glue.js';
import type { AnalysisReply, AnalysisRequest } from './analysis-types.js';
import { abiVersion } from './core.js';
import { AbiMismatchError, CoreCrashedError, DisposedError } from './errors.js';
import { instantiate } from './glue-factory.js';

/** What the analysis's wasm offers: JSON text in, JSON text out. */
export interface AnalysisExports {
  analyzeAccount(request: string): string;
  abiVersion(): number;
}

/**
 * Answers questions about stated inputs, in this thread: most within milliseconds, searches within a second. A question
 * that is refused is an answer with its `error`; only failures of the program itself reject, as a `ClearmarginError`.
 */
export interface Analyst {
  /** The answers to all questions of `request`, in their order. */
  ask(request: AnalysisRequest): Promise<AnalysisReply>;
  /** Frees the wasm instance; any later call rejects. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/**
 * An analyst of compiled wasm.
 * @throws {AbiMismatchError} if the wasm is of another version.
 * @throws {WasmLoadError} if it cannot be instantiated.
 */
export async function startAnalyst(module: WebAssembly.Module): Promise<Analyst> {
  let exports: AnalysisExports | null = await start(module);
  let closed = false;
  const dispose = () => {
    closed = true;
    exports = null;
  };
  return {
    async ask(request) {
      if (closed) throw new DisposedError();
      exports ??= await start(module);
      const reply = JSON.parse(callOnce(exports, JSON.stringify(request), () => (exports = null))) as AnalysisReply;
      if (reply.format !== 'clearmargin/analysis/1') {
        throw new AbiMismatchError(`expected a clearmargin/analysis/1, got ${String(reply.format)}`);
      }
      return reply;
    },
    dispose,
    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: dispose,
  } as Analyst;
}

/** An instance that crashed is not asked again. */
function callOnce(exports: AnalysisExports, request: string, forget: () => void): string {
  try {
    return exports.analyzeAccount(request);
  } catch (cause) {
    forget();
    throw new CoreCrashedError(cause);
  }
}

async function start(module: WebAssembly.Module): Promise<AnalysisExports> {
  const exports = await instantiate(createAnalysisModule, module, 'analysis');
  const got = exports.abiVersion();
  if (got !== abiVersion) {
    throw new AbiMismatchError(`this package speaks version ${abiVersion} of the wasm's interface, the wasm ${got}`);
  }
  return exports;
}
