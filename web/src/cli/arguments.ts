import { parseArgs } from 'node:util';
import { collectOptions, parseCollect, type CollectCommand } from './collect-arguments.js';
import { followOptions, parseFollow, type FollowCommand } from './follow-arguments.js';
import { parseTime, type Now } from './time-argument.js';
import { UsageError } from './usage-error.js';

/** What is asked for. */
export type Command =
  { readonly name: 'help' } | { readonly name: 'version' } | VerifyCommand | CollectCommand | FollowCommand;

/** `clearmargin verify`. */
export interface VerifyCommand {
  readonly name: 'verify';
  readonly bundle: string;
  readonly policy: string;
  readonly now: Now;
  readonly json: boolean;
}

const verifyOptions = ['policy', 'now', 'json'] as const;

/**
 * The command in `argv`.
 * @throws {UsageError} if there is none.
 */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parseOptions(argv);
  if (values.help === true) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [command, ...rest] = positionals;
  switch (command) {
    case undefined:
      throw new UsageError('a command is missing: verify, collect or follow');
    case 'help':
      return { name: 'help' };
    case 'verify':
      refuseOthers(values, command, verifyOptions);
      return parseVerify(values, rest);
    case 'collect':
      refuseOthers(values, command, collectOptions);
      return parseCollect(values, rest);
    case 'follow':
      refuseOthers(values, command, followOptions);
      return parseFollow(values, rest);
    default:
      throw new UsageError(`there is no command "${command}"; there are verify, collect and follow`);
  }
}

/** The options of all commands, as they stand in `argv`. */
export type OptionValues = ReturnType<typeof parseOptions>['values'];

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
        beacon: { type: 'string', multiple: true },
        rpc: { type: 'string', multiple: true },
        checkpoints: { type: 'string', multiple: true },
        chain: { type: 'string' },
        venue: { type: 'string' },
        account: { type: 'string' },
        'time-limit': { type: 'string' },
        quiet: { type: 'boolean', short: 'q' },
        store: { type: 'string' },
        once: { type: 'boolean' },
        interval: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

function refuseOthers(values: OptionValues, command: string, known: readonly string[]): void {
  const other = Object.keys(values).find((name) => !known.includes(name));
  if (other !== undefined) throw new UsageError(`${command} has no --${other}`);
}

function parseVerify(values: OptionValues, [bundle, ...rest]: readonly string[]): VerifyCommand {
  if (bundle === undefined) throw new UsageError('the bundle is missing: verify BUNDLE --policy POLICY');
  if (rest.length > 0) throw new UsageError(`one bundle at a time; "${rest[0]}" is one too many`);
  if (values.policy === undefined) throw new UsageError('the policy is missing: --policy POLICY');
  if (bundle === '-' && values.policy === '-')
    throw new UsageError('only one of bundle and policy can be standard input');
  const now: Now = values.now === 'bundle' ? { from: 'bundle' } : parseTime(values.now, ', or "bundle"');
  return { name: 'verify', bundle, policy: values.policy, now, json: values.json === true };
}
