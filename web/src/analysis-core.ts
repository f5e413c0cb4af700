import createAnalysisModule from './analysis-glue.js';
import { assertNever } from './assert-never.js';
import type { Callee } from './channel.js';
import { abiVersion } from './core.js';
import { AbiMismatchError, CoreCrashedError } from './errors.js';
import { instantiate } from './glue-factory.js';

/** What the analysis's wasm offers: JSON text in, JSON text out. */
export interface AnalysisExports {
  analyzeAccount(request: string): string;
  abiVersion(): number;
}

/** The calls that cross to it. */
export type AnalysisCall =
  { readonly name: 'analyzeAccount'; readonly request: string } | { readonly name: 'abiVersion' };

/**
 * Starts the analysis from compiled wasm.
 * @throws {AbiMismatchError} if the wasm is of another version.
 * @throws {WasmLoadError} if it cannot be instantiated.
 */
export async function createAnalysisCore(module: WebAssembly.Module): Promise<Callee<AnalysisCall>> {
  const exports = await instantiate(createAnalysisModule, module, 'analysis');
  const got = exports.abiVersion();
  if (got !== abiVersion) {
    throw new AbiMismatchError(`this package speaks version ${abiVersion} of the wasm's interface, the wasm ${got}`);
  }
  return {
    call(call) {
      try {
        return callExport(exports, call);
      } catch (cause) {
        throw new CoreCrashedError(cause);
      }
    },
  };
}

function callExport(exports: AnalysisExports, call: AnalysisCall): string {
  switch (call.name) {
    case 'analyzeAccount':
      return exports.analyzeAccount(call.request);
    case 'abiVersion':
      return String(exports.abiVersion());
    default:
      return assertNever(call);
  }
}
