import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createFileStore } from '../../web/dist/file-store.js';
import { broken, html } from '../mock-server/faults.mjs';
import { altered, forged, livingChain } from '../mock-server/living-chain.mjs';
import { host, serve, slotsAt } from './following.mjs';

const command = fileURLToPath(new URL('../../web/bin/clearmargin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'clearmargin-follow-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const path = (name) => join(folder, name);
function fileWith(name, text) {
  writeFileSync(path(name), text);
  return path(name);
}
const chain = livingChain(1);
const policy = fileWith('policy.json', chain.policyText);

function start(args) {
  const child = spawn(process.execPath, [command, 'follow', ...args]);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  child.stdin.end();
  return { child, output, ended: once(child, 'close').then(([status]) => ({ status, ...output })) };
}
const run = (...args) => start(args).ended;
const at = ({ now }) => ['--now', String(now)];

describe('follow', () => {
  test('0: --once catches up, prints the newest blocks and ends', async (t) => {
    const { url } = await serve(t, { chains: [chain] });
    const { status, stdout, stderr } = await run('--policy', policy, '--beacon', url, '--once', ...at(chain));
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^starting\ncatching up: period 0 of 5\nfollowing: final block \d+ 0x[0-9a-f]{64}, \d+ [a-z]+ old; newest signed block \d+, 24 seconds old; 0 periods behind\n$/);
    assert.match(stderr, /^eip155:7360: the bootstrap of the checkpoint from 127\.0\.0\.1:\d+\n/);
  });

  test('goes on from its file; --json prints states as JSON, --quiet nothing else', async (t) => {
    const store = path('chain');
    const server = await serve(t, { chains: [chain] });
    const args = (chain) => ['--policy', policy, '--chain', chain.chain, '--beacon', server.url, '--once', '--json', '--quiet', '--store', store, ...at(chain)];
    const states = (text) => text.trim().split('\n').map((line) => JSON.parse(line));
    const first = await run(...args(chain));
    assert.deepEqual([first.status, first.stderr, states(first.stdout).map(({ status }) => status)], [0, '', ['starting', 'catching_up', 'following']]);
    assert.equal(statSync(store).mode & 0o777, 0o600);
    const second = await run(...args(chain));
    assert.deepEqual(states(second.stdout).map(({ status }) => status), ['starting', 'following']);
    assert.equal(Number(states(second.stdout)[1].finalized.slot), slotsAt(1)[0]);
    assert.equal(server.asked.filter(({ subject }) => subject.includes('/bootstrap/')).length, 1);
    assert.deepEqual(readdirSync(folder).sort(), ['chain', 'policy.json']);
    writeFileSync(store, readFileSync(store, 'utf8').replace(/"checkpoint_slot":"\d+"/, '"checkpoint_slot":"17"'));
    const third = await run('--policy', policy, '--beacon', server.url, '--once', '--store', store, ...at(chain));
    assert.match(third.stdout, /^starting again from the policy's checkpoint: the store is refused: store_altered /);
    assert.equal(third.status, 0);
  });

  test('5: says why the chain can’t be followed, and who is at fault', async (t) => {
    const failing = await serve(t, { chains: [chain], fault: html });
    const stalled = await run('--policy', policy, '--beacon', `${failing.url}/key`, '--once', ...at(chain));
    assert.equal(stalled.status, 5);
    assert.ok(stalled.stderr.endsWith(`clearmargin: ${host(failing)}, its genesis: expected JSON, got HTML\n`), stalled.stderr);
    assert.match(stalled.stdout, /\nstalled: .*; no block is proven yet\n$/);
    assert.doesNotMatch(stalled.stdout + stalled.stderr, /key/);
    const liar = await serve(t, { chains: [altered(chain, (kind, object) => (kind === 'finality' ? forged(object) : undefined))] });
    const failed = await run('--policy', policy, '--beacon', liar.url, '--json', ...at(chain));
    assert.equal(failed.status, 5);
    const { status, error } = JSON.parse(failed.stdout.trim().split('\n').at(-1));
    assert.deepEqual([status, error.code, error.host, /(?:malformed|invalid)_signature/.test(error.message)], ['failed', 'not_proven', host(liar), true]);
  });

  test('goes on until it is interrupted, then ends with 0', async (t) => {
    const there = livingChain(1);
    const server = await serve(t, { chains: [there] });
    const { child, output, ended } = start(['--policy', policy, '--beacon', server.url, '--interval', '1', '--now', String(livingChain(2).now)]);
    const has = async (part) => {
      for (const began = Date.now(); !output.stdout.includes(part);) {
        assert.ok(Date.now() - began < 8000, output.stdout + output.stderr);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const hash = (step) => livingChain(step).finality.data.finalized_header.execution.block_hash;
    await has(hash(1));
    there.step = 2;
    server.announce('light_client_finality_update');
    await has(hash(2));
    child.kill('SIGINT');
    const { status, stdout } = await ended;
    assert.deepEqual([status, stdout.endsWith('\nstopped\n')], [0, true]);
  });

  test('a server that comes back is followed again', async (t) => {
    const server = await serve(t, { chains: [chain], fault: broken, times: 1, at: (subject) => subject !== '/eth/v1/events' });
    const { child, output, ended } = start(['--policy', policy, '--beacon', server.url, '--interval', '1', ...at(chain)]);
    const began = Date.now();
    while (!output.stdout.includes('following') && Date.now() - began < 8000) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    const { status, stdout } = await ended;
    assert.equal(status, 0);
    assert.match(stdout, /^starting\nstalled: 127\.0\.0\.1:\d+, its genesis: expected status 200, got status 500; no block is proven yet\n(?:.*\n)*following: /);
  });

  test('2: policy or store can’t be read; what is no store is left as it is', async (t) => {
    const { url } = await serve(t, { chains: [chain] });
    const letter = fileWith('letter.txt', 'Dear reader,\n');
    const cases = [
      [['--policy', path('absent.json')], /there is no such file/],
      [['--policy', fileWith('list.json', '[]'), '--chain', chain.chain], /the policy: expected an object/],
      [['--policy', policy, '--store', letter], /letter\.txt: expected a file of clearmargin\/follower\/1, got another/],
    ];
    for (const [args, reason] of cases) {
      const { status, stderr } = await run(...args, '--beacon', url, '--once', ...at(chain));
      assert.equal(status, 2, stderr);
      assert.match(stderr, reason);
    }
    assert.equal(readFileSync(letter, 'utf8'), 'Dear reader,\n');
  });

  test('1: wrong usage', async () => {
    const cases = [
      [[], /the policy is missing/],
      [['--policy', policy], /the address of a Beacon API is missing/],
      [['x', '--policy', policy], /follow takes options only; "x" is none/],
      [['--policy', policy, '--beacon', 'secret'], /--beacon: expected addresses of http or https/],
      [['--policy', policy, '--beacon', 'https://secret', '--interval', '0'], /--interval: expected seconds/],
      [['--policy', policy, '--beacon', 'https://secret', '--chain', 'eip155:1'], /expected one of the policy's chains, eip155:7360, got eip155:1/],
      [['--policy', fileWith('two.json', JSON.stringify({ ...chain.policy, trust: { ...chain.policy.trust, 'eip155:1': { kind: 'ethereum' } } })), '--beacon', 'https://secret'], /--chain: say which chain of the policy/],
      [['--policy', policy, '--rpc', 'https://secret'], /follow has no --rpc/],
    ];
    for (const [args, reason] of cases) {
      const { status, stdout, stderr } = await run(...args);
      assert.deepEqual([status, stdout], [1, ''], stderr);
      assert.match(stderr, reason);
      assert.doesNotMatch(stderr, /secret/);
    }
  });
});

describe('a file that keeps a light client', () => {
  const client = (slot, text = `client ${slot}`) => ({ progress: [slot, slot + 19], text });

  test('gives back what was saved, and nothing where there is none', async () => {
    const store = createFileStore(path('a'));
    assert.equal(await store.load('k'), null);
    assert.equal(await store.save('k', client(1, 'two\nlines')), true);
    assert.deepEqual(await store.load('k'), client(1, 'two\nlines'));
    await store.clear('k');
    assert.equal(await store.load('k'), null);
    await store.clear('k');
  });

  test('keeps the newer, unless it is of another checkpoint', async () => {
    const store = createFileStore(path('b'));
    await store.save('k', client(5));
    assert.equal(await store.save('k', client(4)), false);
    assert.equal(await store.save('k', { ...client(5), progress: [5, 6] }), false);
    assert.deepEqual(await store.load('k'), client(5));
    assert.equal(await store.save('other', client(1)), true);
    assert.deepEqual(await store.load('k'), client(1));
  });

  test('of many that write at once the newest is kept, whole', async () => {
    const stores = Array.from({ length: 8 }, () => createFileStore(path('c')));
    const text = 'x'.repeat(100_000);
    await Promise.all(stores.flatMap((store, i) => [10, 20, 30].map((slot) => store.save('k', client(slot + i, text + slot + i)))));
    assert.deepEqual(await stores[0].load('k'), client(37, `${text}307`));
    assert.ok(!readdirSync(folder).some((name) => /\.(lock|new)$/.test(name)));
  });

  test('a lock that somebody left behind is taken away', async () => {
    const store = createFileStore(path('d'));
    const long = Date.now() / 1000 - 60;
    utimesSync(fileWith('d.lock', ''), long, long);
    assert.equal(await store.save('k', client(1)), true);
  });

  test('says where it can’t keep it', async () => {
    await assert.rejects(createFileStore(join(folder, 'absent', 'e')).save('k', client(1)), { code: 'store_unavailable' });
    await assert.rejects(createFileStore(folder).load('k'), { code: 'store_unavailable' });
  });

  test('a damaged one of ours is given, for the verifier to refuse', async () => {
    writeFileSync(path('f'), '{"format":"clearmargin/follower/1","key":"k","progress":"x"}\nhalf');
    assert.deepEqual(await createFileStore(path('f')).load('k'), { progress: [0, 0], text: '' });
  });
});
