import type { ChainId, Policy, Verifier } from 'clearmargin';
import { LoadError, parsed, type Case, type Document } from './documents.js';

/** Addresses as typed, by chain: divided by spaces or commas. */
export type TypedSources = Readonly<Record<string, { readonly beacon: string; readonly rpc: string }>>;

/** A chain that a policy trusts, and what kinds of servers it is collected from. */
export interface CollectedChain {
  readonly chain: string;
  readonly servers: readonly ('beacon' | 'rpc')[];
}

/** The chains that a policy trusts: those that can be collected. */
export function chainsOf(policy: Document): readonly CollectedChain[] {
  const trust = parsed<Policy>(policy)?.trust;
  if (typeof trust !== 'object' || trust === null) return [];
  return Object.entries(trust).map(([chain, root]) => {
    const isRollup = typeof root === 'object' && root !== null && 'parent' in root;
    return { chain, servers: isRollup ? ['rpc'] : ['beacon', 'rpc'] };
  });
}

/**
 * A bundle for the policy, from the servers at `sources`; what the bundle before said of prices and positions is kept.
 * The collector is loaded now, and not with the page.
 * @throws {LoadError} in words for the user.
 */
export async function collectBundle(
  { bundle, policy }: Case,
  sources: TypedSources,
  verifier: Verifier,
  { say, signal }: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<Document> {
  const { collect, CollectError } = await import('clearmargin/collect');
  const chains = Object.entries(sources).flatMap(([chain, { beacon, rpc }]) =>
    beacon.trim() + rpc.trim() === '' ? [] : [[chain as ChainId, { beacon: addressesOf(beacon), rpc: addressesOf(rpc) }] as const],
  );
  if (chains.every(([, { beacon }]) => beacon.length === 0)) throw new LoadError('give the address of a Beacon API');
  const keepsVenue = bundle.isSample !== true && parsed(bundle) !== null;
  try {
    const { text, missing } = await collect(policy.text, {
      chains: Object.fromEntries(chains),
      verifier,
      signal,
      ...(keepsVenue && { venue: bundle.text }),
      onProgress({ kind, what, host, error, seconds }) {
        if (kind === 'answered') say(`${what} from ${host}`);
        if (kind === 'failed' || kind === 'refused') say(error?.message ?? `${what} failed`);
        if (kind === 'waiting') say(`all addresses failed, asking again in ${seconds} s`);
      },
    });
    for (const { vault, error } of missing) say(`missing${vault === null ? '' : ` ${vault}`}: ${error.message}`);
    return { text, from: `${chains.flatMap(([, { beacon }]) => beacon.map(hostOf)).join(', ')}, just now` };
  } catch (error) {
    throw error instanceof CollectError ? new LoadError(error.message) : error;
  }
}

/** The addresses in what was typed. */
export const addressesOf = (typed: string) => typed.split(/[\s,]+/).filter((address) => address !== '');

const hostOf = (address: string) => new URL(address).host;
