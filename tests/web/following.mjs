// What the tests of the follower share: a chain that goes on, servers that end with their test, and little patience.
import assert from 'node:assert/strict';
import { createFollower } from '../../web/dist/follow.js';
import { createVerifier } from '../../web/dist/inline.js';
import { livingChain } from '../mock-server/living-chain.mjs';
import { startMockServer } from '../mock-server/mock-server.mjs';

/** One verifier for all tests of a file. */
export const verifier = await createVerifier();

/** Keeps light clients in memory, as IndexedDB would: `kept` is what another tab sees. */
export function memoryStore(kept = new Map()) {
  const isNewer = ([a, b], [c, d]) => a > c || (a === c && b > d);
  return {
    kept,
    load: async (key) => kept.get(key) ?? null,
    async save(key, client) {
      const writes = !kept.has(key) || !isNewer(kept.get(key).progress, client.progress);
      if (writes) kept.set(key, client);
      return writes;
    },
    clear: async (key) => void kept.delete(key),
  };
}

/** A server that ends with the test `t`. */
export async function serve(t, options = {}) {
  const server = await startMockServer({ chains: [livingChain()], ...options });
  t.after(() => server.close());
  return server;
}

export const host = ({ url }) => new URL(url).host;

/**
 * A follower of `chain` that ends with the test `t`, and all its states. `until` waits for one that satisfies, and fails
 * where it takes longer than `within` milliseconds.
 */
export function follow(t, chain, servers, { within = 4000, ...options } = {}) {
  const states = [];
  const progress = [];
  const waiting = new Set();
  const follower = createFollower({
    policy: chain.policyText,
    chain: chain.chain,
    beacon: servers.map((server) => server.url ?? server),
    verifier,
    store: memoryStore(),
    interval: 30,
    events: false,
    now: () => chain.now,
    patience: { requestTimeout: 1500, pause: 10 },
    onProgress: (event) => progress.push(event),
    ...options,
    onState(state) {
      states.push(state);
      for (const look of waiting) look(state);
      options.onState?.(state);
    },
  });
  t.after(() => follower.stop());
  const until = (isIt, what = String(isIt)) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => leave(() => reject(new Error(`still waiting for ${what}: ${describe(states.at(-1))}`))), within);
      const look = (state) => isIt(state) && leave(() => resolve(state));
      const leave = (then) => {
        clearTimeout(timer);
        waiting.delete(look);
        then();
      };
      waiting.add(look);
      look(follower.state);
    });
  return { follower, states, progress, until, status: (status) => until((state) => state.status === status, status) };
}

const describe = (state) => `${state?.status} ${state?.reason?.message ?? state?.error?.stack ?? ''}`;

/** Of the state's newest blocks, slots. */
export const slots = ({ finalized, head }) => [Number(finalized?.slot), Number(head?.slot)];

/** What step `step` of the recording leads to. */
export function slotsAt(step) {
  const { finality, optimistic } = livingChain(step);
  return [Number(finality.data.finalized_header.beacon.slot), Number(optimistic.data.attested_header.beacon.slot)];
}

/** Fails where a promise was left without anybody to catch it. */
export function watchRejections({ before, after }) {
  const unhandled = [];
  const note = (reason) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => {
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });
}
