// Rollups are collected from nodes of theirs and of their parent chain.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { collect } from '../../web/dist/collect.js';
import { eventTopic } from '../../web/dist/collect/abi.js';
import { readPlan } from '../../web/dist/collect/collect-plan.js';
import { readBlockHeader } from '../../web/dist/collect/block-header.js';
import { rootField } from '../../web/dist/collect/field.js';
import { html, rpcError } from '../mock-server/faults.mjs';
import { recordedRollups } from '../mock-server/recorded-rollups.mjs';
import { failureOf, patience, serve, venueOf, verifier } from './collecting.mjs';

const [opChain, arbitrumChain] = ['eip155:73571', 'eip155:73572'];

/** Three chains are more work. */
const morePatience = { ...patience, requestTimeout: 2000, timeLimit: 20_000 };

/** Servers of all chains of a fixture, and the options to collect from them. */
async function serveAll(t, name, { op = {}, arbitrum = {}, parent: ofParent = {} } = {}) {
  const { parent, rollups } = recordedRollups(name);
  const l1 = await serve(t, { chains: [parent], ...ofParent });
  const opNode = await serve(t, { chains: [rollups[opChain]], ...op });
  const arbitrumNode = await serve(t, { chains: [rollups[arbitrumChain]], ...arbitrum });
  const chains = {
    [opChain]: { rpc: [opNode.url] },
    [arbitrumChain]: { rpc: [arbitrumNode.url] },
    [parent.chain]: { beacon: [l1.url], rpc: [l1.url] },
  };
  return { parent, chains, options: { chains, now: parent.now, patience: morePatience, verifier } };
}

const accepting = (policy, chain, accept) => ({ ...policy, trust: { ...policy.trust, [chain]: { ...policy.trust[chain], accept } } });
const kinds = (bundle, chain) => bundle.chains[chain].blocks.map(({ proof }) => proof.kind);
const blockOf = (bundle, chain) => bundle.claims.find((claim) => claim.chain === chain)?.block;

describe('a bundle of three chains', () => {
  test('has the anchors and proofs of the recorded one', async (t) => {
    const { parent, options } = await serveAll(t, 'sample');
    const { bundle, missing } = await collect(parent.policyText, options);
    assert.deepEqual(missing, []);
    for (const chain of [opChain, arbitrumChain]) assert.deepEqual(bundle.chains[chain], parent.bundle.chains[chain]);
    const proofs = (claims) => claims.map(({ chain, vault, block, proof, implementation_proof }) => ({ chain, vault, block, proof, implementation_proof }));
    const byVault = (a, b) => (a.vault < b.vault ? -1 : 1);
    assert.deepEqual(proofs(bundle.claims).sort(byVault), proofs(parent.bundle.claims).sort(byVault));
  });

  test('is the same without a verifier', async (t) => {
    const { parent, options } = await serveAll(t, 'sample');
    const { bundle } = await collect(parent.policyText, { ...options, verifier: undefined });
    assert.deepEqual(bundle, (await collect(parent.policyText, options)).bundle);
  });

  test('verifies, with the figures of the recorded one', async (t) => {
    const { parent, options } = await serveAll(t, 'sample');
    const { text } = await collect(parent.policyText, { ...options, venue: venueOf(parent) });
    const [ours, recorded] = await Promise.all([text, parent.bundleText].map((bundle) => verifier.verifyBundle(bundle, parent.policyText, parent.now)));
    assert.equal(ours.verdict.exit_code, 0);
    assert.equal(ours.margin.equity.value, recorded.margin.equity.value);
    assert.deepEqual(ours.claims.map(({ chain, amount }) => [chain, amount.value, amount.level]).sort(), recorded.claims.map(({ chain, amount }) => [chain, amount.value, amount.level]).sort());
  });
});

describe('an OP Stack chain', () => {
  test('takes the anchor game where only won games count', async (t) => {
    const { parent, options } = await serveAll(t, 'rollup-refused-games');
    const { bundle } = await collect(parent.policyText, options);
    assert.deepEqual(bundle.chains[opChain].blocks, parent.bundle.chains[opChain].blocks.slice(0, 1));
  });

  test('takes the newest game that claims a block of its own node where open ones count, whoever opened others', async (t) => {
    const { parent, options } = await serveAll(t, 'rollup-refused-games');
    const open = parent.bundle.claims.find(({ id }) => id === 'open');
    const policy = accepting(parent.policy, opChain, 'proposed');
    const { bundle } = await collect(policy, options);
    assert.equal(blockOf(bundle, opChain), open.block);
  });
});

describe('an Arbitrum chain', () => {
  test('takes the newest confirmed block where only those count', async (t) => {
    const { parent, options } = await serveAll(t, 'rollup-refused-assertions');
    const confirmed = parent.bundle.claims.find(({ id }) => id === 'at-the-confirmed');
    const { bundle } = await collect(accepting(parent.policy, arbitrumChain, 'confirmed'), options);
    assert.deepEqual([kinds(bundle, arbitrumChain), blockOf(bundle, arbitrumChain)], [['outbox'], confirmed.block]);
  });

  test('passes over an assertion that follows a pending one', async (t) => {
    const { parent, options } = await serveAll(t, 'rollup-refused-assertions');
    const { bundle, missing } = await collect(parent.policyText, { ...options, verifier: undefined });
    assert.deepEqual(bundle.chains[arbitrumChain].blocks, parent.bundle.chains[arbitrumChain].blocks.slice(0, 1));
    assert.deepEqual(missing, []);
  });
});

describe('what can fail', () => {
  test('a rollup whose node is silent is named as missing and harms no other', async (t) => {
    const { parent, options } = await serveAll(t, 'sample', { op: { fault: html } });
    const { bundle, missing } = await collect(parent.policyText, options);
    assert.deepEqual(missing.map(({ chain, vault, error }) => [chain, vault, error.code]), [[opChain, null, 'not_json']]);
    assert.deepEqual(Object.keys(bundle.chains).sort(), [parent.chain, arbitrumChain].sort());
  });

  test('another chain’s node is found out', async (t) => {
    const { parent, chains, options } = await serveAll(t, 'sample');
    const swapped = { ...chains, [opChain]: chains[arbitrumChain] };
    const { missing } = await collect(parent.policyText, { ...options, chains: swapped });
    assert.deepEqual(missing.map(({ chain, error }) => [chain, error.code]), [[opChain, 'wrong_network']]);
  });

  test('without logs there is no anchor to be had', async (t) => {
    const fault = rpcError(-32601, 'no such method');
    const { parent, options } = await serveAll(t, 'sample', { parent: { fault, at: (subject) => subject === 'eth_getLogs' } });
    const { missing } = await collect(parent.policyText, options);
    assert.deepEqual(missing.map(({ chain, error }) => [chain, error.code]), [[arbitrumChain, 'rpc_error']]);
  });

  test('an anchor older than the policy takes is stale', async (t) => {
    const { parent, options } = await serveAll(t, 'sample');
    const trust = { ...parent.policy.trust, [opChain]: { ...parent.policy.trust[opChain], max_anchor_age: 3600 } };
    const { missing } = await collect({ ...parent.policy, trust }, options);
    assert.deepEqual(missing.map(({ chain, error }) => [chain, error.code]), [[opChain, 'stale']]);
  });

  test('without addresses of its parent chain it can’t be collected', async (t) => {
    const { parent, chains, options } = await serveAll(t, 'sample');
    const error = await failureOf(collect(parent.policyText, { ...options, chains: { [opChain]: chains[opChain] } }));
    assert.equal(error.code, 'wrong_options');
    assert.match(error.message, /eip155:7357, which eip155:73571 is anchored in/);
  });

  test('a parent chain that can’t be followed takes its rollups with it', async (t) => {
    const { parent, chains, options } = await serveAll(t, 'sample');
    const silent = await serve(t, { fault: html });
    const error = await failureOf(collect(parent.policyText, { ...options, chains: { ...chains, [parent.chain]: { beacon: [silent.url], rpc: [silent.url] } } }));
    assert.equal(error.code, 'not_json');
  });
});

describe('readPlan of rollups', () => {
  const { policy } = recordedRollups('sample').parent;
  const planOf = (chain, trust) => readPlan({ ...policy, trust: { ...policy.trust, [chain]: trust } }).chains.find((plan) => plan.chain === chain);

  test('takes settled blocks only and ten days by default', () => {
    const { accept: _, max_anchor_age: __, ...rest } = policy.trust[arbitrumChain];
    const { acceptsProposed, maxAnchorAge } = planOf(arbitrumChain, rest);
    assert.deepEqual([acceptsProposed, maxAnchorAge], [false, 864_000]);
  });

  test('knows by name what the verifier knows', () => {
    const table = readFileSync(new URL('../../light-client/chain-params/rollup_table.cpp', import.meta.url), 'utf8');
    const rows = [...table.matchAll(/\{"([-a-z]+)", "(eip155:\d+)", "(0x[0-9a-f]{40})"_address,\s*"(0x[0-9a-f]{40})"_address/g)];
    assert.equal(rows.length, 4);
    for (const [, name, chain, first, second] of rows) {
      const kind = name.startsWith('arbitrum') ? 'arbitrum' : 'op-stack';
      const { contracts } = planOf(chain, { kind, parent: 'eip155:7357', rollup: name });
      if (kind === 'arbitrum') assert.deepEqual(contracts, { outbox: first, rollup: second });
      else assert.deepEqual(contracts, { factory: first, gameTypes: [0], guardian: { layout: 'anchor-state-registry', contract: second }, finalityDelay: 302_400 });
    }
    assert.match(table, /finality_delay = 302'400;/);
  });

  test('refuses what can’t be collected, naming the field', () => {
    const cases = [
      [{ ...policy.trust[opChain], rollup: 'nowhere' }, /trust.eip155:73571.rollup: expected op-mainnet, base, or an object/],
      [{ ...policy.trust[opChain], rollup: { name: 'x', oracle: { contract: `0x${'11'.repeat(20)}` } } }, /rollup: expected games: chains without them can be verified/],
      [{ ...policy.trust[opChain], accept: 'confirmed' }, /accept: expected resolved or proposed/],
      [{ ...policy.trust[opChain], parent: opChain }, /parents that lead to a chain of kind ethereum/],
      [{ ...policy.trust[opChain], parent: 'eip155:5' }, /parents that lead to a chain of kind ethereum/],
    ];
    for (const [trust, message] of cases) assert.throws(() => planOf(opChain, trust), { code: 'policy_unreadable', message });
  });
});

describe('the parts', () => {
  test('events have the topics under which mainnet logs them', () => {
    assert.equal(eventTopic('SendRootUpdated(bytes32,bytes32)'), '0xb4df3847300f076a369cd76d2314b470a1194d9e8a6bb97f1860aee88a5f6748');
  });

  test('a header whose fields do not hash to its hash is refused', () => {
    const { rollups } = recordedRollups('sample');
    for (const { blocks: [block] } of Object.values(rollups)) {
      assert.equal(readBlockHeader(rootField(block)).hash, block.hash);
      assert.throws(() => readBlockHeader(rootField({ ...block, gasUsed: '0x1' })), /expected the hash of the header/);
      assert.throws(() => readBlockHeader(rootField({ ...block, stateRoot: '0x00' })), /expected 32 bytes/);
    }
  });
});
