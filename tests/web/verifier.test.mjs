import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createVerifier, errorCodes, verifyBundle, wasmIntegrity } from '../../web/dist/inline.js';
import { createCore } from '../../web/dist/core.js';
import { CoreCrashedError } from '../../web/dist/errors.js';
import { inThreadChannel } from '../../web/dist/in-thread-channel.js';
import { createVerifier as createSlim } from '../../web/dist/slim.js';
import { readFixture } from './fixtures.mjs';

const wasm = new Uint8Array(readFileSync(new URL('../../web/dist/core.wasm', import.meta.url)));
const { bundle, policy, expected } = readFixture('sample');

describe('the verifier in this thread', () => {
  test('verifyBundle takes text and objects alike', async () => {
    const verifier = await createVerifier();
    const byText = await verifier.verifyBundle(bundle, policy, expected.now);
    assert.equal(byText.verdict.status, 'agrees');
    assert.deepEqual(await verifier.verifyBundle(JSON.parse(bundle), JSON.parse(policy), expected.now), byText);
    assert.deepEqual(await verifyBundle(bundle, policy, expected.now), byText);
  });

  test('verifyBundleText gives the same bytes every time', async () => {
    const verifier = await createVerifier();
    const texts = await Promise.all([1, 2, 3].map(() => verifier.verifyBundleText(bundle, policy, expected.now)));
    assert.equal(new Set(texts).size, 1);
  });

  test('a bundle that cannot be read is a report, not a rejection', async () => {
    const verifier = await createVerifier();
    for (const text of ['', '{', 'null', '[]', '\0', '"'.repeat(1000)]) {
      const report = await verifier.verifyBundle(text, policy, expected.now);
      assert.equal(report.verdict.status, 'unreadable');
      assert.ok(report.error.code >= 100);
    }
  });

  test('a time that is no whole number of seconds is a mistake of the caller', async () => {
    const verifier = await createVerifier();
    for (const now of [-1, 1.5, Number.NaN, Infinity, 2 ** 53]) {
      await assert.rejects(verifier.verifyBundle(bundle, policy, now), RangeError);
    }
  });

  test('errorRegistry is the list of codes that the types know', async () => {
    const verifier = await createVerifier();
    assert.deepEqual(await verifier.errorRegistry(), [...errorCodes]);
  });

  test('dispose refuses later calls', async () => {
    const verifier = await createVerifier();
    verifier.dispose();
    await assert.rejects(verifier.errorRegistry(), { code: 'disposed' });
  });

  test('an aborted signal ends a call with its reason', async () => {
    const verifier = await createVerifier();
    const signal = AbortSignal.abort(new Error('never mind'));
    await assert.rejects(verifier.verifyBundle(bundle, policy, expected.now, { signal }), /never mind/);
  });

  test('a crash is a CoreCrashedError, and the next call gets a fresh instance', async () => {
    const broken = {
      call() {
        throw new CoreCrashedError(new WebAssembly.RuntimeError('unreachable'));
      },
    };
    const made = [broken, await createCore(new WebAssembly.Module(wasm))];
    const channel = await inThreadChannel(async () => made.shift());
    await assert.rejects(channel.call({ name: 'errorRegistry' }), { code: 'core_crashed' });
    assert.equal(JSON.parse(await channel.call({ name: 'errorRegistry' })).length, errorCodes.length);
  });
});

describe('slim', () => {
  test('takes bytes, checks their integrity, and gives the same report', async () => {
    const verifier = await createSlim(wasm, { integrity: wasmIntegrity });
    assert.equal((await verifier.verifyBundle(bundle, policy, expected.now)).verdict.status, 'agrees');
    const changed = wasm.slice();
    changed[changed.length - 1] ^= 1;
    await assert.rejects(createSlim(changed, { integrity: wasmIntegrity }), { code: 'wasm_integrity_mismatch' });
  });

  test('says what is wrong with wasm that is not ours', async () => {
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    await assert.rejects(createSlim(empty), { code: 'wasm_load_failed', message: 'this wasm is not the verifier' });
  });
});

describe('advanceLightClient', () => {
  const chain = 'eip155:7357';
  const chainData = JSON.parse(bundle).chains[chain];

  test('starts from the checkpoint, and goes on from the store it gave', async () => {
    const verifier = await createVerifier();
    const { bootstrap, finality_updates, optimistic_updates } = chainData;
    const started = await verifier.advanceLightClient({ chainData: { bootstrap }, policy, chain, now: expected.now });
    assert.equal(started.error, null);
    assert.equal(started.chain.status, 'verified');
    const store = JSON.stringify(started.store);
    const led = await verifier.advanceLightClient({ store, chainData: { finality_updates, optimistic_updates }, policy, chain, now: expected.now });
    const [row] = (await verifier.verifyBundle(bundle, policy, expected.now)).chains;
    assert.deepEqual(led.chain.finalized, row.finalized);
    assert.deepEqual(led.chain.optimistic, row.optimistic);
    assert.equal(led.changed, true);
    const idle = await verifier.advanceLightClient({ store: JSON.stringify(led.store), chainData: {}, policy, chain, now: expected.now });
    assert.equal(idle.changed, false);
    assert.deepEqual(idle.store, led.store);
  });

  test('refuses a store that was altered', async () => {
    const verifier = await createVerifier();
    const { store } = await verifier.advanceLightClient({ chainData, policy, chain, now: expected.now });
    const altered = JSON.stringify({ ...store, current_max_active_participants: '1' });
    const reply = await verifier.advanceLightClient({ store: altered, chainData, policy, chain, now: expected.now });
    assert.equal(reply.error.name, 'store_altered');
    assert.equal(reply.error.where, 'store.checksum');
    assert.equal(reply.store, null);
    assert.equal(reply.chain, null);
  });

  test('a time that is no whole number of seconds is a mistake of the caller', async () => {
    const verifier = await createVerifier();
    await assert.rejects(verifier.advanceLightClient({ chainData, policy, chain, now: 1.5 }), RangeError);
  });
});

describe('verifyClaims', () => {
  const chain = 'eip155:7357';
  const { chains, ...rest } = JSON.parse(bundle);
  const { [chain]: _, ...rollups } = chains;
  const bare = { ...rest, chains: rollups };

  test('comes to what the whole bundle does, at the block that a kept store proves', async () => {
    const verifier = await createVerifier();
    const { store } = await verifier.advanceLightClient({ chainData: chains[chain], policy, chain, now: expected.now });
    const report = await verifier.verifyBundle(bundle, policy, expected.now);
    const request = { bundle: bare, policy, now: expected.now };
    const reply = await verifier.verifyClaims({ ...request, stores: { [chain]: store } });
    assert.equal(reply.error, null);
    assert.deepEqual(reply.claims, report.claims);
    assert.deepEqual(reply.collateral_inputs, report.inputs.collateral);
    assert.deepEqual(await verifier.verifyClaims({ ...request, stores: JSON.stringify({ [chain]: store }) }), reply);
  });

  test('refuses the claims of a chain whose store is missing or was altered', async () => {
    const verifier = await createVerifier();
    const { store } = await verifier.advanceLightClient({ chainData: chains[chain], policy, chain, now: expected.now });
    const altered = { ...store, current_max_active_participants: '1' };
    for (const [stores, name] of [[{}, 'missing_chain_data'], [{ [chain]: altered }, 'store_altered']]) {
      const reply = await verifier.verifyClaims({ stores, bundle: bare, policy, now: expected.now });
      assert.deepEqual(new Set(reply.claims.map(({ error }) => error.name)), new Set([name]));
      assert.deepEqual(reply.collateral_inputs, []);
    }
  });
});

describe('computeMargin', () => {
  const start = async () => {
    const verifier = await createVerifier();
    const report = await verifier.verifyBundle(bundle, policy, expected.now);
    const request = { policy: JSON.parse(policy), now: report.now, evidence: report.evidence, inputs: report.inputs };
    return { verifier, report, request };
  };
  const ether = expected.margin.liquidation[0].underlying;

  test('gives the report’s own margin and collateral from its inputs', async () => {
    const { verifier, report, request } = await start();
    const reply = await verifier.computeMargin(request);
    assert.equal(reply.error, null);
    assert.deepEqual(reply.margin, report.margin);
    assert.deepEqual(reply.collateral, report.collateral);
    assert.deepEqual(reply.evidence, report.evidence);
  });

  test('is liquidatable just past the liquidation price, and not just before', async () => {
    const { verifier, request } = await start();
    const at = async (price) => (await verifier.computeMargin({ ...request, what_if: { asset: ether, price } })).margin.liquidatable;
    assert.equal(await at('2256.09'), false);
    assert.equal(await at('2256.08'), true);
  });

  test('gives a curve that passes through the equity of now', async () => {
    const { verifier, report, request } = await start();
    const prices = ['2000', '3127.45', '4000'];
    const { curve } = await verifier.computeMargin({ ...request, curve: { asset: ether, prices } });
    assert.deepEqual(curve.map(({ price }) => price), prices);
    assert.equal(curve[1].equity, report.margin.equity.value);
    assert.equal(curve[1].maintenance_margin, report.margin.maintenance_margin.value);
  });

  test('explains a request it cannot compute', async () => {
    const { verifier, request } = await start();
    const { error } = await verifier.computeMargin({ ...request, what_if: { asset: ether, price: '-1' } });
    assert.ok(error.code >= 100);
    assert.match(error.where, /what_if/);
  });
});
