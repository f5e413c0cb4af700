import { bundleTime } from '../bundle.js';
import type { UnixSeconds } from '../ids.js';
import { createVerifier } from '../inline.js';
import type { Report } from '../report.js';
import { renderReport } from '../terminal/render-report.js';
import type { VerifyCommand } from './arguments.js';
import { reasonsText } from './reasons.js';
import { readInput } from './read-input.js';
import { wantsColour, type TerminalIo } from './terminal-io.js';
import type { Now } from './time-argument.js';
import { UsageError } from './usage-error.js';

/** Runs `clearmargin verify`; gives the exit code of the verdict. */
export async function runVerify(command: VerifyCommand, io: TerminalIo): Promise<number> {
  const bundle = await readInput(command.bundle, io.stdin);
  const policy = await readInput(command.policy, io.stdin);
  const now = timeOf(command.now, bundle, io);
  const verifier = await createVerifier();
  const text = await verifier.verifyBundleText(bundle, policy, now);
  const report = JSON.parse(text) as Report;
  io.stdout.write(command.json ? `${text}\n` : `${show(report, command, io)}\n`);
  if (!command.json && report.verdict.status === 'differs') io.stdout.write(await reasonsText(report, policy));
  return report.verdict.exit_code;
}

function timeOf(now: Now, bundle: string, io: TerminalIo): UnixSeconds {
  if (now.from === 'given') return now.time;
  if (now.from === 'clock') return io.clock();
  const time = bundleTime(bundle);
  if (time === undefined && isJson(bundle)) throw new UsageError('--now bundle: the bundle states no time (as_of)');
  return time ?? io.clock();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function show(report: Report, command: VerifyCommand, io: TerminalIo): string {
  const { columns } = io.stdout;
  return renderReport(report, {
    ...(columns !== undefined && columns > 0 && { columns: Math.min(columns, 100) }),
    color: wantsColour(io.stdout, io.env),
    judgedAsOf: command.now.from,
    clock: io.clock(),
  });
}
