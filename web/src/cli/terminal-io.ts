import type { UnixSeconds } from '../ids.js';

/** What the command line touches outside itself, so that a test can stand in for it. */
export interface TerminalIo {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => UnixSeconds;
  /** Calls `stop` once, where the user wants the program to end; a second wish ends it at once. */
  readonly onInterrupt: (stop: () => void) => void;
}

/** As much of a Node stream as is used here. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Whether `stream` gets colours: a terminal, unless NO_COLOR or TERM=dumb says otherwise. See no-color.org. */
export function wantsColour(stream: OutputStream, env: TerminalIo['env']): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
