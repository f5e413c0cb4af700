import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import { broken, html, slow } from '../mock-server/faults.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { oneChain, serve, venueOf } from './collecting.mjs';
import { fixturePath } from './fixtures.mjs';

const command = fileURLToPath(new URL('../../web/bin/clearmargin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'clearmargin-collect-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const policyPath = fixturePath('one-chain', 'policy.json');
const schema = JSON.parse(readFileSync(new URL('../../web/schemas/bundle.schema.json', import.meta.url), 'utf8'));
const fitsSchema = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);

function fileWith(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs beside the servers of this process. */
async function run(args, input = '') {
  const child = spawn(process.execPath, [command, ...args]);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  return { status, ...output };
}

const now = ['--now', String(oneChain.now)];
const collect = (...args) => run(['collect', '--policy', policyPath, ...now, ...args]);

describe('collect', () => {
  test('0: prints a bundle that verifies like the recorded one', async (t) => {
    const { url } = await serve(t);
    const venue = fileWith('venue.json', JSON.stringify(venueOf(oneChain)));
    const { status, stdout, stderr } = await collect('--beacon', url, '--rpc', url, '--venue', venue);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\{.*\}\n$/);
    assert.ok(fitsSchema(JSON.parse(stdout)), JSON.stringify(fitsSchema.errors));
    assert.match(stderr, /^eip155:7357: the bootstrap of the checkpoint from 127\.0\.0\.1:\d+\n/);
    assert.match(stderr, /\ncomplete: 3 proofs on eip155:7357\n$/);
    const [collected, recorded] = await Promise.all([
      run(['verify', '-', '--policy', policyPath, '--now', 'bundle'], stdout),
      run(['verify', fixturePath('one-chain', 'bundle.json'), '--policy', policyPath, '--now', 'bundle']),
    ]);
    assert.deepEqual(collected, recorded);
  });

  test('takes several addresses, the policy or the venue’s data from standard input, and is silent when asked to', async (t) => {
    const [failing, { url }] = [await serve(t, { fault: html }), await serve(t)];
    const both = `${failing.url}/key,${url}`;
    const first = await run(['collect', '--policy', '-', ...now, '--beacon', both, '--rpc', both, '--quiet'], oneChain.policyText);
    assert.deepEqual([first.status, first.stderr], [0, 'complete: 3 proofs on eip155:7357\n']);
    const second = await run(['collect', '--policy', policyPath, ...now, '--beacon', failing.url, '--beacon', url, '--rpc', `eip155:7357=${both}`, '--venue', '-'], JSON.stringify(venueOf(oneChain)));
    assert.equal(second.status, 0);
    assert.match(second.stderr, /expected JSON, got HTML/);
    assert.doesNotMatch(first.stderr + second.stderr, /key/);
    assert.deepEqual(JSON.parse(second.stdout).positions, oneChain.bundle.positions);
  });

  test('of several chains, each has its own addresses; --chain takes one', async (t) => {
    const other = recordedChain('across-fork');
    const policy = { ...oneChain.policy, limits: { max_checkpoint_age: 1e9, max_header_age: 1e9 }, trust: { ...oneChain.policy.trust, ...other.policy.trust }, accounts: [...oneChain.policy.accounts, ...other.policy.accounts], vaults: [...oneChain.policy.vaults, ...other.policy.vaults.map((vault) => ({ ...vault, id: `${vault.id}-2` }))], assets: [...oneChain.policy.assets, ...other.policy.assets.filter(({ id }) => id.startsWith('eip155'))] };
    const path = fileWith('two-chains.json', JSON.stringify(policy));
    const [{ url }, { url: otherUrl }] = [await serve(t), await serve(t, { chains: [other] })];
    const both = ['collect', '--policy', path, '--now', String(Math.max(oneChain.now, other.now)), '--beacon', `${oneChain.chain}=${url}`, '--rpc', `${oneChain.chain}=${url}`, '--beacon', `${other.chain}=${otherUrl}`, '--rpc', `${other.chain}=${otherUrl}`];
    const all = await run(both);
    assert.equal(all.status, 0, all.stderr);
    assert.deepEqual(Object.keys(JSON.parse(all.stdout).chains).sort(), [oneChain.chain, other.chain].sort());
    assert.equal(JSON.parse(all.stdout).claims.length, 6);
    const one = await run([...both, '--chain', other.chain]);
    assert.deepEqual([one.status, Object.keys(JSON.parse(one.stdout).chains)], [0, [other.chain]]);
    const unclear = await run(['collect', '--policy', path, ...now, '--beacon', url, '--rpc', url]);
    assert.deepEqual([unclear.status, unclear.stdout], [1, '']);
    assert.match(unclear.stderr, /the policy has several chains; say which, as in --beacon eip155:1=URL/);
    const half = await run([...both, '--beacon', `${oneChain.chain}=${otherUrl}`].map((arg) => (arg === `${other.chain}=${otherUrl}` ? `${other.chain}=${url}` : arg)));
    assert.equal(half.status, 6, half.stderr);
    assert.deepEqual(Object.keys(JSON.parse(half.stdout).chains), [oneChain.chain]);
    assert.match(half.stderr, /missing: eip155:7358: .*expected sample-forks with genesis_validators_root/);
  });

  test('says what checkpoint providers say', async (t) => {
    const [{ url }, stranger] = [await serve(t), await serve(t, { chains: [recordedChain('across-fork')] })];
    const { status, stderr } = await collect('--beacon', url, '--rpc', url, '--checkpoints', `${url},${stranger.url}`);
    assert.equal(status, 0);
    const host = (address) => new URL(address).host;
    assert.ok(stderr.includes(`${host(url)} knows the policy's checkpoint ${oneChain.checkpoint}`), stderr);
    assert.ok(stderr.includes(`${host(stranger.url)} does NOT know the policy's checkpoint ${oneChain.checkpoint}`), stderr);
  });

  test('6: prints the bundle, and names what is missing', async (t) => {
    const [{ url }, failing] = [await serve(t), await serve(t, { fault: broken, at: (subject) => subject === 'eth_getProof' })];
    const { status, stdout, stderr } = await collect('--beacon', url, '--rpc', failing.url);
    assert.deepEqual([status, JSON.parse(stdout).claims], [6, []]);
    assert.match(stderr, /\nmissing: eip155:7357, wallet-eth, eip155:7357:0x3c40[0-9a-f]+: 127[^ ]+, the proof of wallet-eth: expected status 200, got status 500\n/);
    assert.match(stderr, /\nincomplete: 0 proofs on eip155:7357\n$/);
  });

  test('5: no bundle, and the reason', async (t) => {
    const failing = await serve(t, { fault: html });
    const { status, stdout, stderr } = await collect('--beacon', failing.url, '--rpc', failing.url);
    assert.deepEqual([status, stdout], [5, '']);
    assert.match(stderr, /\nclearmargin: 127\.0\.0\.1:\d+, its genesis: expected JSON, got HTML\n$/);
    const began = Date.now();
    const stalled = await serve(t, { fault: slow });
    const late = await collect('--beacon', stalled.url, '--rpc', stalled.url, '--time-limit', '1');
    assert.deepEqual([late.status, late.stdout], [5, '']);
    assert.match(late.stderr, /clearmargin: expected everything within 1 s, got less\n$/);
    assert.ok(Date.now() - began < 8000);
  });

  test('2: policy or venue’s data can’t be read', async (t) => {
    const { url } = await serve(t);
    const cases = [
      [['collect', '--policy', join(folder, 'absent.json')], /there is no such file/],
      [['collect', '--policy', fileWith('empty.json', '')], /the policy: expected JSON, got nothing/],
      [['collect', '--policy', fileWith('list.json', '[]')], /the policy: expected an object/],
      [['collect', '--policy', policyPath, '--venue', fileWith('numbers.json', '{"reported":{"equity":1.5}}')], /reported.equity: expected amounts as text/],
    ];
    for (const [args, reason] of cases) {
      const { status, stdout, stderr } = await run([...args, ...now, '--beacon', url]);
      assert.deepEqual([status, stdout], [2, ''], stderr);
      assert.match(stderr, reason);
    }
  });

  test('1: wrong usage, without the addresses, which may hold keys', async () => {
    const cases = [
      [['collect'], /the policy is missing/],
      [['collect', 'x', '--policy', 'p'], /collect takes options only; "x" is none/],
      [['collect', '--policy', 'p'], /the address of a Beacon API is missing/],
      [['collect', '--policy', '-', '--venue', '-', '--beacon', 'https://secret'], /only one of policy and venue/],
      [['collect', '--policy', policyPath, '--beacon', 'secret'], /--beacon: expected addresses of http or https/],
      [['collect', '--policy', policyPath, '--beacon', 'https://u:secret@beacon.example'], /expected an address without a name and password/],
      [['collect', '--policy', policyPath, '--beacon', 'chain=https://secret'], /--beacon: expected a chain like eip155:1, got "chain"/],
      [['collect', '--policy', policyPath, '--beacon', 'eip155:1=https://secret'], /expected one of the policy's chains, eip155:7357, got eip155:1/],
      [['collect', '--policy', policyPath, '--beacon', 'https://secret', '--chain', 'eip155:1'], /expected one of the policy's chains/],
      [['collect', '--policy', policyPath, '--beacon', 'https://secret', '--now', 'bundle'], /--now: expected Unix seconds, a time like [^,]+, got "bundle"/],
      [['collect', '--policy', policyPath, '--beacon', 'https://secret', '--time-limit', '0'], /--time-limit: expected seconds/],
      [['collect', '--policy', policyPath, '--beacon', 'https://secret', '--account', 'x'], /expected one of the policy's accounts/],
      [['collect', '--policy', policyPath, '--json'], /collect has no --json/],
      [['verify', 'b', '--policy', policyPath, '--beacon', 'https://secret'], /verify has no --beacon/],
    ];
    for (const [args, reason] of cases) {
      const { status, stdout, stderr } = await run(args);
      assert.deepEqual([status, stdout], [1, ''], `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, reason);
      assert.match(stderr, /clearmargin --help/);
      assert.doesNotMatch(stderr, /secret/);
    }
  });

  test('help names its options and exit codes', async () => {
    const { stdout } = await run(['--help']);
    for (const part of ['collect --policy', '--beacon', '--rpc', '--checkpoints', '--venue', '--chain', '--account', '--time-limit', '--quiet', '  5  ', '  6  ']) assert.ok(stdout.includes(part), part);
  });
});
