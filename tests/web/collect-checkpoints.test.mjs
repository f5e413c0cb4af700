import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { html, rateLimited, slow } from '../mock-server/faults.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { collectFrom, oneChain, serve, verifier } from './collecting.mjs';

const rootOf = async (chain) => (await verifier.verifyBundle(chain.bundleText, chain.policyText, chain.now)).chains[0].finalized.root;
const host = ({ url }) => new URL(url).host;

describe('opinions of the policy’s checkpoint', async () => {
  const finalizedRoot = await rootOf(oneChain);
  const finalizedSlot = Number(oneChain.finality.data.finalized_header.beacon.slot);
  const provider = { ...oneChain, finalizedRoot };

  test('providers that know it and agree', async (t) => {
    const servers = [await serve(t, { chains: [provider] }), await serve(t, { chains: [provider] })];
    const { checkpoints, bundle, missing } = await collectFrom([servers[0]], [servers[0]], { checkpoints: servers });
    const opinion = { knowsCheckpoint: true, finalized: { slot: finalizedSlot, root: finalizedRoot }, rootAtSlot: finalizedRoot, error: null };
    const [one] = checkpoints;
    assert.deepEqual([one.chain, one.checkpoint, one.slot, one.agree, checkpoints.length], [oneChain.chain, oneChain.checkpoint, finalizedSlot, true, 1]);
    assert.deepEqual(one.providers.map(({ finalized, ...rest }) => ({ ...rest, finalized: { slot: finalized.slot, root: finalized.root } })), servers.map((server) => ({ host: host(server), ...opinion })));
    assert.deepEqual([missing, bundle.claims.length], [[], 3]);
  });

  test('one that gives light-client data alone says its finalized block there', async (t) => {
    const server = await serve(t, { chains: [provider], fault: (_, response) => response.writeHead(404).end(), at: (subject) => subject.endsWith('/headers/finalized') });
    const { checkpoints: [{ providers: [{ finalized, knowsCheckpoint }] }] } = await collectFrom([server], [server], { checkpoints: [server] });
    assert.deepEqual([finalized.root, knowsCheckpoint], [finalizedRoot, true]);
  });

  test('one of another chain doesn’t know it, and names another block: they disagree, and nothing else changes', async (t) => {
    const two = recordedChain('across-fork');
    const finality = structuredClone(two.finality);
    finality.data.finalized_header.beacon.slot = String(finalizedSlot);
    const other = { ...two, finality, finalizedRoot: undefined };
    const [server, stranger] = [await serve(t, { chains: [provider] }), await serve(t, { chains: [other] })];
    const { checkpoints: [opinions], bundle } = await collectFrom([server], [server], { checkpoints: [server, stranger] });
    assert.equal(opinions.agree, false);
    assert.deepEqual(opinions.providers.map(({ knowsCheckpoint }) => knowsCheckpoint), [true, false]);
    assert.deepEqual(bundle.chains[oneChain.chain].bootstrap, oneChain.bootstrap);
  });

  test('one that fails has no opinion, and harms nothing', async (t) => {
    const server = await serve(t, { chains: [provider] });
    for (const [fault, code] of [[slow, 'timed_out'], [html, 'not_json'], [rateLimited, 'rate_limited']]) {
      const failing = await serve(t, { fault });
      const { checkpoints: [{ agree, slot, providers: [opinion] }], missing } = await collectFrom([server], [server], { checkpoints: [failing] });
      assert.deepEqual([agree, slot, opinion.knowsCheckpoint, opinion.finalized, opinion.error.code, missing], [true, null, null, null, code, []]);
    }
  });

  test('a root that is not that of its header is no opinion', async (t) => {
    const server = await serve(t, { chains: [{ ...provider, finalizedRoot: `0x${'11'.repeat(32)}` }] });
    const { checkpoints: [{ providers: [{ finalized, error }] }] } = await collectFrom([server], [server], { checkpoints: [server] });
    assert.deepEqual([finalized, error.code, /data.root: expected the root of its header/.test(error.message)], [null, 'unexpected_answer', true]);
  });
});
