// Servers that fail, lie or stall: the collector ends in time, in a bundle that verifies or in an error with a name.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CollectError } from '../../web/dist/collect.js';
import * as faults from '../mock-server/faults.mjs';
import {
  recordedChain, standingStill, withAlteredProofs, withForgedSignature, withShortProofs,
} from '../mock-server/recorded-chain.mjs';
import { collectFrom, failureOf, judge, patience, oneChain, serve } from './collecting.mjs';

const unhandled = [];
const note = (reason) => unhandled.push(reason);
before(() => process.on('unhandledRejection', note));
after(() => {
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);
});

/** However many addresses and questions: well above what the patience of these tests adds up to. */
const timeLimit = 8000;

async function inTime(work) {
  const began = Date.now();
  const result = await work;
  assert.ok(Date.now() - began < timeLimit, `${Date.now() - began} ms`);
  return result;
}

const host = ({ url }) => new URL(url).host;

/** By fault: the error that the Beacon API ends with, and the one that the execution node does. */
const byFault = {
  slow: ['timed_out', 'timed_out'],
  stalling: ['timed_out', 'timed_out'],
  cut: ['cut_off', 'cut_off'],
  hangUp: ['unreachable', 'unreachable'],
  oversized: ['too_large', 'too_large'],
  oversizedStated: ['too_large', 'too_large'],
  malformed: ['not_json', 'not_json'],
  empty: ['not_json', 'not_json'],
  otherBytes: ['not_json', 'not_json'],
  nested: ['unexpected_answer', 'unexpected_answer'],
  otherShape: ['unexpected_answer', 'unexpected_answer'],
  nullAnswer: ['unexpected_answer', 'unexpected_answer'],
  shortSsz: ['not_json', 'not_json'],
  garbageSsz: ['not_json', 'not_json'],
  html: ['not_json', 'not_json'],
  notFound: ['http_status', 'http_status'],
  broken: ['http_status', 'http_status'],
  redirecting: ['redirected', 'redirected'],
  rateLimited: ['rate_limited', 'rate_limited'],
};

const finality = (subject) => subject.endsWith('/finality_update');
const bootstrap = (subject) => subject.includes('/bootstrap/');
const proof = (subject) => subject === 'eth_getProof';

describe('a failing Beacon API', () => {
  for (const [name, [code]] of Object.entries(byFault)) {
    test(`${name}: alone it ends in ${code}, with another in a bundle`, async (t) => {
      const [server, failing] = [await serve(t), await serve(t, { fault: faults[name] })];
      const error = await inTime(failureOf(collectFrom([failing], [server])));
      if (name === 'notFound') {
        // A server may not know the question for its network: it is the next one that ends it.
        assert.match(error.message, /the bootstrap of the checkpoint: expected status 200, got status 404/);
      }
      assert.deepEqual([error.code, error.host, error instanceof CollectError], [code, host(failing), true], error.message);
      assert.ok(error.message.startsWith(host(failing)));
      const collection = await inTime(collectFrom([failing, server], [server]));
      assert.deepEqual([collection.missing, (await judge(collection)).verdict.exit_code], [[], 0]);
    });
  }

  for (const [what, at] of [['bootstrap', bootstrap], ['finality update', finality]]) {
    for (const name of ['slow', 'cut', 'oversized', 'html', 'shortSsz', 'garbageSsz', 'otherShape']) {
      test(`${name}, in the ${what} only: the other address is asked for that`, async (t) => {
        const [server, failing] = [await serve(t), await serve(t, { fault: faults[name], at })];
        const error = await inTime(failureOf(collectFrom([failing], [server])));
        assert.equal(error.code, name.endsWith('Ssz') ? 'unexpected_answer' : byFault[name][0], error.message);
        const collection = await inTime(collectFrom([failing, server], [server]));
        assert.equal((await judge(collection)).verdict.exit_code, 0);
      });
    }
  }

  test('without the question for its network, it serves all the same', async (t) => {
    for (const status of [400, 404, 405, 501]) {
      const server = await serve(t, { fault: (_, response) => response.writeHead(status).end(), at: (subject) => subject.endsWith('/genesis') });
      const collecting = collectFrom([server], [server]);
      if (status === 501) assert.equal((await failureOf(collecting)).code, 'http_status');
      else assert.deepEqual((await collecting).missing, []);
    }
  });

  test('all of several, in different ways: the error names each', async (t) => {
    const [html, broken] = [await serve(t, { fault: faults.html }), await serve(t, { fault: faults.broken })];
    const error = await inTime(failureOf(collectFrom([html, broken], [html])));
    assert.deepEqual([error.code, error.causes.map(({ code }) => code)], ['all_failed', ['not_json', 'http_status']]);
    assert.ok(error.message.includes(host(html)) && error.message.includes(host(broken)));
  });
});

describe('a failing execution node', () => {
  for (const [name, [, code]] of Object.entries(byFault)) {
    test(`${name}: alone its claims are missing with ${code}, with another the bundle is whole`, async (t) => {
      const [server, failing] = [await serve(t), await serve(t, { fault: faults[name] })];
      const { bundle, missing } = await inTime(collectFrom([server], [failing]));
      assert.deepEqual(bundle.claims, []);
      assert.deepEqual(missing.map(({ error }) => [error.code, error.host]), Array(3).fill([code, host(failing)]), missing[0].error.message);
      const collection = await inTime(collectFrom([server], [failing, server]));
      assert.deepEqual([collection.missing, (await judge(collection)).verdict.exit_code], [[], 0]);
    });
  }

  test('an error of its own is named with its words, made printable, and another node is asked', async (t) => {
    const [server, failing] = [await serve(t), await serve(t, { fault: faults.rpcError(-32000, 'missing trie node\u001b[2J \u202e'), at: proof })];
    const { missing } = await collectFrom([server], [failing]);
    assert.deepEqual(missing.map(({ error }) => error.code), Array(3).fill('rpc_error'));
    assert.match(missing[0].error.message, /, the proof of margin-vault: expected a result, got error -32000: "missing trie node\?\[2J \?"$/);
    assert.deepEqual((await collectFrom([server], [failing, server])).missing, []);
  });

  test('a limit of calls in JSON-RPC counts as one of HTTP: it is asked again', async (t) => {
    const server = await serve(t, { fault: faults.rpcError(-32005, 'limit exceeded'), at: proof, times: 2 });
    assert.deepEqual((await inTime(collectFrom([server], [server]))).missing, []);
  });

  test('one claim that can’t be had harms no other', async (t) => {
    const chain = { ...oneChain, proofs: oneChain.proofs.filter(({ address }) => address !== oneChain.policy.vaults[1].contract) };
    const server = await serve(t, { chains: [chain] });
    const collection = await collectFrom([server], [server]);
    assert.deepEqual(collection.missing.map(({ vault, error }) => [vault, error.code]), [['wallet-wbtc', 'rpc_error']]);
    assert.deepEqual((await judge(collection)).claims.map(({ vault, status }) => [vault, status]), [['margin-vault', 'counted'], ['wallet-eth', 'counted']]);
  });
});

describe('being asked less often', () => {
  test('after a 429 with Retry-After, it waits that long and no less', async (t) => {
    const server = await serve(t, { fault: faults.rateLimitedFor(1), at: finality, times: 1 });
    const waits = [];
    const collection = await inTime(collectFrom([server], [server], {
      patience: { ...patience, longestPause: 3000 }, onProgress: ({ kind, seconds }) => kind === 'waiting' && waits.push(seconds),
    }));
    assert.deepEqual(collection.missing, []);
    const [first, second] = server.asked.filter(({ subject }) => finality(subject));
    assert.ok(second.at - first.at >= 990, `${second.at - first.at} ms`);
    assert.ok(waits.length === 1 && waits[0] <= 1 && waits[0] > 0.9);
  });

  test('a date is understood too', async (t) => {
    const dated = (_, response) => response.writeHead(429, { 'retry-after': new Date(Date.now() + 2000).toUTCString() }).end();
    const server = await serve(t, { fault: dated, at: finality, times: 1 });
    assert.deepEqual((await inTime(collectFrom([server], [server], { patience: { ...patience, longestPause: 3000 } }))).missing, []);
  });

  test('whoever wants more than the longest pause is given up at once', async (t) => {
    for (const seconds of [3600, 999_999_999]) {
      const server = await serve(t, { fault: faults.rateLimitedFor(seconds), at: finality });
      const error = await inTime(failureOf(collectFrom([server], [server])));
      assert.deepEqual([error.code, error.retryAfter, error.transient], ['rate_limited', seconds, true]);
      assert.equal(server.asked.filter(({ subject }) => finality(subject)).length, 1);
    }
  });

  test('meanwhile another address is asked, without a pause', async (t) => {
    const [limited, server] = [await serve(t, { fault: faults.rateLimitedFor(3600) }), await serve(t)];
    const kinds = [];
    await inTime(collectFrom([limited, server], [limited, server], { onProgress: ({ kind }) => kinds.push(kind) }));
    assert.ok(!kinds.includes('waiting'));
    assert.ok(limited.asked.length <= 2);
  });

  test('without Retry-After, the pauses double and the tries are counted', async (t) => {
    const server = await serve(t, { fault: faults.rateLimited });
    const waits = [];
    const error = await inTime(failureOf(collectFrom([server], [server], {
      patience: { ...patience, retries: 3, pause: 20 }, onProgress: ({ kind, seconds }) => kind === 'waiting' && waits.push(seconds),
    })));
    assert.deepEqual([error.code, waits, server.asked.length], ['rate_limited', [0.02, 0.04, 0.08], 4]);
  });

  test('a failure that passes is outlasted', async (t) => {
    const server = await serve(t, { fault: faults.broken, times: 1 });
    assert.deepEqual((await inTime(collectFrom([server], [server]))).missing, []);
  });
});

describe('a server of another chain', () => {
  const other = recordedChain('across-fork');

  test('a Beacon API is found out by its genesis', async (t) => {
    const [server, wrong] = [await serve(t), await serve(t, { chains: [other] })];
    const error = await failureOf(collectFrom([wrong], [server]));
    assert.deepEqual([error.code, error.host], ['wrong_network', host(wrong)]);
    assert.match(error.message, /expected sample with genesis_validators_root 0x2e58f512[0-9a-f]+, got 0x/);
    const collection = await collectFrom([wrong, server], [server]);
    assert.equal((await judge(collection)).verdict.exit_code, 0);
    assert.equal(wrong.asked.length, 2);
  });

  test('that hides its genesis is found out by its blocks', async (t) => {
    const hiding = { ...other, genesis: oneChain.genesis, checkpoint: oneChain.checkpoint };
    const [server, wrong] = [await serve(t), await serve(t, { chains: [hiding] })];
    const error = await failureOf(collectFrom([wrong], [server]));
    assert.equal(error.code, 'unexpected_answer');
    assert.match(error.message, new RegExp(`header: expected the block of root ${oneChain.checkpoint}, got 0x`));
    assert.deepEqual((await collectFrom([wrong, server], [server])).missing, []);
  });

  test('an execution node is found out by its chain id', async (t) => {
    const [server, wrong] = [await serve(t), await serve(t, { chains: [other] })];
    const { missing } = await collectFrom([server], [wrong]);
    assert.deepEqual(missing.map(({ error }) => [error.code, error.message]), Array(3).fill(['wrong_network', `${host(wrong)}, eth_chainId: expected chain 7357, got chain 7358`]));
    assert.deepEqual((await collectFrom([server], [wrong, server])).missing, []);
  });

  test('that hides its chain id is found out by its state', async (t) => {
    const hiding = { ...other, chainNumber: oneChain.chainNumber, blockNumber: oneChain.blockNumber, proofs: other.proofs.map((one, i) => ({ ...one, address: oneChain.proofs[i].address, storageProof: one.storageProof.map((entry, j) => ({ ...entry, key: oneChain.proofs[i].storageProof[j].key })) })) };
    const [server, wrong] = [await serve(t), await serve(t, { chains: [hiding] })];
    const { missing } = await collectFrom([server], [wrong], { verifier: undefined });
    assert.ok(missing.length > 0 && missing.every(({ error }) => error.code === 'unexpected_answer'), missing.map(({ error }) => error.message).join());
    assert.match(missing[0].error.message, /accountProof\[0\]: expected a node of hash 0x/);
    assert.deepEqual((await collectFrom([server], [wrong, server])).missing, []);
  });
});

describe('a server that stands still', () => {
  test('is stale, and another is asked', async (t) => {
    const [server, still] = [await serve(t), await serve(t, { chains: [standingStill(oneChain, 7200)] })];
    const error = await failureOf(collectFrom([still], [server]));
    assert.deepEqual([error.code, error.host], ['stale', host(still)]);
    assert.match(error.message, /finalized_header: expected a block at most 3600 s old, got 8\d{3} s/);
    const collection = await collectFrom([still, server], [server]);
    assert.equal((await judge(collection)).verdict.exit_code, 0);
  });

  test('is measured by the time given', async (t) => {
    const server = await serve(t);
    assert.equal((await failureOf(collectFrom([server], [server], { now: oneChain.now + 7200 }))).code, 'stale');
  });

  test('one ahead of the clock has another network’s slots, or our clock is wrong: said so', async (t) => {
    const server = await serve(t);
    const error = await failureOf(collectFrom([server], [server], { now: oneChain.now - 600 }));
    assert.deepEqual([error.code, /signature_slot: expected a slot that has been, got slot \d+, \d+ s from now/.test(error.message)], ['unexpected_answer', true]);
  });
});

describe('a server that lies', () => {
  const liars = {
    'a forged signature': withForgedSignature(oneChain),
    'a header of another block': { ...oneChain, finality: recordedChain('two-periods').finality },
  };

  for (const [name, chain] of Object.entries(liars)) {
    test(`${name}: the verifier refuses it, and another is asked`, async (t) => {
      const [server, liar] = [await serve(t), await serve(t, { chains: [chain] })];
      const now = Math.max(oneChain.now, chain.now);
      const error = await failureOf(collectFrom([liar], [server], { now }));
      assert.ok(['not_proven', 'unexpected_answer', 'stale'].includes(error.code), `${error.code}: ${error.message}`);
      assert.equal(error.host, host(liar));
      const refused = [];
      const collection = await collectFrom([liar, server], [server], { onProgress: (event) => event.kind === 'refused' && refused.push(event) });
      assert.equal((await judge(collection)).verdict.exit_code, 0);
      for (const event of refused) assert.equal(event.host, host(liar));
    });
  }

  test('alternating between two answers: the true one is taken, from it or from another', async (t) => {
    const [server, equivocating] = [await serve(t), await serve(t, { chains: [withForgedSignature(oneChain), oneChain] })];
    const error = await failureOf(collectFrom([equivocating], [server]));
    assert.deepEqual([error.code, error.host], ['not_proven', host(equivocating)]);
    const collection = await collectFrom([equivocating, server], [server]);
    assert.equal((await judge(collection)).verdict.exit_code, 0);
    const second = await serve(t, { chains: [oneChain, withForgedSignature(oneChain)] });
    assert.equal((await judge(await collectFrom([second], [server]))).verdict.exit_code, 0);
  });

  test('alternating between two chains ends in a true bundle too', async (t) => {
    const [server, equivocating] = [await serve(t), await serve(t, { chains: [recordedChain('across-fork'), oneChain] })];
    assert.equal((await judge(await collectFrom([equivocating, server], [equivocating, server]))).verdict.exit_code, 0);
  });

  test('what would make the whole bundle unreadable is refused with its giver', async (t) => {
    const surplus = { half: '"\\ud800"', control: '"\\u0000"', many: `[${Array(3000).fill('0').join()}]`, long: `"${'a'.repeat(140_000)}"`, umlaut: '"ü"' };
    for (const [name, text] of Object.entries(surplus)) {
      const body = JSON.stringify(oneChain.finality).replace('"data":{', `"data":{"${name}":${text},`);
      const fault = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      const [server, liar] = [await serve(t), await serve(t, { fault, at: finality })];
      const error = await failureOf(collectFrom([liar], [server]));
      assert.deepEqual([error.code, /the finality update, data: expected/.test(error.message)], ['unexpected_answer', true], error.message);
      assert.equal((await judge(await collectFrom([liar, server], [server]))).verdict.exit_code, 0);
    }
  });

  test('an altered update is laid at its giver’s door, not at another’s', async (t) => {
    const chain = recordedChain('two-periods');
    const updates = structuredClone(chain.updates);
    updates[0].data.sync_aggregate.sync_committee_signature = chain.finality.data.sync_aggregate.sync_committee_signature;
    const [server, liar] = [await serve(t, { chains: [chain] }), await serve(t, { chains: [{ ...chain, updates }] })];
    const error = await failureOf(collectFrom([liar], [server], { chain }));
    assert.deepEqual([error.code, /updates: .*invalid_signature/.test(error.message)], ['not_proven', true], error.message);
    const collection = await collectFrom([liar, server], [server], { chain });
    assert.equal((await judge(collection, chain)).verdict.exit_code, 0);
  });

  test('an update that too few signed is asked of another, and nothing else is held against its giver', async (t) => {
    const low = recordedChain('low-participation');
    const [server, poor] = [await serve(t, { chains: [low] }), await serve(t, { chains: [low] })];
    const error = await failureOf(collectFrom([poor], [poor], { chain: low }));
    assert.deepEqual([error.code, error.host, /insufficient_participation/.test(error.message)], ['insufficient', host(poor), true], error.message);
    const both = await failureOf(collectFrom([poor, server], [poor], { chain: low }));
    assert.deepEqual(both.causes.map(({ code }) => code), ['insufficient', 'insufficient']);
    assert.equal(poor.asked.filter(({ subject }) => subject.includes('/bootstrap/')).length, 2);
    assert.equal(server.asked.filter(({ subject }) => subject.includes('/bootstrap/')).length, 0);
  });

  test('finality that lags too far is asked of another, and named', async (t) => {
    const [server, other] = [await serve(t), await serve(t)];
    const policy = { ...oneChain.policy, limits: { ...oneChain.policy.limits, max_finality_lag: 1 } };
    const error = await failureOf(collectFrom([server, other], [server], { policy }));
    assert.deepEqual(error.causes.map(({ code, host: at }) => [code, at]), [['insufficient', host(server)], ['insufficient', host(other)]]);
    assert.match(error.message, /finality_updates: .*finality_lag_too_large/);
  });

  test('an altered proof breaks its own chain of hashes: found without a verifier', async (t) => {
    const [server, liar] = [await serve(t), await serve(t, { chains: [withAlteredProofs(oneChain)] })];
    const { missing } = await collectFrom([server], [liar], { verifier: undefined });
    assert.deepEqual(missing.map(({ error }) => error.code), Array(3).fill('unexpected_answer'));
    assert.match(missing[0].error.message, /accountProof\[3\]: expected a node that the one before names/);
    assert.deepEqual((await collectFrom([server], [liar, server], { verifier: undefined })).missing, []);
  });

  test('a proof that ends early is refused by the verifier, and asked of another', async (t) => {
    const [server, liar] = [await serve(t), await serve(t, { chains: [withShortProofs(oneChain)] })];
    const { missing, bundle } = await collectFrom([server], [liar]);
    assert.deepEqual([bundle.claims, missing.map(({ error }) => [error.code, error.host])], [[], Array(3).fill(['not_proven', host(liar)])]);
    assert.match(missing[0].error.message, /incomplete_proof/);
    const collection = await collectFrom([server], [liar, server]);
    assert.deepEqual([collection.missing, (await judge(collection)).verdict.exit_code], [[], 0]);
  });

  test('what is true and not what the policy pins stays in the bundle, for the verifier to refuse', async (t) => {
    const policy = structuredClone(oneChain.policy);
    policy.vaults[0].code_hash = `0x${'11'.repeat(32)}`;
    const server = await serve(t);
    const { bundle, missing } = await collectFrom([server], [server], { policy });
    assert.deepEqual([bundle.claims.length, missing], [3, []]);
  });
});
