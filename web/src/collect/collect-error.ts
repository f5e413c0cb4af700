import { ClearmarginError } from '../errors.js';
import { printable } from './printable.js';

/** Why something could not be collected. Names are never changed or reused; later versions add some. */
export type CollectErrorCode =
  /** The policy is not one, or its chain is none that can be collected. */
  | 'policy_unreadable'
  /** The venue's data is not what a bundle can hold. */
  | 'venue_unreadable'
  /** The caller asked for what makes no sense: a chain without addresses, an address that is none. */
  | 'wrong_options'
  /** No connection, or none that the browser lets this page make. */
  | 'unreachable'
  /** No complete answer in time. */
  | 'timed_out'
  /** The answer broke off. */
  | 'cut_off'
  /** The answer is larger than any true one. */
  | 'too_large'
  /** The server sends its visitors elsewhere; nothing is asked but the addresses given. */
  | 'redirected'
  /** The server answered with a status that is no success. */
  | 'http_status'
  /** The server wants to be asked less often. */
  | 'rate_limited'
  /** The answer is not JSON: a web page, say. */
  | 'not_json'
  /** The answer is JSON or SSZ, but not of what was asked for. */
  | 'unexpected_answer'
  /** The server is one of another network or chain. */
  | 'wrong_network'
  /** The newest data of the server is older than the policy accepts. */
  | 'stale'
  /** The execution node answered with an error of its own. */
  | 'rpc_error'
  /** The verifier refused the data: it is false, or of another chain than the checkpoint's. */
  | 'not_proven'
  /** The verifier finds it true as far as it goes, which is not far enough: too few have signed, say. */
  | 'insufficient'
  /** The verifier can't judge it: data of a later fork than this version knows, say. */
  | 'unsupported'
  /** The policy's checkpoint is older than the policy accepts, or than a bundle can lead on from. */
  | 'checkpoint_too_old'
  /** The parent chain has no block of the rollup that the policy accepts, as far as was looked. */
  | 'not_anchored'
  /** Headers of this fork name no block that this version could prove balances at. */
  | 'unsupported_fork'
  /** All addresses failed, in different ways: see `causes`. */
  | 'all_failed'
  /** What was collected does not fit into a bundle. */
  | 'bundle_too_large'
  /** The place that a light client is kept in can't be read or written. */
  | 'store_unavailable'
  /** There is something else than a light client in that place; it is left as it is. */
  | 'store_not_ours';

/** What a {@link CollectError} says besides its code. */
export interface CollectErrorDetails {
  /** Who was asked: host and port of an address, never its path, where keys of access stand. */
  readonly host?: string | undefined;
  /** What was asked for, or the path of the field at fault. */
  readonly where?: string | undefined;
  readonly expected: string;
  /** This and the others may hold words of a server: what is invisible is replaced, and the rest is cut. */
  readonly got: string;
  /** Whether asking the same again later may help. */
  readonly transient?: boolean;
  /** Seconds until the server wants to be asked again, where it said so. */
  readonly retryAfter?: number | undefined;
  readonly causes?: readonly CollectError[];
  readonly cause?: unknown;
}

/** Something could not be collected; the message names who was asked, and what was expected. */
export class CollectError extends ClearmarginError {
  declare readonly code: CollectErrorCode;
  readonly host: string | null;
  readonly transient: boolean;
  readonly retryAfter: number | null;
  /** By address, where several failed; by chain, where none of several could be collected. */
  readonly causes: readonly CollectError[];

  constructor(code: CollectErrorCode, details: CollectErrorDetails) {
    super(code, sentence(details), 'cause' in details ? { cause: details.cause } : undefined);
    this.host = details.host ?? null;
    this.transient = details.transient === true;
    this.retryAfter = details.retryAfter ?? null;
    this.causes = details.causes ?? [];
  }

  /** Those of one kind become one error of that kind; others are `all_failed`. */
  static ofSeveral(causes: readonly [CollectError, ...CollectError[]]): CollectError {
    const [first] = causes;
    if (causes.length === 1) return first;
    const isOneKind = causes.every(({ code }) => code === first.code);
    const error = new CollectError(isOneKind ? first.code : 'all_failed', {
      expected: 'one address to answer',
      got: 'none',
      transient: causes.some(({ transient }) => transient),
      causes,
    });
    error.message = causes.map(({ message }) => message).join('; ');
    return error;
  }
}

function sentence({ host, where, expected, got }: CollectErrorDetails): string {
  const subject = [host, where].filter((part) => part !== undefined).join(', ');
  return `${subject === '' ? '' : `${printable(subject)}: `}expected ${printable(expected)}, got ${printable(got)}`;
}
