import { assertNever } from '../assert-never.js';
import { CollectError } from '../collect/collect-error.js';
import type { Followed, FollowerState } from '../follow/follower-state.js';
import { durationText } from '../time-text.js';

/** Says each state in a line, unless it is the one before. */
export function followLines(say: (line: string) => void): (state: FollowerState) => void {
  let last = '';
  return (state) => {
    const gist = gistOf(state);
    if (gist !== last) say(lineOf(state));
    last = gist;
  };
}

/** What changes where there is something new; ages always do. */
function gistOf(state: FollowerState): string {
  if (state.status === 'following') return `${state.finalized?.slot} ${state.head?.slot}`;
  return state.status === 'stalled' ? `${state.since} ${state.reason.code}` : lineOf(state);
}

function lineOf(state: FollowerState): string {
  switch (state.status) {
    case 'starting': {
      const why = state.refusedStore;
      if (why === null) return 'starting';
      return `starting again from the policy's checkpoint: the store is refused: ${why.name} (${why.expected})`;
    }
    case 'catching_up':
      return `catching up: period ${state.period} of ${state.of}`;
    case 'following':
      return `following: ${newestOf(state)}`;
    case 'stalled':
      return `stalled: ${state.reason.message}; ${newestOf(state)}`;
    case 'failed':
      return `failed: ${state.error.message}`;
    case 'stopped':
      return 'stopped';
    default:
      return assertNever(state);
  }
}

function newestOf({ finalized, head, lag }: Followed): string {
  if (finalized === null || head === null) return 'no block is proven yet';
  return [
    `final block ${finalized.number} ${finalized.hash}, ${durationText(finalized.age)} old`,
    `newest signed block ${head.number}, ${durationText(head.age)} old`,
    `${lag.periodsBehind} periods behind`,
  ].join('; ');
}

/** A state as one line of JSON; of an error its code, host and message. */
export function stateAsJson(state: FollowerState): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (!(value instanceof Error)) return value;
    const { message } = value;
    if (value instanceof CollectError) return { code: value.code, host: value.host, message };
    return { code: 'code' in value ? value.code : 'failed', host: null, message };
  });
}
