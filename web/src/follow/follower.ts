import { parseAddress } from '../collect/address.js';
import { createBeaconApi } from '../collect/beacon-api.js';
import type { Asking } from '../collect/bounded-fetch.js';
import { CollectError } from '../collect/collect-error.js';
import { defaultPatience, type Patience } from '../collect/patience.js';
import { progressOf, type ProgressListener } from '../collect/progress.js';
import type { ChainId, UnixSeconds } from '../ids.js';
import type { Policy } from '../policy.js';
import type { Verifier } from '../verifier.js';
import { createAdvancing } from './advancing.js';
import { createAlarm } from './alarm.js';
import { createRounds } from './catching-up.js';
import { readFollowedChain } from './followed-chain.js';
import { followedBy, whyRefused, whyTooOld, type FollowerState } from './follower-state.js';
import type { FollowerStore } from './follower-store.js';
import { watchForHints } from './hints.js';
import { keeping } from './keeping.js';

/** How {@link createFollower} works. */
export interface FollowerOptions {
  /** Whose checkpoint is started from. It is read and not changed. */
  readonly policy: Policy | string;
  /** One of the policy's chains of kind `ethereum`. */
  readonly chain: ChainId;
  /** Addresses of Beacon APIs, the preferred first. None is trusted. */
  readonly beacon: readonly string[];
  /** Judges everything that servers say. It stays the caller's, to dispose of after the follower has ended. */
  readonly verifier: Pick<Verifier, 'advanceLightClient'>;
  /** Where the light client is kept. Default: `'indexeddb'`. In Node, `createFileStore` of `clearmargin/file-store`. */
  readonly store?: 'indexeddb' | FollowerStore;
  /** Between questions, in milliseconds. Default 30 seconds. */
  readonly interval?: number;
  /** Whether to ask as soon as a server's event stream hints at something new. Default true. */
  readonly events?: boolean;
  /** How old the newest signed block may be, in seconds. Default: two epochs of the policy's network. */
  readonly stallAfter?: number;
  /** Unix seconds. Default: the clock's. */
  readonly now?: () => UnixSeconds;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Stops it. */
  readonly signal?: AbortSignal;
  /** How long a server may take, and how long to pause after failures. */
  readonly patience?: Partial<Pick<Patience, 'requestTimeout' | 'pause'>>;
  /** Gets each state as it begins. What it throws ends the follower. */
  readonly onState?: (state: FollowerState) => void;
  /** Gets each question, answer and failure. What it throws ends the follower. */
  readonly onProgress?: ProgressListener;
}

/** A light client that goes on by itself until it is stopped. */
export interface Follower {
  readonly state: FollowerState;
  /** The light client as JSON text, one of the `stores` of `verifyClaims`; null before it has begun. */
  store(): string | null;
  /** Leaves nothing running. The state is `stopped` then, or `failed` if it was. */
  stop(): Promise<void>;
  /** Fulfilled when it has stopped or failed; never rejects. */
  readonly ended: Promise<void>;
}

/** After one failure more each pause is twice as long as the one before, up to this; in milliseconds. */
const longestPause = 300_000;

/** More, in milliseconds, timers don't take. */
const longestInterval = 1_000_000_000;

/** A hint leads to a question at once, but to no more than one in so many milliseconds. */
const hintSpacing = 2000;

/** Trying again would mend none of these. */
const final: ReadonlySet<string> = new Set([
  'policy_unreadable',
  'checkpoint_too_old',
  'store_not_ours',
  'wrong_options',
]);

/**
 * Follows a chain from the policy's checkpoint, or from where it was left, and keeps what it learns. What servers say
 * is data, never trust: a state says only what the verifier has proven. A server that lies is asked nothing more, one
 * that fails is asked last; when none is left that leads on, the state says so and why.
 * @throws {CollectError} `wrong_options` or `policy_unreadable`. All else is a state.
 */
export function createFollower(options: FollowerOptions): Follower {
  const { policy, verifier, now = () => Math.floor(Date.now() / 1000) } = options;
  const chain = readFollowedChain(policy, options.chain);
  const addresses = options.beacon.map(parseAddress);
  if (addresses.length === 0) {
    throw new CollectError('wrong_options', { where: 'beacon', expected: 'an address to ask', got: 'none' });
  }
  const controller = new AbortController();
  const { signal } = controller;
  const slot = chain.network.secondsPerSlot * 1000;
  const stallAfter = options.stallAfter ?? (2 * chain.network.preset.slotsPerEpoch * slot) / 1000;
  const interval = options.interval ?? 30_000;
  if (!(interval >= 1 && interval <= longestInterval)) {
    const expected = `milliseconds, from 1 to ${longestInterval}`;
    throw new CollectError('wrong_options', { where: 'interval', expected, got: String(interval) });
  }
  const report = progressOf(chain.chain, options.onProgress);
  const asking: Asking = {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    signal,
    // Whoever fails is asked again in a later round.
    patience: { ...defaultPatience, ...options.patience, retries: 0, longestPause: 0 },
  };
  const kept = keeping(chain, options.store, report);
  const advancing = createAdvancing({ verifier, policy, chain, now, signal, onChange: kept.save });
  const beacon = createBeaconApi(chain.network, addresses, asking, report);
  const alarm = createAlarm(signal, Math.min(hintSpacing, interval));
  let state: FollowerState = { status: 'starting', refusedStore: null };
  let lastGood = now();

  function enter(next: FollowerState): void {
    state = next;
    options.onState?.(next);
  }

  const known = () => followedBy(advancing.row, chain.network, now());

  function stall(reason: CollectError): false {
    enter({ status: 'stalled', since: lastGood, reason, ...known() });
    return false;
  }

  function onCatchUp(period: number, of: number): void {
    // A single handover is no more than what following takes.
    if (state.status !== 'following' || of - period > 1) enter({ status: 'catching_up', period, of, ...known() });
  }

  const rounds = createRounds({ chain, beacon, advancing, now, report, stallAfter, onCatchUp });

  /** Whether it went well. */
  async function round(): Promise<boolean> {
    try {
      const optimisticError = await rounds.takeAllThatIsNew();
      const limits = { stallAfter, maxHeaderAge: chain.maxHeaderAge };
      const problem = whyRefused(advancing.row) ?? whyTooOld(known(), limits, optimisticError);
      if (problem !== null) return stall(problem);
      lastGood = now();
      enter({ status: 'following', ...known() });
      return true;
    } catch (error) {
      const isOfServers = error instanceof CollectError && !final.has(error.code);
      if (signal.aborted || !isOfServers || !beacon.hasAnyoneLeft()) throw error;
      return stall(error);
    }
  }

  async function run(): Promise<never> {
    const refusedStore = await kept.restore(advancing);
    enter({ status: 'starting', refusedStore });
    for (let pause = interval; ; ) {
      const wentWell = await round();
      if (wentWell) pause = interval;
      await alarm.sleep(pause);
      if (!wentWell) pause = Math.min(2 * pause, Math.max(longestPause, interval));
    }
  }

  async function live(): Promise<void> {
    const silence = Math.max(60_000, 5 * slot);
    const parts: Promise<void>[] = [run()];
    if (options.events !== false) {
      parts.push(watchForHints(addresses, asking, report, { silence, onHint: alarm.ring }));
    }
    let end: FollowerState = { status: 'stopped' };
    try {
      await Promise.all(parts);
    } catch (error) {
      if (!signal.aborted) end = { status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
    }
    controller.abort();
    await Promise.allSettled(parts);
    options.signal?.removeEventListener('abort', abort);
    kept.close();
    try {
      enter(end);
    } catch {
      // Whoever is told has failed; there is nobody else to tell.
    }
  }

  const abort = () => controller.abort();
  if (options.signal?.aborted === true) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  // Not before the caller has it in hand.
  const ended = Promise.resolve().then(live);
  return {
    get state() {
      return state;
    },
    store: () => advancing.client?.text ?? null,
    stop() {
      abort();
      return ended;
    },
    ended,
  };
}
