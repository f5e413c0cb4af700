// What servers of a fixture's chain would say, out of its bundle and policy.
import { readFixture } from '../web/fixtures.mjs';

/** As of `name`: light-client objects in JSON, and the proofs of its claims. */
export function recordedChain(name) {
  const { bundle: bundleText, policy: policyText, expected } = readFixture(name);
  const [bundle, policy] = [JSON.parse(bundleText), JSON.parse(policyText)];
  const [[chain, data]] = Object.entries(bundle.chains);
  const { network, checkpoint } = policy.trust[chain];
  const finality = data.finality_updates.at(-1);
  return {
    name,
    chain,
    bundleText,
    policyText,
    policy,
    bundle,
    now: expected.now,
    expected,
    chainNumber: BigInt(chain.split(':')[1]),
    genesis: { genesis_time: String(network.genesis_time), genesis_validators_root: network.genesis_validators_root, genesis_fork_version: network.forks[0].version },
    checkpoint,
    bootstrap: data.bootstrap,
    updates: data.updates ?? [],
    finality,
    optimistic: data.optimistic_updates?.at(-1) ?? null,
    blockNumber: BigInt(finality.data.finalized_header.execution.block_number),
    proofs: bundle.claims.flatMap(({ proof, implementation_proof }) => [proof, implementation_proof]).filter((proof) => proof !== undefined),
  };
}

/** The one of `proofs` for `address` that has all of `keys`, with these alone and in this order; null where none has. */
export function findProof(proofs, address, keys) {
  const sameKey = (a, b) => BigInt(a) === BigInt(b);
  for (const proof of proofs) {
    if (proof.address.toLowerCase() !== address.toLowerCase()) continue;
    const entries = keys.map((key) => proof.storageProof.find((entry) => sameKey(entry.key, key)));
    if (entries.every((entry) => entry !== undefined)) return { ...proof, storageProof: entries };
  }
  return null;
}

const copy = (value) => JSON.parse(JSON.stringify(value));

/** The same chain as a server tells it that stood still `seconds` ago. */
export function standingStill(recorded, seconds) {
  const finality = copy(recorded.finality);
  const slots = Math.ceil(seconds / 12);
  for (const header of [finality.data.attested_header, finality.data.finalized_header]) {
    header.beacon.slot = String(Number(header.beacon.slot) - slots);
  }
  finality.data.signature_slot = String(Number(finality.data.signature_slot) - slots);
  return { ...recorded, finality };
}

/** The same chain with one digit of the finality update's signature changed. */
export function withForgedSignature(recorded) {
  const finality = copy(recorded.finality);
  const aggregate = finality.data.sync_aggregate;
  const digit = aggregate.sync_committee_signature.at(-1);
  aggregate.sync_committee_signature = aggregate.sync_committee_signature.slice(0, -1) + (digit === '0' ? '1' : '0');
  return { ...recorded, finality };
}

/** The same chain with an account's proof that ends a node early: linked as far as it goes, and showing nothing. */
export function withShortProofs(recorded) {
  const proofs = copy(recorded.proofs);
  for (const proof of proofs) proof.accountProof.pop();
  return { ...recorded, proofs };
}

/** The same chain with one byte of each account proof's last node changed. */
export function withAlteredProofs(recorded) {
  const proofs = copy(recorded.proofs);
  for (const { accountProof } of proofs) {
    const last = accountProof.pop();
    accountProof.push(last.slice(0, -1) + (last.endsWith('0') ? '1' : '0'));
  }
  return { ...recorded, proofs };
}
