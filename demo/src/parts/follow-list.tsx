import { durationText } from 'clearmargin';
import type { Followed, FollowerState } from 'clearmargin/follow';
import { useEffect, useState } from 'react';

interface FollowListProps {
  readonly states: Readonly<Record<string, FollowerState>>;
}

/** The chains that are followed: how each stands, and how old its newest blocks are by now. */
export function FollowList({ states }: FollowListProps) {
  const now = useClock();
  return (
    <ul className="follow">
      {Object.entries(states).map(([chain, state]) => (
        <li key={chain} className={`follow-chain follow-${toneOf(state)}`}>
          <p className="follow-head">
            <span className="follow-dot" aria-hidden="true" />
            <span className="follow-name">{chain}</span>
            <span role="status">{wordsOf(state)}</span>
          </p>
          {'head' in state && <Blocks followed={state} now={now} />}
          {state.status === 'stalled' && <p className="follow-reason">{state.reason.message}</p>}
          {state.status === 'failed' && <p className="follow-reason">{state.error.message}</p>}
        </li>
      ))}
    </ul>
  );
}

function Blocks({ followed: { head, finalized, lag }, now }: { followed: Followed; now: number }) {
  if (head === null || finalized === null) return null;
  const age = (time: number) => durationText(Math.max(0, now - time));
  return (
    <dl className="follow-blocks">
      <dt>Newest signed block</dt>
      <dd>
        {head.number}, <span className="follow-age">{age(head.time)}</span> old
      </dd>
      <dt>Newest final block</dt>
      <dd>
        {finalized.number}, <span className="follow-age">{age(finalized.time)}</span> old
      </dd>
      {lag.periodsBehind > 0 && (
        <>
          <dt>Behind</dt>
          <dd>{lag.periodsBehind} sync-committee periods</dd>
        </>
      )}
    </dl>
  );
}

function toneOf({ status }: FollowerState): 'good' | 'busy' | 'caution' | 'bad' {
  if (status === 'following') return 'good';
  if (status === 'stalled') return 'caution';
  return status === 'failed' ? 'bad' : 'busy';
}

function wordsOf(state: FollowerState): string {
  switch (state.status) {
    case 'starting':
      return state.refusedStore === null
        ? 'Starting'
        : `What this browser kept is refused (${state.refusedStore.name}): starting again from your checkpoint`;
    case 'catching_up':
      return `Catching up, period ${state.period} of ${state.of}`;
    case 'following':
      return 'Following';
    case 'stalled':
      return 'Nothing newer; trying again';
    case 'failed':
      return 'Can’t be followed';
    case 'stopped':
      return 'Stopped';
  }
}

/** Unix seconds, each second anew. */
function useClock(): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const clock = () => Math.floor(Date.now() / 1000);
