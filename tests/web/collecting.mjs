// What the tests of the collector share: servers that end with their test, and little patience.
import { createVerifier } from '../../web/dist/inline.js';
import { collect } from '../../web/dist/collect.js';
import { startMockServer } from '../mock-server/mock-server.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';

export const oneChain = recordedChain('one-chain');

/** One verifier for all tests of a file. */
export const verifier = await createVerifier();

/** Enough for loopback. */
export const patience = { requestTimeout: 400, timeLimit: 5000, retries: 1, pause: 10, longestPause: 300 };

/** A server that ends with the test `t`. */
export async function serve(t, options = {}) {
  const server = await startMockServer({ chains: [oneChain], ...options });
  t.after(() => server.close());
  return server;
}

/** Collects `chain` from servers or addresses; `rest` overrides. */
export function collectFrom(beacon, rpc, { chain = oneChain, policy = chain.policyText, checkpoints, ...rest } = {}) {
  const addresses = (servers) => servers.map((server) => server.url ?? server);
  const sources = { beacon: addresses(beacon), rpc: addresses(rpc), ...(checkpoints && { checkpoints: addresses(checkpoints) }) };
  return collect(policy, { chains: { [chain.chain]: sources }, now: chain.now, verifier, patience, ...rest });
}

/** The report on a collected bundle, as of the time it was collected for. */
export const judge = ({ text }, chain = oneChain) => verifier.verifyBundle(text, chain.policyText, chain.now);

/** What the venue says in a recorded bundle. */
export const venueOf = ({ bundle: { prices, positions, reported } }) => ({ prices, positions, reported });

/** The error that collecting ends with; fails where it ends without one. */
export async function failureOf(collecting) {
  try {
    await collecting;
  } catch (error) {
    return error;
  }
  throw new Error('expected an error, got a bundle');
}
