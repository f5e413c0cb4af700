// The follower against servers that tell a chain step by step, truly or not: each time it ends in a correct state, or in
// one that names the server and the reason.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CollectError, createFollower } from '../../web/dist/follow.js';
import * as faults from '../mock-server/faults.mjs';
import { altered, forged, livingChain, ofLaterFork, recording } from '../mock-server/living-chain.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { follow, host, memoryStore, serve, slots, slotsAt, verifier, watchRejections } from './following.mjs';

watchRejections({ before, after });

const at = (step) => (state) => state.status === 'following' && slots(state).join() === slotsAt(step).join();
const bootstrapPath = (subject) => subject.includes('/bootstrap/');
const askedFor = (server, part) => server.asked.filter(({ subject }) => subject.includes(part)).length;

describe('following', () => {
  test('catches up from the checkpoint, and goes on over a change of the sync committee', async (t) => {
    const chain = livingChain();
    const server = await serve(t, { chains: [chain] });
    const { follower, states, until, status } = follow(t, chain, [server]);
    const first = await status('following');
    assert.deepEqual(slots(first), slotsAt(0));
    assert.deepEqual(first.lag, { headAge: 24, finalityLag: 19 * 12, periodsBehind: 0 });
    for (let step = 1; step < recording.steps.length; step += 1) {
      chain.step = step;
      await until(at(step), `step ${step}`);
    }
    await follower.stop();
    assert.deepEqual([...new Set(states.map(({ status }) => status))], ['starting', 'catching_up', 'following', 'stopped']);
  });

  test('says how far it is on the way, and asks for updates by period', async (t) => {
    const chain = Object.assign(livingChain(), { updatesAtOnce: 2 });
    const server = await serve(t, { chains: [chain] });
    const { states, status } = follow(t, chain, [server]);
    await status('following');
    const way = states.filter(({ status }) => status === 'catching_up');
    assert.deepEqual(way.map(({ period, of }) => [period, of]), [[0, 5], [2, 5], [4, 5]]);
    assert.deepEqual(way.map(({ lag }) => lag.periodsBehind), [5, 4, 2]);
    assert.ok(way.every(({ finalized }) => finalized !== null));
  });

  test('asks at once when a stream of events hints at something new, and not before its time otherwise', async (t) => {
    const chain = livingChain();
    const server = await serve(t, { chains: [chain] });
    const { until, status } = follow(t, chain, [server], { events: true, interval: 60_000 });
    await status('following');
    while (server.listeners.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    chain.step = 1;
    const before = server.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(server.asked.length, before);
    server.announce('light_client_finality_update', { data: 'what it says is not read' });
    await until(at(1), 'step 1');
  });

  test('goes on from what it kept, and asks for no bootstrap then', async (t) => {
    const chain = livingChain();
    const server = await serve(t, { chains: [chain] });
    const store = memoryStore();
    const first = follow(t, chain, [server], { store });
    await first.status('following');
    await first.follower.stop();
    chain.step = 2;
    const second = follow(t, chain, [server], { store });
    const state = await second.until(at(2), 'step 2');
    assert.equal(askedFor(server, '/bootstrap/'), 1);
    assert.equal(second.states[0].refusedStore, null);
    assert.ok(!second.states.some(({ lag }) => lag?.periodsBehind > 0));
    assert.equal(store.kept.get(`${chain.chain}/${chain.checkpoint}`).text, second.follower.store());
    assert.deepEqual(slots(state), slotsAt(2));
  });

  test('its store proves claims', async (t) => {
    const chain = livingChain(recording.steps.length - 1);
    const server = await serve(t, { chains: [chain] });
    const { follower, status } = follow(t, chain, [server]);
    await status('following');
    const bundle = { format: 'clearmargin/bundle/1', account: recording.claim.account, chains: {}, claims: [recording.claim] };
    const { claims, error } = await verifier.verifyClaims({ stores: { [chain.chain]: JSON.parse(follower.store()) }, bundle, policy: chain.policy, now: chain.now });
    assert.deepEqual([error, claims.map(({ status, amount }) => [status, amount?.value])], [null, [['counted', '12.5']]]);
  });

  test('leaves nothing running when it is stopped, by its method or a signal, at any moment', async (t) => {
    const chain = livingChain();
    const [server, slow] = [await serve(t, { chains: [chain] }), await serve(t, { fault: faults.slow })];
    for (const [servers, wait] of [[[server], 0], [[server], 15], [[server], 60], [[slow], 50]]) {
      const controller = new AbortController();
      const { follower, states } = follow(t, chain, servers, { events: true, ...(wait === 60 && { signal: controller.signal }) });
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (wait === 60) controller.abort();
      else void follower.stop();
      await follower.ended;
      assert.equal(follower.state.status, 'stopped');
      // What was under way when it stopped may still arrive.
      await new Promise((resolve) => setTimeout(resolve, 30));
      const [asked, told] = [server.asked.length, states.length];
      await new Promise((resolve) => setTimeout(resolve, 80));
      assert.deepEqual([server.asked.length, states.length], [asked, told]);
    }
  });

  test('ends where a listener throws, and leaves nothing running', async (t) => {
    const chain = livingChain();
    const server = await serve(t, { chains: [chain] });
    const { follower } = follow(t, chain, [server], { onState: ({ status }) => { if (status !== 'starting') throw new TypeError('bug'); } });
    await follower.ended;
    assert.deepEqual([follower.state.status, follower.state.error.message], ['failed', 'bug']);
  });

  test('refuses options that make no sense', () => {
    const chain = livingChain();
    const make = (options) => () => createFollower({ policy: chain.policy, chain: chain.chain, beacon: ['http://127.0.0.1:9'], verifier, store: memoryStore(), ...options });
    assert.throws(make({ beacon: [] }), { code: 'wrong_options' });
    assert.throws(make({ beacon: ['ftp://x'] }), { code: 'wrong_options' });
    for (const interval of [0, -1, NaN, Infinity, 2 ** 31]) assert.throws(make({ interval }), { code: 'wrong_options' });
    assert.throws(make({ chain: 'eip155:1' }), { code: 'wrong_options', message: /expected one of the policy's chains, eip155:7360, got eip155:1/ });
    assert.throws(make({ policy: '[]' }), { code: 'policy_unreadable' });
    assert.throws(make({ policy: { ...chain.policy, trust: { [chain.chain]: { kind: 'op-stack', parent: 'eip155:1' } } } }), { code: 'wrong_options' });
  });
});

describe('where it is kept', () => {
  const chain = livingChain();
  const key = `${chain.chain}/${chain.checkpoint}`;

  async function keptAt(t, step) {
    const there = livingChain(step);
    const store = memoryStore();
    const { follower, until } = follow(t, there, [await serve(t, { chains: [there] })], { store });
    await until(at(step), `step ${step}`);
    await follower.stop();
    return store.kept.get(key);
  }

  test('what was altered, or is of another root of trust, is refused: it says so, and starts from the checkpoint', async (t) => {
    const kept = await keptAt(t, 1);
    const other = JSON.stringify({ ...JSON.parse(kept.text), checkpoint: `0x${'11'.repeat(32)}` });
    const digit = kept.text.lastIndexOf('"checksum":"0x') + 20;
    const swapped = kept.text.slice(0, digit) + (kept.text[digit] === '0' ? '1' : '0') + kept.text.slice(digit + 1);
    for (const text of [swapped, kept.text.slice(0, -200), '', '{}', 'null', other]) {
      const there = livingChain(2);
      const server = await serve(t, { chains: [there] });
      const store = memoryStore(new Map([[key, { ...kept, text }]]));
      const { states, until, follower } = follow(t, there, [server], { store });
      await until(at(2), 'step 2');
      assert.equal(states[0].status, 'starting');
      assert.equal(typeof states[0].refusedStore?.name, 'string', text.slice(0, 40));
      assert.equal(askedFor(server, '/bootstrap/'), 1);
      assert.equal(store.kept.get(key).text, follower.store());
      await follower.stop();
    }
  });

  test('one that calls itself newer than it is, is written over all the same', async (t) => {
    const kept = await keptAt(t, 1);
    const store = memoryStore(new Map([[key, { ...kept, progress: [1e9, 1e9] }]]));
    const there = livingChain(2);
    const { until, follower } = follow(t, there, [await serve(t, { chains: [there] })], { store });
    await until(at(2), 'step 2');
    assert.equal(store.kept.get(key).text, follower.store());
  });

  test('two that follow the same chain keep the newer of their clients', async (t) => {
    const [behind, ahead] = [livingChain(0), livingChain(3)];
    const kept = new Map();
    const first = follow(t, ahead, [await serve(t, { chains: [ahead] })], { store: memoryStore(kept) });
    const second = follow(t, behind, [await serve(t, { chains: [behind] })], { store: memoryStore(kept) });
    await Promise.all([first.until(at(3), 'step 3'), second.until(({ status }) => status === 'following', 'the second')]);
    assert.equal(kept.get(key).progress[0], slotsAt(3)[0]);
  });

  test('what can’t be read or written is reported, and following goes on without', async (t) => {
    const broken = async () => { throw new CollectError('store_unavailable', { expected: 'a place', got: 'none' }); };
    const there = livingChain(1);
    const { until, progress } = follow(t, there, [await serve(t, { chains: [there] })], { store: { load: broken, save: broken, clear: broken } });
    await until(at(1), 'step 1');
    assert.ok(progress.some(({ error }) => error?.code === 'store_unavailable'));
  });

  test('what is not ours ends it, and is left as it is', async (t) => {
    const foreign = async () => { throw new CollectError('store_not_ours', { expected: 'ours', got: 'a letter' }); };
    const there = livingChain(1);
    const { status } = follow(t, there, [await serve(t, { chains: [there] })], { store: { ...memoryStore(), load: foreign } });
    assert.equal((await status('failed')).error.code, 'store_not_ours');
  });
});

describe('a server that fails', () => {
  const cases = {
    slow: 'timed_out', stalling: 'timed_out', cut: 'cut_off', hangUp: 'unreachable', html: 'not_json', malformed: 'not_json', oversized: 'too_large',
    redirecting: 'redirected', broken: 'http_status', rateLimited: 'rate_limited', otherShape: 'unexpected_answer', garbageSsz: 'not_json',
  };
  for (const [name, code] of Object.entries(cases)) {
    test(`${name}: alone it ends in stalled with ${code}, and with another the chain is followed`, async (t) => {
      const chain = livingChain(1);
      const failing = await serve(t, { chains: [chain], fault: faults[name] });
      const alone = follow(t, chain, [failing]);
      const { reason, since, head } = await alone.status('stalled');
      assert.deepEqual([reason.code, reason.host, head], [code, host(failing), null], reason.message);
      assert.equal(since, chain.now);
      await alone.follower.stop();
      const both = follow(t, chain, [failing, await serve(t, { chains: [chain] })]);
      await both.until(at(1), 'step 1');
    });
  }

  test('comes back: stalled becomes following', async (t) => {
    const chain = livingChain(1);
    const server = await serve(t, { chains: [chain], fault: faults.broken, times: 3 });
    const { states, until } = follow(t, chain, [server]);
    await until(at(1), 'step 1');
    assert.ok(states.some(({ status, reason }) => status === 'stalled' && reason.code === 'http_status'));
  });

  test('429 with Retry-After: it is left alone for so long', async (t) => {
    const chain = livingChain(1);
    const server = await serve(t, { chains: [chain], fault: faults.rateLimitedFor(1), times: 1 });
    const { states, until } = follow(t, chain, [server], { interval: 20 });
    const { reason } = await until(({ status }) => status === 'stalled');
    assert.deepEqual([reason.code, reason.host], ['rate_limited', host(server)]);
    await until(at(1), 'step 1');
    const [first, second] = server.asked;
    assert.ok(second.at - first.at >= 990, `${second.at - first.at} ms`);
    assert.ok(states.every(({ status }) => status !== 'failed'));
  });
});

describe('a server that stands still', () => {
  test('is named with the age of what it gives, and another is asked', async (t) => {
    const [chain, still] = [livingChain(7), livingChain(0)];
    const old = await serve(t, { chains: [still] });
    const alone = follow(t, chain, [old]);
    const { reason } = await alone.status('stalled');
    assert.deepEqual([reason.code, reason.host], ['stale', host(old)]);
    assert.match(reason.message, /attested_header: expected a block at most 384 s old, got \d+ s/);
    await alone.follower.stop();
    await follow(t, chain, [old, await serve(t, { chains: [chain] })]).until(at(7), 'step 7');
  });

  test('after it was followed: stalled since it was last good, with what is known and its age', async (t) => {
    const [told, clock] = [livingChain(0), livingChain(0)];
    const server = await serve(t, { chains: [told] });
    const { status, follower } = follow(t, clock, [server]);
    await status('following');
    const since = clock.now;
    clock.step = 7;
    const state = await status('stalled');
    assert.deepEqual([state.reason.code, state.reason.host, state.since, slots(state)], ['stale', host(server), since, slotsAt(0)]);
    assert.equal(state.lag.headAge, clock.now - state.head.time);
    told.step = 7;
    await status('following');
    assert.deepEqual(slots(follower.state), slotsAt(7));
  });

  test('the newest signed block alone stands still: said so, and why', async (t) => {
    const chain = livingChain(7);
    const server = await serve(t, { chains: [altered(chain, (kind) => (kind === 'optimistic' ? livingChain(0).optimistic : undefined))] });
    const { reason, finalized } = await follow(t, chain, [server], { stallAfter: 50 }).status('stalled');
    assert.deepEqual([reason.code, Number(finalized.slot)], ['stale', slotsAt(7)[0]]);
    assert.match(reason.message, /the optimistic update, attested_header: expected a block at most 50 s old/);
  });

  test('a final block that is older than the policy accepts is no good state', async (t) => {
    const chain = livingChain(1);
    const policy = { ...chain.policy, limits: { max_header_age: 100 } };
    const { reason } = await follow(t, chain, [await serve(t, { chains: [chain] })], { policy }).status('stalled');
    assert.match(reason.message, /the newest final block: expected one at most 100 s old, got \d+ s/);
  });

  test('finality that lags more than the policy accepts is a reason of the verifier', async (t) => {
    const chain = livingChain(1);
    const [server, lag] = [await serve(t, { chains: [chain] }), 19 * 12];
    const within = follow(t, chain, [server], { policy: { ...chain.policy, limits: { max_finality_lag: lag } } });
    await within.until(at(1), 'step 1');
    const { reason, finalized } = await follow(t, chain, [server], { policy: { ...chain.policy, limits: { max_finality_lag: lag - 1 } } }).status('stalled');
    assert.deepEqual([reason.code, Number(finalized.slot)], ['insufficient', slotsAt(1)[0]]);
    assert.match(reason.message, /the chain: expected what the policy accepts, got finality_lag_too_large/);
  });

  test('one ahead of the clock is refused by name', async (t) => {
    const chain = livingChain(1);
    const { reason } = await follow(t, chain, [await serve(t, { chains: [livingChain(7)] })], { now: () => chain.now }).status('stalled');
    assert.match(reason.message, /signature_slot: expected a slot that has been, got slot \d+, \d+ s from now/);
  });
});

describe('a server that lies', () => {
  const chain = livingChain(1);
  const liars = {
    'a forged finality update': altered(chain, (kind, object) => (kind === 'finality' ? forged(object) : undefined)),
    'forged updates': altered(chain, (kind, object) => (kind === 'update' ? forged(object) : undefined)),
    'another committee in the bootstrap': altered(chain, (kind, object) => {
      if (kind === 'bootstrap') object.data.current_sync_committee = recording.updates[0].data.next_sync_committee;
      return object;
    }),
    'another final block': altered(chain, (kind, object) => {
      if (kind === 'finality') object.data.finalized_header = object.data.attested_header;
      return object;
    }),
  };
  for (const [name, lie] of Object.entries(liars)) {
    test(`${name}: alone it fails by name, with another the chain is followed and it is asked nothing more`, async (t) => {
      const liar = await serve(t, { chains: [lie] });
      const alone = follow(t, chain, [liar]);
      const { error } = await alone.status('failed');
      assert.deepEqual([error.code, error.host], ['not_proven', host(liar)], error.message);
      const [server, again] = [await serve(t, { chains: [chain] }), await serve(t, { chains: [lie] })];
      const both = follow(t, chain, [again, server]);
      await both.until(at(1), 'step 1');
      const asked = again.asked.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(again.asked.length, asked);
      const refused = both.progress.filter(({ kind }) => kind === 'refused');
      assert.ok(refused.length > 0 && refused.every((event) => event.host === host(again)));
    });
  }

  test('a forged optimistic update harms nothing else', async (t) => {
    const liar = await serve(t, { chains: [altered(chain, (kind, object) => (kind === 'optimistic' ? forged(object) : undefined))] });
    const { until } = follow(t, chain, [liar, await serve(t, { chains: [chain] })]);
    await until(at(1), 'step 1');
  });

  test('one that alternates between true and false: nothing false is taken', async (t) => {
    const equivocating = await serve(t, { chains: [chain, liars['a forged finality update']] });
    const { until, states } = follow(t, chain, [equivocating, await serve(t, { chains: [chain] })]);
    await until(at(1), 'step 1');
    for (const { finalized } of states.filter(({ finalized }) => finalized)) assert.ok(Number(finalized.slot) <= slotsAt(1)[0]);
  });

  test('one of another chain is named as such', async (t) => {
    const stranger = await serve(t, { chains: [recordedChain('sample')] });
    const { error } = await follow(t, chain, [stranger]).status('failed');
    assert.deepEqual([error.code, error.host], ['wrong_network', host(stranger)]);
    await follow(t, chain, [stranger, await serve(t, { chains: [chain] })]).until(at(1), 'step 1');
  });

  test('another checkpoint’s bootstrap is no answer', async (t) => {
    const other = recordedChain('two-periods').bootstrap;
    const fault = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(other));
    const { reason } = await follow(t, chain, [await serve(t, { chains: [chain], fault, at: bootstrapPath })]).status('stalled');
    assert.match(reason.message, /the bootstrap of the checkpoint, header: expected the block of root 0x/);
  });

  test('a fork that this version does not know is unsupported, not false: it is left alone for a while', async (t) => {
    const later = await serve(t, { chains: [altered(chain, (kind, object) => (kind === 'bootstrap' ? undefined : ofLaterFork(object)))] });
    const alone = follow(t, chain, [later]);
    const { reason } = await alone.status('stalled');
    assert.deepEqual([reason.code, reason.host], ['unsupported', host(later)], reason.message);
    await alone.follower.stop();
    await follow(t, chain, [later, await serve(t, { chains: [chain] })]).until(at(1), 'step 1');
  });

  test('too few signed: not false, and nothing to go on from', async (t) => {
    const last = livingChain(7);
    const poor = await serve(t, { chains: [altered(last, (kind) => (kind === 'finality' ? recording.low_participation : undefined))] });
    const alone = follow(t, last, [poor]);
    const { reason, finalized } = await alone.status('stalled');
    assert.deepEqual([reason.code, reason.host], ['insufficient', host(poor)], reason.message);
    assert.ok(Number(finalized.slot) < slotsAt(7)[0]);
    await alone.follower.stop();
    await follow(t, last, [poor, await serve(t, { chains: [last] })]).until(at(7), 'step 7');
  });

  test('an update that teaches nothing is laid at the door of who gave it', async (t) => {
    // Signed like the others, but without the branch to a final block it hands over no committee.
    const bare = altered(chain, (kind, object) => {
      if (kind !== 'update') return undefined;
      object.data.finality_branch = object.data.finality_branch.map(() => `0x${'00'.repeat(32)}`);
      object.data.finalized_header = emptyHeader(object.data.finalized_header);
      return object;
    });
    const poor = await serve(t, { chains: [bare] });
    const alone = follow(t, chain, [poor]);
    const state = await alone.until(({ status }) => status === 'stalled' || status === 'failed', 'an end');
    const error = state.reason ?? state.error;
    assert.ok(['insufficient', 'not_proven'].includes(error.code), error.message);
    assert.equal(error.host, host(poor));
    await alone.follower.stop();
    await follow(t, chain, [poor, await serve(t, { chains: [chain] })]).until(at(1), 'step 1');
  });

  test('a checkpoint older than the policy accepts ends it, whoever is asked', async (t) => {
    const policy = { ...chain.policy, limits: { max_checkpoint_age: 60 } };
    const { error } = await follow(t, chain, [await serve(t, { chains: [chain] })], { policy }).status('failed');
    assert.equal(error.code, 'checkpoint_too_old');
  });
});

const zeros = (hex) => `0x${'0'.repeat(hex.length - 2)}`;
const emptyOf = (value) => (Array.isArray(value) ? value.map(emptyOf) : typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === 'extra_data' ? '0x' : emptyOf(inner)])) : value.startsWith('0x') ? zeros(value) : '0');
const emptyHeader = emptyOf;

describe('an event stream that fails', () => {
  const chain = livingChain(1);
  const events = (subject) => subject === '/eth/v1/events';
  const cases = {
    cutStream: 'cut_off', endlessEvent: 'too_large', flood: 'too_large', html: 'unexpected_answer', redirecting: 'redirected', notFound: 'http_status', slow: 'timed_out', hangUp: 'unreachable',
  };
  for (const [name, code] of Object.entries(cases)) {
    test(`${name}: ${code} is reported, and following goes on by the clock`, async (t) => {
      const there = livingChain(1);
      const server = await serve(t, { chains: [there], fault: faults[name], at: events });
      const { until, progress, states } = follow(t, there, [server], { events: true });
      await until(at(1), 'step 1');
      const began = Date.now();
      const found = () => progress.find(({ kind, what }) => kind === 'failed' && what === 'the event stream');
      while (found() === undefined && Date.now() - began < 3000) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.deepEqual([found()?.error.code, found()?.host], [code, host(server)], found()?.error.message);
      there.step = 2;
      await until(at(2), 'step 2');
      assert.ok(states.every(({ status }) => status !== 'failed'));
    });
  }

  test('another’s is listened to', async (t) => {
    const [failing, server] = [await serve(t, { chains: [chain], fault: faults.html, at: events }), await serve(t, { chains: [chain] })];
    const { status } = follow(t, chain, [failing, server], { events: true });
    await status('following');
    while (server.listeners.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(failing.asked.filter(({ subject }) => events(subject)).length, 1);
  });

  test('a flood of hints leads to no flood of questions', async (t) => {
    const there = livingChain(1);
    const server = await serve(t, { chains: [there] });
    const { status } = follow(t, there, [server], { events: true, interval: 60_000 });
    await status('following');
    while (server.listeners.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = server.asked.length;
    for (let i = 0; i < 50; i += 1) {
      server.announce('light_client_optimistic_update');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.ok(server.asked.length - before <= 4, `${server.asked.length - before}`);
  });
});
