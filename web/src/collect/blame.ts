import { CollectError, type CollectErrorCode } from './collect-error.js';
import { NotJsonError, ShapeError, StaleError } from './untrusted-json.js';

/** What `read` gives; where an answer does not have its form, that is the fault of `host`. */
export function blaming<T>(host: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const code: CollectErrorCode =
      error instanceof NotJsonError ? 'not_json' : error instanceof StaleError ? 'stale' : 'unexpected_answer';
    const where = error.path === '' ? what : `${what}, ${error.path}`;
    throw new CollectError(code, { host, where, expected: error.expected, got: error.got });
  }
}
