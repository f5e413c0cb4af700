// A chain that goes on: what servers of the recorded one say at each of its steps.
import { readFileSync } from 'node:fs';

const copy = (value) => JSON.parse(JSON.stringify(value));

/** What was recorded: see tests/fixtures/src/following.ts. */
export const recording = JSON.parse(readFileSync(new URL('../fixtures/following/recording.json', import.meta.url), 'utf8'));

/** The recorded chain at `step`, which may be set. */
export function livingChain(step = 0) {
  const { chain, policy, bootstrap, updates, steps, slots_per_period: slotsPerPeriod } = recording;
  const { network, checkpoint } = policy.trust[chain];
  const living = {
    chain,
    policy,
    policyText: JSON.stringify(policy),
    step,
    slotsPerPeriod,
    chainNumber: BigInt(chain.split(':')[1]),
    genesis: { genesis_time: String(network.genesis_time), genesis_validators_root: network.genesis_validators_root, genesis_fork_version: network.forks[0].version },
    checkpoint,
    bootstrap,
    /** The time the step is told at. */
    get now() {
      return steps[living.step].now;
    },
    get finality() {
      return steps[living.step].finality;
    },
    get optimistic() {
      return steps[living.step].optimistic;
    },
    /** Those that have been signed by then. */
    get updates() {
      const head = Number(living.optimistic.data.signature_slot);
      return updates.filter(({ data }) => Number(data.signature_slot) <= head);
    },
  };
  return living;
}

/** The chain as a server tells it that lies: `change` gets a copy of each object, under its kind, and gives another. */
export function altered(chain, change) {
  const told = (kind) => (object) => change(kind, copy(object)) ?? object;
  return Object.create(chain, {
    bootstrap: { get: () => told('bootstrap')(chain.bootstrap) },
    finality: { get: () => told('finality')(chain.finality) },
    optimistic: { get: () => told('optimistic')(chain.optimistic) },
    updates: { get: () => chain.updates.map(told('update')) },
  });
}

/** `object` with the last digit of its signature changed. */
export function forged(object) {
  const aggregate = object.data.sync_aggregate;
  if (aggregate === undefined) return object;
  const text = aggregate.sync_committee_signature;
  aggregate.sync_committee_signature = text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  return object;
}

/** `object` of a fork that nobody knows yet. */
export const ofLaterFork = (object) => ({ ...object, version: 'zeta' });
