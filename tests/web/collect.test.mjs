import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect, CollectError } from '../../web/dist/collect.js';
import { ClearmarginError } from '../../web/dist/index.js';
import { slow } from '../mock-server/faults.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { lodestarSsz } from '../mock-server/ssz.mjs';
import { collectFrom, failureOf, judge, patience, oneChain, serve, venueOf, verifier } from './collecting.mjs';
import { readFixture } from './fixtures.mjs';

/** What a report says of money, without the claims' own names. */
function figuresOf(report) {
  const { verdict, chains, collateral, margin, comparison } = report;
  const followed = chains.map(({ chain, status, finalized }) => ({ chain, status, finalized }));
  const plain = ({ evidence: _, from: __, ...rest }) => rest;
  return JSON.parse(JSON.stringify({ verdict, followed, collateral, margin, comparison }, (name, value) =>
    name === 'from' ? undefined : value !== null && typeof value === 'object' && !Array.isArray(value) ? plain(value) : value));
}

describe('a bundle collected from honest servers', () => {
  for (const name of ['one-chain', 'basis', 'two-periods', 'layouts', 'absent-account', 'fork-capella', 'fork-deneb', 'fork-electra', 'across-fork']) {
    for (const [encoding, ssz] of [['JSON', null], ['SSZ', lodestarSsz]]) {
      test(`${name}, in ${encoding}, has the figures of the recorded one`, async (t) => {
        const chain = recordedChain(name);
        const server = await serve(t, { chains: [chain], ssz });
        const collection = await collectFrom([server], [server], { chain, venue: venueOf(chain) });
        assert.deepEqual(collection.missing, []);
        assert.equal(typeof collection.bundle.chains[chain.chain].bootstrap.data, ssz === null ? 'object' : 'string');
        const [collected, recorded] = [await judge(collection, chain), await verifier.verifyBundle(chain.bundleText, chain.policyText, chain.now)];
        assert.deepEqual(figuresOf(collected), figuresOf(recorded));
        assert.equal(collected.verdict.exit_code, 0);
        assert.deepEqual(collected.ignored, []);
      });
    }
  }

  test('is what the bundle says of itself', async (t) => {
    const server = await serve(t);
    const { bundle, text } = await collectFrom([server], [server]);
    assert.deepEqual(JSON.parse(text), bundle);
    assert.deepEqual([bundle.account, bundle.as_of], [oneChain.bundle.account, oneChain.now]);
    assert.deepEqual(bundle.chains[oneChain.chain].bootstrap, oneChain.bootstrap);
    assert.deepEqual(bundle.claims.map(({ id, block }) => [id, block]), oneChain.policy.vaults.map(({ id }) => [id, oneChain.bundle.claims[0].block]));
    assert.deepEqual(bundle.claims[0].proof, oneChain.bundle.claims[0].proof);
    assert.deepEqual(bundle.claims[0].implementation_proof, oneChain.bundle.claims[0].implementation_proof);
  });

  test('is the same without a verifier', async (t) => {
    const server = await serve(t);
    const [judged, unjudged] = [await collectFrom([server], [server]), await collectFrom([server], [server], { verifier: undefined })];
    assert.equal(judged.text, unjudged.text);
  });

  test('asks for each thing once, for SSZ first, and for the network before anything else', async (t) => {
    const server = await serve(t);
    await collectFrom([server], [server]);
    const lightClient = '/eth/v1/beacon/light_client';
    assert.deepEqual(server.asked.map(({ subject }) => subject), [
      '/eth/v1/beacon/genesis', `${lightClient}/bootstrap/${oneChain.checkpoint}`, `${lightClient}/finality_update`,
      'eth_chainId', 'eth_getProof', 'eth_getProof', 'eth_getProof', 'eth_getProof',
    ]);
    assert.equal(server.asked[1].accept, 'application/octet-stream;q=1,application/json;q=0.9');
  });

  test('comes from servers that have no SSZ and say so', async (t) => {
    const server = await serve(t, { refusesSsz: true });
    assert.equal((await judge(await collectFrom([server], [server]))).verdict.exit_code, 0);
  });

  test('comes from addresses with a path and a query of their own', async (t) => {
    const server = await serve(t);
    const { missing } = await collectFrom([`${server.url}/v2/beacon/?apikey=1,2`], [`${server.url}/rpc?apikey=1`]);
    assert.deepEqual(missing, []);
  });

  test('has the optimistic update where the policy accepts it, and is whole without it', async (t) => {
    const policy = JSON.stringify({ ...oneChain.policy, trust: { [oneChain.chain]: { ...oneChain.policy.trust[oneChain.chain], accept: 'optimistic' } } });
    const server = await serve(t);
    const { bundle, missing } = await collectFrom([server], [server], { policy });
    assert.deepEqual([bundle.chains[oneChain.chain].optimistic_updates, missing], [[oneChain.optimistic], []]);
    const without = await serve(t, { chains: [{ ...oneChain, optimistic: null }] });
    const second = await collectFrom([without], [without], { policy });
    assert.equal(second.bundle.chains[oneChain.chain].optimistic_updates, undefined);
    assert.deepEqual(second.missing.map(({ vault, error }) => [vault, error.code]), [[null, 'http_status']]);
    assert.equal(second.bundle.claims.length, 3);
  });

  test('takes updates from a server that gives only one at once', async (t) => {
    const chain = recordedChain('two-periods');
    const [first] = chain.updates;
    const inPeriod = (object, periods) => {
      const moved = structuredClone(object);
      moved.data.attested_header.beacon.slot = String(Number(object.data.attested_header.beacon.slot) + periods * 8192);
      if ('signature_slot' in moved.data) moved.data.signature_slot = String(Number(object.data.signature_slot) + periods * 8192);
      return moved;
    };
    const updates = [0, 1, 2].map((periods) => inPeriod(first, periods));
    const finality = inPeriod(chain.finality, 2);
    finality.data.finalized_header.beacon.slot = finality.data.attested_header.beacon.slot;
    const server = await serve(t, { chains: [{ ...chain, updates, finality, updatesAtOnce: 1 }] });
    const { bundle } = await collectFrom([server], [server], { chain, verifier: undefined, now: chain.now + 2 * 8192 * 12 });
    assert.deepEqual(bundle.chains[chain.chain].updates, updates);
    assert.equal(server.asked.filter(({ subject }) => subject.endsWith('/updates')).length, 3);
  });
});

describe('a provider in a page', () => {
  const answering = (node) => ({ request: ({ method, params }) => node(method, params) });

  async function honest(t) {
    const server = await serve(t);
    return async (method, params) => {
      const reply = await (await fetch(server.url, { method: 'POST', body: JSON.stringify({ id: 1, method, params }) })).json();
      if (reply.error) throw Object.assign(new Error(reply.error.message), { code: reply.error.code });
      return reply.result;
    };
  }

  const withProvider = (t, server, node, rest = {}) =>
    collect(oneChain.policyText, { chains: { [oneChain.chain]: { beacon: [server.url], rpc: [answering(node), ...(rest.rpc ?? [])] } }, now: oneChain.now, verifier, patience, ...rest.options });

  test('gives the proofs in place of an address', async (t) => {
    const server = await serve(t);
    const collection = await withProvider(t, server, await honest(t));
    assert.deepEqual([collection.missing, (await judge(collection)).verdict.exit_code], [[], 0]);
  });

  test('that refuses, never answers, or is on another chain is named, and others are asked', async (t) => {
    const server = await serve(t);
    const cases = [
      ['rpc_error', async () => { throw Object.assign(new Error('User rejected\u001b[31m'), { code: 4001 }); }],
      ['rpc_error', async () => { throw null; }],
      ['timed_out', () => new Promise(() => undefined)],
      ['wrong_network', async () => '0x1'],
      ['unexpected_answer', async () => ({})],
    ];
    for (const [code, node] of cases) {
      const { missing } = await withProvider(t, server, node);
      assert.deepEqual(missing.map(({ error }) => [error.code, error.host]), Array(3).fill([code, 'provider 1']));
      assert.doesNotMatch(missing[0].error.message, /\u001b/);
      const second = await withProvider(t, server, node, { rpc: [server.url] });
      assert.deepEqual(second.missing, []);
    }
  });
});

describe('progress', () => {
  test('names chain, host and subject of each question, and why it failed', async (t) => {
    const [broken, server] = [await serve(t, { fault: (_, response) => response.writeHead(503).end() }), await serve(t)];
    const events = [];
    await collectFrom([broken, server], [server], { onProgress: (event) => events.push(event) });
    assert.ok(events.every(({ chain }) => chain === oneChain.chain));
    const [asked, failed, again, answered] = events;
    const host = (one) => new URL(one.url).host;
    assert.deepEqual([asked.kind, asked.host, asked.what], ['asked', host(broken), 'the bootstrap of the checkpoint']);
    assert.deepEqual([failed.kind, failed.error.code, failed.error.message], ['failed', 'http_status', `${host(broken)}, its genesis: expected status 200, got status 503`]);
    assert.deepEqual([again.kind, again.host, answered.kind], ['asked', host(server), 'answered']);
  });

  test('that throws ends the collecting with what it threw', async (t) => {
    const server = await serve(t);
    const stop = new Error('enough');
    assert.equal(await failureOf(collectFrom([server], [server], { onProgress() { throw stop; } })), stop);
  });
});

describe('stopping', () => {
  test('an aborted signal ends it with its reason, before and during', async (t) => {
    const server = await serve(t, { fault: slow });
    const reason = new Error('the user left');
    assert.equal(await failureOf(collectFrom([server], [server], { signal: AbortSignal.abort(reason) })), reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    assert.equal(await failureOf(collectFrom([server], [server], { signal: controller.signal })), reason);
  });

  test('the time limit ends it with a named error', async (t) => {
    const server = await serve(t, { fault: slow });
    const began = Date.now();
    const error = await failureOf(collectFrom([server, server], [server], { patience: { ...patience, requestTimeout: 10_000, timeLimit: 300 } }));
    assert.deepEqual([error.code, error.message], ['timed_out', 'expected everything within 0.3 s, got less']);
    assert.ok(Date.now() - began < 2000);
  });

  test('when the time runs out among the proofs, the bundle has those that came', async (t) => {
    const [server, half] = [await serve(t), await serve(t, { fault: slow, at: (subject) => subject === 'eth_getProof' && half.asked.length > 2 })];
    const { bundle, missing } = await collectFrom([server], [half], { patience: { ...patience, requestTimeout: 10_000, timeLimit: 1000 } });
    assert.equal(bundle.claims.length + missing.length, 3);
    assert.ok(missing.length >= 2);
    assert.ok(missing.every(({ error }) => error.code === 'timed_out'));
  });
});

describe('what is asked for', () => {
  const failure = (policy, options) => failureOf(collect(policy, { chains: { [oneChain.chain]: { beacon: ['http://127.0.0.1:9'], rpc: [] } }, now: oneChain.now, patience, ...options }));
  const changed = (change) => {
    const policy = JSON.parse(oneChain.policyText);
    change(policy);
    return policy;
  };

  test('a policy that can’t be read is named with its field', async () => {
    const trust = (policy) => policy.trust[oneChain.chain];
    const cases = [
      ['', /the policy: expected JSON, got nothing/],
      ['[]', /the policy: expected an object, got a list of 0/],
      [`${'['.repeat(1e5)}`, /at most 24 levels/],
      [{}, /expected a member "format", got none/],
      [changed((policy) => { policy.format = 'clearmargin/policy/2'; }), /format: expected clearmargin\/policy\/1, got "clearmargin\/policy\/2"/],
      [changed((policy) => { policy.accounts = []; }), /accounts: expected an account/],
      [changed((policy) => { policy.accounts[0] = 'eip155:7357:0x12'; }), /accounts\[0\]: expected 20 bytes/],
      [changed((policy) => { policy.accounts[0] = 7; }), /accounts\[0\]: expected a text, got 7/],
      [changed((policy) => { policy.trust = {}; }), /trust: expected a chain/],
      [changed((policy) => { trust(policy).kind = 'cometbft'; }), /kind: expected ethereum/],
      [changed((policy) => { trust(policy).network = 'mainnet'; }), /network: expected the network of eip155:7357, got mainnet of eip155:1/],
      [changed((policy) => { trust(policy).network = 'constructor'; }), /network: expected mainnet/],
      [changed((policy) => { trust(policy).network.seconds_per_slot = 0; }), /seconds_per_slot: expected at least 1/],
      [changed((policy) => { trust(policy).network.genesis_time = -1; }), /genesis_time: expected a whole number/],
      [changed((policy) => { trust(policy).checkpoint = '0x'; }), /checkpoint: expected 32 bytes/],
      [changed((policy) => { policy.vaults[0].kind = 'bank'; }), /vaults\[0\].kind: expected native or erc20 or ledger/],
      [changed((policy) => { policy.vaults[0].storage.path = [{ jump: '1' }]; }), /path\[0\]: expected mapping, array/],
      [changed((policy) => { policy.vaults[1].slot = '1e3'; }), /vaults\[1\].slot: expected a whole number/],
    ];
    for (const [policy, reason] of cases) {
      const error = await failure(policy);
      assert.equal(error.code, 'policy_unreadable', error.message);
      assert.match(error.message, reason);
    }
  });

  test('what the verifier refuses in a policy is the policy’s fault, not a server’s', async (t) => {
    const server = await serve(t);
    const error = await failureOf(collectFrom([server], [server], { policy: JSON.stringify(changed((policy) => { policy.surplus = 1; })) }));
    assert.deepEqual([error.code, /unknown_member/.test(error.message)], ['policy_unreadable', true]);
  });

  test('chains, accounts and addresses that make no sense are wrong options', async () => {
    const cases = [
      [{ chains: {} }, /expected a chain, got none/],
      [{ chains: { 'eip155:1': { beacon: [], rpc: [] } } }, /expected one of the policy's chains, eip155:7357, got eip155:1/],
      [{ chains: { [oneChain.chain]: { beacon: ['ftp://beacon.example/secret'], rpc: [] } } }, /^expected an address of http or https, got ftp:$/],
      [{ chains: { [oneChain.chain]: { beacon: ['https://user:secret@beacon.example'], rpc: [] } } }, /^beacon.example: expected an address without a name and password/],
      [{ chains: { [oneChain.chain]: { beacon: [], rpc: [] } } }, /expected an address to ask, got none/],
      [{ account: 'eip155:7357:0x0000000000000000000000000000000000000001' }, /account: expected one of the policy's accounts/],
    ];
    for (const [options, reason] of cases) {
      const error = await failure(oneChain.policyText, options);
      assert.deepEqual([error.code, error instanceof CollectError, error instanceof ClearmarginError], ['wrong_options', true, true], error.message);
      assert.match(error.message, reason);
    }
  });

  test('a venue’s data goes in as it is, unless digits would be lost', async (t) => {
    const server = await serve(t);
    const venue = { ...venueOf(oneChain), chains: { 'eip155:1': {} }, claims: [1], account: 'x' };
    for (const given of [venue, JSON.stringify(venue)]) {
      const { bundle } = await collectFrom([server], [server], { venue: given });
      assert.deepEqual(venueOf({ bundle }), venueOf(oneChain));
      assert.deepEqual([bundle.account, bundle.claims.length, Object.keys(bundle.chains)], [oneChain.bundle.account, 3, [oneChain.chain]]);
    }
    const owed = {
      debts: [{ id: 'loan', asset: oneChain.policy.assets[0].id, amount: '1.5', as_of: oneChain.now }],
      wallets: [{ id: 'coins', cash: '-0.25', as_of: oneChain.now }],
    };
    const { bundle } = await collectFrom([server], [server], { venue: { ...venue, ...owed } });
    assert.deepEqual({ debts: bundle.debts, wallets: bundle.wallets }, owed);
    const cases = [
      ['{', /expected JSON/],
      [{ debts: {} }, /debts: expected a list/],
      [{ debts: [{ amount: 0.1 }] }, /debts\[0\].amount: expected amounts as text/],
      [{ wallets: Array(257).fill({}) }, /wallets: expected/],
      [{ prices: {} }, /prices: expected a list/],
      [{ reported: { equity: 12.5 } }, /reported.equity: expected amounts as text/],
      ['{"positions": [{"qty": 9007199254740993}]}', /positions\[0\].qty: expected amounts as text/],
      [{ reported: [] }, /reported: expected an object/],
      [{ positions: [{ qty: 5n }] }, /positions\[0\].qty: expected what JSON can hold, got bigint/],
      ['{"positions": [{"id": "\\ud800"}]}', /positions\[0\].id: expected whole characters/],
      ['{"reported": {"\\udc00": "1"}}', /reported: expected names of whole characters/],
    ];
    for (const [given, reason] of cases) {
      const error = await failure(oneChain.policyText, { venue: given });
      assert.equal(error.code, 'venue_unreadable');
      assert.match(error.message, reason);
    }
  });

  test('no proof is asked of a chain without nodes, and the claims are named as missing', async (t) => {
    const server = await serve(t);
    const { bundle, missing } = await collectFrom([server], []);
    assert.deepEqual([bundle.claims, missing.map(({ vault, error }) => [vault, error.code])], [[], oneChain.policy.vaults.map(({ id }) => [id, 'wrong_options'])]);
  });

  test('more claims than a bundle holds are named as missing', async (t) => {
    const policy = changed((one) => { one.vaults = Array.from({ length: 256 }, (_, i) => ({ ...one.vaults[2], id: `v${i}` })); one.accounts.push(`${oneChain.chain}:0x${'22'.repeat(20)}`); });
    const server = await serve(t);
    const { bundle, missing } = await collectFrom([server], [server], { policy, verifier: undefined, patience: { ...patience, timeLimit: 20_000 } });
    const surplus = missing.filter(({ error }) => error.code === 'bundle_too_large');
    assert.deepEqual([bundle.claims.length, missing.length, surplus.length], [128, 384, 256]);
    assert.equal(surplus[0].vault, 'v128');
  });

  test('claims are made for each account that can own, with ids of their own', async (t) => {
    const other = 'eip155:7357:0x00000000000000000000000000000000000000AA';
    const policy = changed((one) => {
      one.accounts.push(other, 'eip155:1:0x00000000000000000000000000000000000000aa');
      one.vaults[0].owner = one.accounts[0];
    });
    const server = await serve(t);
    const { missing, bundle } = await collectFrom([server], [server], { policy });
    const [first] = oneChain.policy.accounts;
    assert.deepEqual(bundle.claims.map(({ id }) => id), oneChain.policy.vaults.map(({ id }) => `${id}/${first.split(':')[2]}`));
    assert.deepEqual(missing.map(({ vault, account, error }) => [vault, account, error.code]), [['wallet-wbtc', other, 'rpc_error'], ['wallet-eth', other, 'rpc_error']]);
  });
});

describe('age', () => {
  test('a checkpoint older than the policy accepts is the policy’s matter: no other server is asked', async (t) => {
    const server = await serve(t);
    const error = await failureOf(collectFrom([server, server], [server], { now: oneChain.now + 15 * 86_400 }));
    assert.equal(error.code, 'checkpoint_too_old');
    assert.match(error.message, /^the policy's checkpoint of eip155:7357: expected one at most 1209600 s old, got \d+ s$/);
    assert.equal(server.asked.length, 2);
  });

  test('a checkpoint further back than a bundle reaches is refused before thousands of updates are asked for', async (t) => {
    const policy = { ...oneChain.policy, limits: { max_checkpoint_age: 1e12, max_header_age: 1e12 } };
    const finality = structuredClone(oneChain.finality);
    for (const name of ['attested_header', 'finalized_header']) finality.data[name].beacon.slot = '80000000';
    finality.data.signature_slot = '80000001';
    const server = await serve(t, { chains: [{ ...oneChain, finality }] });
    const error = await failureOf(collectFrom([server], [server], { policy, verifier: undefined, now: oneChain.now + 1e9 }));
    assert.deepEqual([error.code, /at most 64 sync committee periods old/.test(error.message)], ['checkpoint_too_old', true]);
  });
});

test('the fixture these tests rest on is the sample', () => assert.equal(readFixture('one-chain').policy, oneChain.policyText));
