import type { CollectErrorCode } from './collect/collect-error.js';

/** Names of the failures that are thrown. A bad bundle or policy is never one: that is a report. */
export type FailureCode =
  | 'wasm_load_failed'
  | 'wasm_integrity_mismatch'
  | 'abi_mismatch'
  | 'core_crashed'
  | 'worker_failed'
  | 'disposed'
  | CollectErrorCode;

/** Everything this package throws of its own, told apart by `code`. */
export class ClearmarginError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The wasm could not be had or compiled; `url` and `status` say where it was looked for. Calling again tries again. */
export class WasmLoadError extends ClearmarginError {
  readonly url: string | null;
  readonly status: number | null;

  constructor(message: string, details: { url?: string; status?: number; cause?: unknown } = {}) {
    super('wasm_load_failed', message, 'cause' in details ? { cause: details.cause } : undefined);
    this.url = details.url ?? null;
    this.status = details.status ?? null;
  }
}

/** The wasm's SHA-256 is not the one asked for. */
export class IntegrityError extends ClearmarginError {
  readonly expected: string;
  readonly actual: string;

  constructor(expected: string, actual: string, url: string | null) {
    super('wasm_integrity_mismatch', `${url ?? 'the wasm bytes'}: expected ${expected}, got ${actual}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** The wasm and this package are of different versions. */
export class AbiMismatchError extends ClearmarginError {
  constructor(message: string) {
    super('abi_mismatch', message);
  }
}

/** The verifier itself failed: a bug of ours. It is started afresh for the next call. */
export class CoreCrashedError extends ClearmarginError {
  constructor(cause: unknown) {
    super('core_crashed', `the verifier failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The Web Worker could not be started or died. Calling again starts another. */
export class WorkerError extends ClearmarginError {
  constructor(message: string, options?: ErrorOptions) {
    super('worker_failed', message, options);
  }
}

/** The verifier was used after `dispose()`. */
export class DisposedError extends ClearmarginError {
  constructor() {
    super('disposed', 'the verifier was disposed');
  }
}
