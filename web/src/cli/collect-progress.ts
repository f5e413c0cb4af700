import { assertNever } from '../assert-never.js';
import type { CollectProgress, ProgressListener } from '../collect/progress.js';

/** Says each event in a line, but for questions: their answers are enough to watch. */
export function progressLines(say: (line: string) => void): ProgressListener {
  return (progress) => {
    const line = lineOf(progress);
    if (line !== null) say(line);
  };
}

function lineOf({ kind, chain, what, host, error, seconds }: CollectProgress): string | null {
  switch (kind) {
    case 'asked':
    case 'missing':
      return null;
    case 'answered':
      return `${chain}: ${what} from ${host}`;
    case 'failed':
      return `${chain}: ${error?.message}`;
    case 'waiting':
      return `${chain}: ${what}: all addresses failed, asking again in ${seconds} s`;
    case 'refused':
      return `${chain}: the verifier refuses ${what}: ${error?.message}`;
    default:
      return assertNever(kind);
  }
}
