// Twenty-six periods of mainnet, as a server of them would give them; from the shared vectors, where they are.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ssz } from '@lodestar/types';
import { lodestarSsz } from '../mock-server/ssz.mjs';
import { follow, memoryStore, serve } from './following.mjs';

const folder = `${process.env.CLEARMARGIN_VECTORS || fileURLToPath(new URL('../../../shared/vectors', import.meta.url))}/ethereum/mainnet-deneb-1347`;
const skip = existsSync(folder) ? false : 'no vectors here';
const type = ssz.deneb.LightClientUpdate;
const version = 'deneb';

/** Each has its length and the digest of its fork before it. */
function updatesIn(bytes) {
  const updates = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    updates.push({ version, data: type.toJson(type.deserialize(bytes.subarray(at + 12, at + 8 + length))) });
    at += 8 + length;
  }
  return updates;
}

function mainnet() {
  const file = (name) => readFileSync(`${folder}/${name}`);
  const { trusted_block_root: checkpoint, genesis_validators_root, steps } = JSON.parse(file('case.json'));
  const updates = updatesIn(file('updates.ssz'));
  const { next_sync_committee: _, next_sync_committee_branch: __, ...finality } = updates.at(-1).data;
  const { attested_header, sync_aggregate, signature_slot } = finality;
  const policy = {
    format: 'clearmargin/policy/1',
    accounts: [`eip155:1:0x${'11'.repeat(20)}`],
    trust: { 'eip155:1': { kind: 'ethereum', network: 'mainnet', checkpoint } },
    assets: [],
    vaults: [],
    collateral: { assets: [] },
    margin: { mode: 'cross', trigger: 'strict', instruments: [] },
    limits: { max_checkpoint_age: 40 * 86400 },
  };
  return {
    chain: 'eip155:1',
    policy,
    policyText: JSON.stringify(policy),
    genesis: { genesis_validators_root },
    checkpoint,
    bootstrap: JSON.parse(file('bootstrap.json')),
    updates,
    updatesAtOnce: 8,
    finality: { version, data: finality },
    optimistic: { version, data: { attested_header, sync_aggregate, signature_slot } },
    now: 1606824023 + 12 * (Number(signature_slot) + 1),
    last: steps.filter(({ type }) => type === 'update').at(-1).expect_after,
  };
}

for (const [form, options] of [['JSON', {}], ['SSZ', { ssz: lodestarSsz }]]) {
  test(`26 periods of mainnet are caught up with, in ${form}`, { skip }, async (t) => {
    const chain = mainnet();
    const server = await serve(t, { chains: [chain], ...options });
    const store = memoryStore();
    const began = performance.now();
    const { states, status, follower } = follow(t, chain, [server], { store, interval: 60_000, within: 20_000, patience: { requestTimeout: 10_000, pause: 10 } });
    const { finalized, head, lag } = await status('following');
    t.diagnostic(`${form}: ${chain.updates.length} periods in ${Math.round(performance.now() - began)} ms, a store of ${Math.round(follower.store().length / 1024)} KB`);
    const { finalized_header: final, optimistic_header: signed } = chain.last;
    assert.deepEqual([finalized.slot, finalized.root, finalized.hash, head.slot], [String(final.slot), final.beacon_root, final.execution_block_hash, String(signed.slot)]);
    assert.deepEqual([lag.headAge, lag.periodsBehind], [24, 0]);
    assert.deepEqual(states.filter(({ status }) => status === 'catching_up').map(({ period }) => period), [1347, 1355, 1363, 1371]);
  });
}
