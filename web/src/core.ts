import { assertNever } from './assert-never.js';
import type { Callee } from './channel.js';
import { AbiMismatchError, CoreCrashedError } from './errors.js';
import { instantiate } from './glue-factory.js';
import createCoreModule from './glue.js';

/** What the wasm offers: JSON text in, JSON text out. */
export interface CoreExports {
  verifyBundle(bundle: string, policy: string, now: string): string;
  advanceLightClient(store: string, chainData: string, policy: string, chain: string, now: string): string;
  verifyClaims(stores: string, bundle: string, policy: string, now: string): string;
  computeMargin(request: string): string;
  errorRegistry(): string;
  abiVersion(): number;
}

/** The calls that cross to wasm. */
export type CoreCall =
  | { readonly name: 'verifyBundle'; readonly bundle: string; readonly policy: string; readonly now: string }
  | {
      readonly name: 'advanceLightClient';
      /** Empty where there is none yet. */
      readonly store: string;
      readonly chainData: string;
      readonly policy: string;
      readonly chain: string;
      readonly now: string;
    }
  | {
      readonly name: 'verifyClaims';
      readonly stores: string;
      readonly bundle: string;
      readonly policy: string;
      readonly now: string;
    }
  | { readonly name: 'computeMargin'; readonly request: string }
  | { readonly name: 'errorRegistry' };

/** The version of the calls above that this package speaks. */
export const abiVersion = 1;

/**
 * Starts the verifier from compiled wasm.
 * @throws {AbiMismatchError} if the wasm is of another version.
 * @throws {WasmLoadError} if it cannot be instantiated.
 */
export async function createCore(module: WebAssembly.Module): Promise<Callee<CoreCall>> {
  const exports = await instantiate(createCoreModule, module, 'verifier');
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

function callExport(exports: CoreExports, call: CoreCall): string {
  switch (call.name) {
    case 'verifyBundle':
      return exports.verifyBundle(call.bundle, call.policy, call.now);
    case 'advanceLightClient':
      return exports.advanceLightClient(call.store, call.chainData, call.policy, call.chain, call.now);
    case 'verifyClaims':
      return exports.verifyClaims(call.stores, call.bundle, call.policy, call.now);
    case 'computeMargin':
      return exports.computeMargin(call.request);
    case 'errorRegistry':
      return exports.errorRegistry();
    default:
      return assertNever(call);
  }
}
