import { assertNever } from '../assert-never.js';
import { version } from '../build-info.js';
import { CollectError } from '../collect/collect-error.js';
import { parseCommand } from './arguments.js';
import { runCollect } from './collect.js';
import { runFollow } from './follow.js';
import { exitCodes } from './exit-code.js';
import { help } from './help.js';
import { UnreadableError } from './read-input.js';
import type { TerminalIo } from './terminal-io.js';
import { UsageError } from './usage-error.js';
import { runVerify } from './verify.js';

/** Runs the command in `argv`; gives the exit code and never rejects. */
export async function main(argv: readonly string[], io: TerminalIo): Promise<number> {
  try {
    const command = parseCommand(argv);
    switch (command.name) {
      case 'help':
        io.stdout.write(help);
        return 0;
      case 'version':
        io.stdout.write(`${version}\n`);
        return 0;
      case 'verify':
        return await runVerify(command, io);
      case 'collect':
        return await runCollect(command, io);
      case 'follow':
        return await runFollow(command, io);
      default:
        return assertNever(command);
    }
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, io: TerminalIo): number {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    io.stderr.write(`clearmargin: ${message}\nTry "clearmargin --help".\n`);
    return exitCodes.usage;
  }
  io.stderr.write(`clearmargin: ${message}\n`);
  if (error instanceof UnreadableError) return exitCodes.unreadable;
  return error instanceof CollectError ? exitCodes.uncollected : exitCodes.failed;
}
