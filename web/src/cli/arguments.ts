import { parseArgs } from 'node:util';
import type { UnixSeconds } from '../ids.js';

/** The time to judge as of. */
export type Now =
  | { readonly from: 'clock' }
  | { readonly from: 'bundle' }
  | { readonly from: 'given'; readonly time: UnixSeconds };

/** What is asked for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | VerifyCommand;

/** `clearmargin verify`. */
export interface VerifyCommand {
  readonly name: 'verify';
  readonly bundle: string;
  readonly policy: string;
  readonly now: Now;
  readonly json: boolean;
}

/** Wrong usage; the message says what is wrong. */
export class UsageError extends Error {}

/**
 * The command in `argv`.
 * @throws {UsageError} if there is none.
 */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parseOptions(argv);
  if (values.help === true) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [command, bundle, ...rest] = positionals;
  if (command === undefined) throw new UsageError('a command is missing: verify');
  if (command === 'help') return { name: 'help' };
  if (command !== 'verify') throw new UsageError(`there is no command "${command}"; there is verify`);
  if (bundle === undefined) throw new UsageError('the bundle is missing: verify BUNDLE --policy POLICY');
  if (rest.length > 0) throw new UsageError(`one bundle at a time; "${rest[0]}" is one too many`);
  if (values.policy === undefined) throw new UsageError('the policy is missing: --policy POLICY');
  if (bundle === '-' && values.policy === '-') throw new UsageError('only one of bundle and policy can be standard input');
  return { name: 'verify', bundle, policy: values.policy, now: parseNow(values.now), json: values.json === true };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
        policy: { type: 'string', short: 'p' },
        now: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

function parseNow(text: string | undefined): Now {
  if (text === undefined) return { from: 'clock' };
  if (text === 'bundle') return { from: 'bundle' };
  if (/^\d{1,15}$/.test(text)) return { from: 'given', time: Number(text) };
  const milliseconds = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || milliseconds < 0) {
    throw new UsageError(`--now: expected Unix seconds, a time like 2026-09-21T14:13:20Z, or "bundle", got "${text}"`);
  }
  return { from: 'given', time: Math.floor(milliseconds / 1000) };
}
