import type { ChainId, Policy, Verifier } from 'clearmargin';
import type { Follower, FollowerState } from 'clearmargin/follow';
import { useEffect, useRef, useState } from 'react';
import { addressesOf, type TypedSources } from './collect-bundle.js';
import { parsed, type Document } from './documents.js';

/** The chains that are followed, each with its newest state. */
export interface Following {
  /** By chain; null while nothing is followed. */
  readonly states: Readonly<Record<string, FollowerState>> | null;
  readonly problem: string | null;
  readonly start: (sources: TypedSources) => void;
  readonly stop: () => void;
}

/** Chains with a light client of their own: others rest on one of them. */
export function chainsToFollow(policy: Document): readonly string[] {
  const trust = parsed<Policy>(policy)?.trust ?? {};
  return Object.entries(trust).flatMap(([chain, root]) => (root?.kind === 'ethereum' ? [chain] : []));
}

/** Follows the policy's chains from servers that the user names, as long as it is shown. The code is loaded when asked for. */
export function useFollowing(policy: Document, verifier: Verifier | null): Following {
  const [states, setStates] = useState<Following['states']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = () => {
    running.current?.abort();
    setStates(null);
  };
  useEffect(() => () => running.current?.abort(), []);

  const start = (sources: TypedSources) => {
    if (verifier === null) return;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setProblem(null);
    setStates({});
    const fail = (error: unknown) => {
      if (controller.signal.aborted) return;
      setProblem(error instanceof Error ? error.message : String(error));
      stop();
    };
    followAll(policy, verifier, sources, controller.signal, (chain, state) => {
      if (!controller.signal.aborted) setStates((before) => ({ ...before, [chain]: state }));
    }).catch(fail);
  };
  return { states, problem, start, stop };
}

/** Between questions, in milliseconds: one slot. */
const interval = 12_000;

async function followAll(
  policy: Document,
  verifier: Verifier,
  sources: TypedSources,
  signal: AbortSignal,
  onState: (chain: string, state: FollowerState) => void,
): Promise<readonly Follower[]> {
  const { createFollower } = await import('clearmargin/follow');
  const chains = chainsToFollow(policy).flatMap((chain) => {
    const beacon = addressesOf(sources[chain]?.beacon ?? '');
    return beacon.length === 0 ? [] : [{ chain, beacon }];
  });
  if (chains.length === 0) throw new Error('give the address of a Beacon API');
  return chains.map(({ chain, beacon }) =>
    createFollower({
      policy: policy.text,
      chain: chain as ChainId,
      beacon,
      verifier,
      signal,
      interval,
      onState: (state) => onState(chain, state),
    }),
  );
}
