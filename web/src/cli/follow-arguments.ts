import type { ChainId } from '../ids.js';
import type { OptionValues } from './arguments.js';
import { parseChain, parseUrls } from './collect-arguments.js';
import { parseTime, type Now } from './time-argument.js';
import { UsageError } from './usage-error.js';

/** `clearmargin follow`. */
export interface FollowCommand {
  readonly name: 'follow';
  readonly policy: string;
  /** Null where the policy has only one. */
  readonly chain: ChainId | null;
  readonly beacon: readonly string[];
  /** A file; null keeps nothing. */
  readonly store: string | null;
  readonly once: boolean;
  /** Seconds. */
  readonly interval: number | null;
  readonly now: Exclude<Now, { readonly from: 'bundle' }>;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The names of its options. */
export const followOptions = [
  'policy',
  'chain',
  'beacon',
  'store',
  'once',
  'interval',
  'now',
  'json',
  'quiet',
] as const;

/**
 * The command that `values` state.
 * @throws {UsageError} if they state none.
 */
export function parseFollow(values: OptionValues, rest: readonly string[]): FollowCommand {
  if (rest.length > 0) throw new UsageError(`follow takes options only; "${rest[0]}" is none`);
  if (values.policy === undefined) throw new UsageError('the policy is missing: --policy POLICY');
  if (values.beacon === undefined) throw new UsageError('the address of a Beacon API is missing: --beacon URL');
  const { interval } = values;
  if (interval !== undefined && !/^[1-9]\d{0,4}$/.test(interval)) {
    throw new UsageError(`--interval: expected seconds, from 1 to 99999, got "${interval}"`);
  }
  return {
    name: 'follow',
    policy: values.policy,
    chain: values.chain === undefined ? null : parseChain(values.chain, '--chain'),
    beacon: values.beacon.flatMap((list) => parseUrls(list, '--beacon')),
    store: values.store ?? null,
    once: values.once === true,
    interval: interval === undefined ? null : Number(interval),
    now: parseTime(values.now),
    json: values.json === true,
    quiet: values.quiet === true,
  };
}
