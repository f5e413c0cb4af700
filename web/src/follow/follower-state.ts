import { CollectError } from '../collect/collect-error.js';
import { periodAtSlot, type Network } from '../collect/networks.js';
import type { UnixSeconds } from '../ids.js';
import type { EthereumChainReport, HeaderReport, VerifyError } from '../report.js';

/** How far behind what is known is. */
export interface FollowerLag {
  /** Seconds since the newest signed block; null before there is one. */
  readonly headAge: number | null;
  /** Seconds from the newest final block to the newest signed one; null before there are both. */
  readonly finalityLag: number | null;
  /** Sync-committee periods from the newest final block to now. */
  readonly periodsBehind: number;
}

/** What is known of the chain; every header in it is proven from the policy's checkpoint. */
export interface Followed {
  /** The newest signed block. */
  readonly head: HeaderReport | null;
  /** The newest final block. */
  readonly finalized: HeaderReport | null;
  readonly lag: FollowerLag;
}

/** Where a follower is. No state ever says more than the verifier has proven. */
export type FollowerState =
  | {
      readonly status: 'starting';
      /** Why the light client that was kept was not taken; null where it was, or there was none. */
      readonly refusedStore: VerifyError | null;
    }
  /** Learning sync committees, one period after the other. */
  | ({ readonly status: 'catching_up'; readonly period: number; readonly of: number } & Followed)
  | ({ readonly status: 'following' } & Followed)
  /** Nothing new, and why: `reason` names the servers. It goes on trying. */
  | ({ readonly status: 'stalled'; readonly since: UnixSeconds; readonly reason: CollectError } & Followed)
  /** Nothing that trying again could mend. */
  | { readonly status: 'failed'; readonly error: Error }
  | { readonly status: 'stopped' };

/** What the verifier's `row` comes to at `now`. */
export function followedBy(row: EthereumChainReport | null, network: Network, now: UnixSeconds): Followed {
  const finalized = agedTo(now, row?.finalized ?? null);
  const head = agedTo(now, row?.optimistic ?? row?.finalized ?? null);
  const slot = row?.finalized?.slot ?? row?.checkpoint?.slot;
  const period = periodAtSlot(Math.floor((now - network.genesisTime) / network.secondsPerSlot), network);
  return {
    head,
    finalized,
    lag: {
      headAge: head?.age ?? null,
      finalityLag: head === null || finalized === null ? null : head.time - finalized.time,
      periodsBehind: slot === undefined ? period : period - periodAtSlot(Number(slot), network),
    },
  };
}

const agedTo = (now: UnixSeconds, header: HeaderReport | null) =>
  header === null ? null : { ...header, age: Math.max(0, now - header.time) };

/** Why the verifier finds less in what is proven than the policy asks for; null where it does not. */
export function whyRefused(row: EthereumChainReport | null): CollectError | null {
  const error = row?.error ?? null;
  if (error === null) return null;
  const got = `${error.name} (${error.expected})`;
  const expected = 'what the policy accepts';
  return new CollectError('insufficient', { where: 'the chain', expected, got, cause: error });
}

/** Why what is known is too old though servers answered, in seconds; null where it is not. */
export function whyTooOld(
  { lag: { headAge }, finalized }: Followed,
  { stallAfter, maxHeaderAge }: { readonly stallAfter: number; readonly maxHeaderAge: number },
  optimisticError: CollectError | null,
): CollectError | null {
  const stale = (where: string, limit: number, age: number | null) =>
    new CollectError('stale', {
      where,
      expected: `one at most ${limit} s old`,
      got: age === null ? 'none' : `${age} s`,
    });
  if (headAge === null || headAge > stallAfter) {
    return optimisticError ?? stale('the newest signed block', stallAfter, headAge);
  }
  const age = finalized?.age ?? null;
  return age === null || age > maxHeaderAge ? stale('the newest final block', maxHeaderAge, age) : null;
}
