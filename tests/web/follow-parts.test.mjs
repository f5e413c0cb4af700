// The follower's parts by themselves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAlarm } from '../../web/dist/follow/alarm.js';
import { createEventNames } from '../../web/dist/follow/event-stream.js';
import { asStoredClient, isNewer } from '../../web/dist/follow/follower-store.js';
import { followedBy, whyTooOld } from '../../web/dist/follow/follower-state.js';

const bytes = (text) => new TextEncoder().encode(text);

describe('the names of events', () => {
  const stream = 'event: light_client_finality_update\ndata: {"a":\ndata: 1}\n\n:comment\n\nid: 7\nevent:light_client_optimistic_update\r\ndata: {}\r\n\r\ndata: no name\n\nevent: chain_reorg\r\rretry: 5\n';
  const names = ['light_client_finality_update', 'light_client_optimistic_update', 'chain_reorg'];

  test('are read however the bytes are cut', () => {
    for (const size of [1, 2, 3, 7, 50, 1000]) {
      const read = createEventNames('host');
      const all = bytes(stream);
      const found = [];
      for (let at = 0; at < all.length; at += size) found.push(...read(all.subarray(at, at + size)));
      assert.deepEqual(found, names, `${size}`);
    }
  });

  test('of an event that never ends, or is larger than any true one, there are none', () => {
    const read = createEventNames('host');
    read(bytes('event: x\n'));
    assert.throws(() => { for (let i = 0; i < 70; i += 1) read(bytes('data: '.padEnd(1023, 'x') + '\n')); }, { code: 'too_large', host: 'host' });
    assert.deepEqual(createEventNames('host')(bytes(`event: x\ndata: ${'x'.repeat(65_000)}\n\n`)), ['x']);
    assert.throws(() => createEventNames('host')(bytes(`event: x\ndata: ${'x'.repeat(65_536)}\n\n`)), { code: 'too_large' });
  });

  test('are no more than a stream may say in a minute', () => {
    let time = 0;
    const read = createEventNames('host', () => time);
    const part = bytes('event: x\n\n'.repeat(6553));
    for (let i = 0; i < 16; i += 1) read(part);
    assert.throws(() => read(part), { code: 'too_large', message: /a minute/ });
    time = 60_000;
    assert.equal(read(part).length, 6553);
  });

  test('bytes that are no text harm nothing', () => {
    assert.deepEqual(createEventNames('host')(Uint8Array.from([0xff, 0xfe, 0x0a, 0x0a, ...bytes('event: x\n\n')])), ['x']);
  });
});

describe('an alarm', () => {
  const never = new AbortController().signal;
  const timed = async (work) => {
    const began = Date.now();
    await work;
    return Date.now() - began;
  };

  test('lets sleep, wakes when it rings, and remembers that it rang', async () => {
    const alarm = createAlarm(never, 0);
    assert.ok((await timed(alarm.sleep(30))) >= 28);
    setTimeout(alarm.ring, 10);
    assert.ok((await timed(alarm.sleep(5000))) < 1000);
    alarm.ring();
    assert.ok((await timed(alarm.sleep(5000))) < 1000);
    assert.ok((await timed(alarm.sleep(30))) >= 28);
  });

  test('wakes no sooner than its spacing after it woke last', async () => {
    const alarm = createAlarm(never, 80);
    await alarm.sleep(1);
    alarm.ring();
    assert.ok((await timed(alarm.sleep(5000))) >= 70);
  });

  test('ends with the signal’s reason', async () => {
    const controller = new AbortController();
    const sleeping = createAlarm(controller.signal, 0).sleep(5000);
    controller.abort(new Error('left'));
    await assert.rejects(sleeping, /left/);
    await assert.rejects(createAlarm(controller.signal, 0).sleep(5000), /left/);
  });
});

describe('a client that is kept', () => {
  test('is newer by its final block, then by its signed one', () => {
    const at = (...progress) => ({ progress, text: '' });
    assert.deepEqual([isNewer(at(2, 1), at(1, 9)), isNewer(at(2, 3), at(2, 2)), isNewer(at(2, 2), at(2, 2)), isNewer(at(1, 9), at(2, 1))], [true, true, false, false]);
  });

  test('is what has its form, and nothing else', () => {
    const good = { progress: [1, 2], text: 'x' };
    assert.deepEqual(asStoredClient({ ...good, more: 1 }), good);
    for (const other of [null, undefined, 'x', {}, { text: 'x' }, { ...good, text: 1 }, { ...good, progress: [1] }, { ...good, progress: [1, -2] }, { ...good, progress: [1, 2 ** 60] }, { ...good, progress: ['1', 2] }]) {
      assert.equal(asStoredClient(other), null);
    }
  });
});

describe('how far behind', () => {
  const network = { genesisTime: 1000, secondsPerSlot: 12, preset: { slotsPerEpoch: 8, slotsPerPeriod: 64, committeeSize: 32 }, forks: [] };
  const header = (slot) => ({ slot: String(slot), time: 1000 + 12 * slot, age: 0 });
  const row = { finalized: header(60), optimistic: header(80), checkpoint: header(10) };

  test('is by the time given, exactly', () => {
    const now = 1000 + 12 * 130;
    const { lag, head, finalized } = followedBy(row, network, now);
    assert.deepEqual(lag, { headAge: 600, finalityLag: 240, periodsBehind: 2 });
    assert.deepEqual([head.age, finalized.age], [600, 840]);
    assert.deepEqual(followedBy(null, network, now), { head: null, finalized: null, lag: { headAge: null, finalityLag: null, periodsBehind: 2 } });
  });

  test('is too much from one second over the limit on', () => {
    const known = followedBy(row, network, 1000 + 12 * 130);
    assert.equal(whyTooOld(known, { stallAfter: 600, maxHeaderAge: 840 }, null), null);
    assert.match(whyTooOld(known, { stallAfter: 599, maxHeaderAge: 840 }, null).message, /the newest signed block: expected one at most 599 s old, got 600 s/);
    assert.match(whyTooOld(known, { stallAfter: 600, maxHeaderAge: 839 }, null).message, /the newest final block: expected one at most 839 s old, got 840 s/);
    assert.equal(whyTooOld(followedBy(null, network, 2000), { stallAfter: 1, maxHeaderAge: 1 }, null).code, 'stale');
  });
});
