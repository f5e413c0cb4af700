import type { ChainId } from '../ids.js';
import type { Address } from './address.js';
import { createAddressPool } from './address-pool.js';
import { fetchJson } from './beacon-api.js';
import { blaming } from './blame.js';
import { HttpStatusError, type Asking } from './bounded-fetch.js';
import { CollectError } from './collect-error.js';
import type { EthereumPlan } from './collect-plan.js';
import { hexOf, member, refuse, rootField } from './field.js';
import { beaconHeaderRoot, headerFromJson, type HeaderFacts } from './light-client-header.js';
import type { ChainProgress } from './progress.js';

/** What checkpoint providers say of a policy's checkpoint, and of each other. The policy stays as it is. */
export interface CheckpointOpinions {
  readonly chain: ChainId;
  /** The policy's. */
  readonly checkpoint: string;
  /** The newest slot that all of those who answered call final; null where nobody did. */
  readonly slot: number | null;
  /** False where two of them name different blocks in that slot: one of them is wrong. */
  readonly agree: boolean;
  readonly providers: readonly CheckpointOpinion[];
}

/** What one provider says. */
export interface CheckpointOpinion {
  readonly host: string;
  /** Whether the checkpoint is a block of its chain; null where it doesn't say. */
  readonly knowsCheckpoint: boolean | null;
  /** Its newest final block. */
  readonly finalized: { readonly slot: number; readonly root: string } | null;
  /** Its block in the common slot; null where it doesn't say. */
  readonly rootAtSlot: string | null;
  readonly error: CollectError | null;
}

/** Asks each of `providers` on its own: one that fails is an opinion that is missing, not an error. */
export async function askCheckpointProviders(
  plan: EthereumPlan,
  providers: readonly Address[],
  asking: Asking,
  report: ChainProgress,
): Promise<CheckpointOpinions> {
  const opinions = await Promise.all(providers.map((provider) => opinionOf(provider, plan, asking, report)));
  const slots = opinions.flatMap(({ finalized }) => finalized?.slot ?? []);
  const slot = slots.length === 0 ? null : Math.min(...slots);
  const compared = await Promise.all(
    opinions.map(async (opinion, i) => {
      const provider = providers[i];
      return provider === undefined || slot === null ? opinion : withRootAt(slot, opinion, provider, asking, report);
    }),
  );
  const roots = new Set(compared.flatMap(({ rootAtSlot }) => rootAtSlot ?? []));
  return { chain: plan.chain, checkpoint: plan.checkpoint, slot, agree: roots.size <= 1, providers: compared };
}

async function opinionOf(
  provider: Address,
  plan: EthereumPlan,
  asking: Asking,
  report: ChainProgress,
): Promise<CheckpointOpinion> {
  const known = await attempt(() => knowsBlock(provider, plan.checkpoint, asking, report));
  const finalized = await attempt(() => finalizedBlock(provider, asking, report));
  return {
    host: provider.name,
    knowsCheckpoint: known.value,
    finalized: finalized.value,
    rootAtSlot: null,
    error: finalized.error ?? known.error,
  };
}

async function withRootAt(
  slot: number,
  opinion: CheckpointOpinion,
  provider: Address,
  asking: Asking,
  report: ChainProgress,
): Promise<CheckpointOpinion> {
  const { finalized } = opinion;
  if (finalized === null) return opinion;
  if (finalized.slot === slot) return { ...opinion, rootAtSlot: finalized.root };
  const there = await attempt(() => blockHeader(provider, `its block in slot ${slot}`, String(slot), asking, report));
  return { ...opinion, rootAtSlot: there.value?.slot === slot ? there.value.root : null };
}

/** A value, or the error that there is in its place. */
async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T | null; readonly error: CollectError | null }> {
  try {
    return { value: await work(), error: null };
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    return { value: null, error };
  }
}

async function knowsBlock(provider: Address, root: string, asking: Asking, report: ChainProgress): Promise<boolean> {
  try {
    return (await blockHeader(provider, 'its opinion of the checkpoint', root, asking, report)).root === root;
  } catch (error) {
    if (error instanceof HttpStatusError && error.status === 404) return false;
    throw error;
  }
}

/** Providers of light-client data alone say it in their finality update. */
async function finalizedBlock(provider: Address, asking: Asking, report: ChainProgress): Promise<HeaderFacts> {
  const what = 'its finalized block';
  try {
    return await blockHeader(provider, what, 'finalized', asking, report);
  } catch (error) {
    if (!(error instanceof HttpStatusError)) throw error;
    const path = '/eth/v1/beacon/light_client/finality_update';
    return askAlone(provider, what, path, asking, report, (answer) =>
      headerFromJson(member(member(rootField(answer), 'data'), 'finalized_header')),
    );
  }
}

/** The stated root is held against the header that is said to have it. */
function blockHeader(
  provider: Address,
  what: string,
  id: string,
  asking: Asking,
  report: ChainProgress,
): Promise<HeaderFacts> {
  return askAlone(provider, what, `/eth/v1/beacon/headers/${id}`, asking, report, (answer) => {
    const data = member(rootField(answer), 'data');
    const beacon = member(member(data, 'header'), 'message');
    const stated = member(data, 'root');
    const root = beaconHeaderRoot(beacon);
    if (hexOf(stated, 32).toLowerCase() !== root) refuse(stated, `the root of its header, ${root}`);
    return headerFromJson({ value: { beacon: beacon.value }, path: 'data.header' });
  });
}

async function askAlone<T>(
  provider: Address,
  what: string,
  path: string,
  asking: Asking,
  report: ChainProgress,
  read: (answer: unknown) => T,
): Promise<T> {
  const pool = createAddressPool([provider], { ...asking, report });
  const { value } = await pool.ask(what, async (address) => {
    const answer = await fetchJson({ address, path, what }, asking);
    return blaming(address.name, what, () => read(answer));
  });
  return value;
}
