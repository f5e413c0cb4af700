import type { ChainId } from '../ids.js';
import type { OptionValues } from './arguments.js';
import { parseTime, type Now } from './time-argument.js';
import { UsageError } from './usage-error.js';

/** `clearmargin collect`. */
export interface CollectCommand {
  readonly name: 'collect';
  readonly policy: string;
  readonly venue: string | null;
  readonly account: string | null;
  readonly now: Exclude<Now, { readonly from: 'bundle' }>;
  /** Seconds. */
  readonly timeLimit: number | null;
  readonly quiet: boolean;
  /** The chain that addresses without one are of; null where the policy has only one. */
  readonly chain: ChainId | null;
  readonly beacon: readonly ChainAddress[];
  readonly rpc: readonly ChainAddress[];
  readonly checkpoints: readonly ChainAddress[];
}

/** An address, and the chain it is said to be of. */
export interface ChainAddress {
  readonly chain: ChainId | null;
  readonly address: string;
}

/** The names of its options. */
export const collectOptions = [
  'policy',
  'venue',
  'account',
  'now',
  'time-limit',
  'quiet',
  'chain',
  'beacon',
  'rpc',
  'checkpoints',
] as const;

const chainForm = /^[-a-z0-9]{3,8}:[-\w]{1,32}$/;

/**
 * The command that `values` state.
 * @throws {UsageError} if they state none.
 */
export function parseCollect(values: OptionValues, rest: readonly string[]): CollectCommand {
  if (rest.length > 0) throw new UsageError(`collect takes options only; "${rest[0]}" is none`);
  if (values.policy === undefined) throw new UsageError('the policy is missing: --policy POLICY');
  if (values.policy === '-' && values.venue === '-')
    throw new UsageError('only one of policy and venue can be standard input');
  if (values.beacon === undefined) throw new UsageError('the address of a Beacon API is missing: --beacon URL');
  return {
    name: 'collect',
    policy: values.policy,
    venue: values.venue ?? null,
    account: values.account ?? null,
    now: parseTime(values.now),
    timeLimit: parseTimeLimit(values['time-limit']),
    quiet: values.quiet === true,
    chain: values.chain === undefined ? null : parseChain(values.chain, '--chain'),
    beacon: parseAddresses(values.beacon, '--beacon'),
    rpc: parseAddresses(values.rpc ?? [], '--rpc'),
    checkpoints: parseAddresses(values.checkpoints ?? [], '--checkpoints'),
  };
}

function parseTimeLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new UsageError(`--time-limit: expected seconds, from 1 to 99999, got "${text}"`);
  return Number(text);
}

/** The chain that `text` names. */
export function parseChain(text: string, option: string): ChainId {
  if (!chainForm.test(text)) throw new UsageError(`${option}: expected a chain like eip155:1, got "${text}"`);
  return text as ChainId;
}

/** Each value is URL,URL with the chain of all of them before it, if any: eip155:1=URL,URL. */
function parseAddresses(values: readonly string[], option: string): readonly ChainAddress[] {
  return values.flatMap((value) => {
    const [, prefix, list = ''] = /^(?:([^=/,]*)=)?(.*)$/s.exec(value) ?? [];
    const chain = prefix === undefined ? null : parseChain(prefix, option);
    return parseUrls(list, option).map((address) => ({ chain, address }));
  });
}

/** The addresses in `list`: a comma may stand inside of one; one before another address divides. */
export function parseUrls(list: string, option: string): readonly string[] {
  return list.split(/,(?=https?:\/\/)/).map((address) => parseUrl(address, option));
}

/** The address itself stays out of the message: it may hold a key of access. */
function parseUrl(text: string, option: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new UsageError(`${option}: expected addresses of http or https`);
  return text;
}
