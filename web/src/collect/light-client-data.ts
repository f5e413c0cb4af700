import type { EthereumChainData } from '../bundle.js';
import type { UnixSeconds } from '../ids.js';
import type { Address } from './address.js';
import type { Answered } from './address-pool.js';
import { beaconQuestions, type BeaconApi } from './beacon-api.js';
import { refusedBy, type ChainVerdict, type JudgeChain } from './chain-judge.js';
import { CollectError } from './collect-error.js';
import type { EthereumPlan } from './collect-plan.js';
import type { ExecutionFacts } from './light-client-header.js';
import type { LightClientObject } from './light-client-object.js';
import { maxCheckpointAgeAt, periodAtSlot, timeAtSlot } from './networks.js';
import type { ChainProgress } from './progress.js';
import { ShapeError, StaleError } from './untrusted-json.js';

/** As many updates as a bundle can hold. */
const mostUpdates = 64;

/** How far a server's clock may be ahead of ours, in seconds. */
const clockTolerance = 60;

/** What leads from a policy's checkpoint to the newest finalized block. */
export interface LightClientData {
  readonly data: EthereumChainData;
  /** Null where the headers name no block that balances could be proven at. */
  readonly block: ExecutionFacts | null;
  /** Why there is no optimistic update, where the policy accepts one. */
  readonly optimisticError: CollectError | null;
}

type Part = Answered<Address, LightClientObject>;

/** What was had so far; a part whose giver lied is taken out and asked for again, from others. */
interface Parts {
  bootstrap: Part | null;
  finality: Part | null;
  /** By period, from the checkpoint's on. */
  updates: Part[];
  optimistic: Part | null;
}

/**
 * The light-client data of a chain. What `judge` refuses is asked for again, and its giver nothing more.
 * @throws {CollectError} naming everybody who was asked.
 */
export async function gatherLightClientData(
  plan: EthereumPlan,
  beacon: BeaconApi,
  judge: JudgeChain,
  now: UnixSeconds,
  report: ChainProgress,
): Promise<LightClientData> {
  const parts: Parts = { bootstrap: null, finality: null, updates: [], optimistic: null };
  for (;;) {
    const { bootstrap, finality } = await fetchNeeded(parts, plan, beacon, now);
    const data = chainData(bootstrap, finality, parts.updates);
    const verdict = await judge(data);
    if (verdict === null) return finish(data, finality.value.finalized?.execution ?? null, plan, beacon, judge, now);
    const { from } = blamed(verdict, bootstrap, finality, parts.updates);
    const error = refusedBy(from.name, verdict.part, verdict.error);
    report('refused', verdict.part, { host: from.name, error });
    if (verdict.error.kind === 'insufficient') {
      beacon.bar(from, error, questionOf(verdict, periodAtSlot(bootstrap.value.header.slot, plan.network)));
      forget(parts, verdict);
    } else {
      beacon.bar(from, error);
      forgetAllFrom(parts, from);
    }
  }
}

/** What the refused part answered. */
function questionOf({ part, index }: ChainVerdict, firstPeriod: number): string {
  if (part === 'updates') return beaconQuestions.updatesFrom(firstPeriod + index);
  return part === 'bootstrap' ? beaconQuestions.bootstrap : beaconQuestions.finality;
}

/** What it says is true: all else that its giver gave is kept. */
function forget(parts: Parts, { part, index }: ChainVerdict): void {
  if (part === 'updates') parts.updates.length = index;
  else if (part === 'bootstrap') parts.bootstrap = null;
  else parts.finality = null;
}

const chainData = (bootstrap: Part, finality: Part, updates: readonly Part[]): EthereumChainData => ({
  kind: 'ethereum',
  bootstrap: bootstrap.value.object,
  updates: updates.map(({ value }) => value.object),
  finality_updates: [finality.value.object],
});

async function fetchNeeded(
  parts: Parts,
  plan: EthereumPlan,
  beacon: BeaconApi,
  now: UnixSeconds,
): Promise<{ bootstrap: Part; finality: Part }> {
  const { network } = plan;
  const bootstrap = (parts.bootstrap ??= await beacon.bootstrap(plan.checkpoint, ({ header }) => {
    if (header.root !== plan.checkpoint) {
      throw new ShapeError('header', `the block of root ${plan.checkpoint}`, header.root);
    }
  }));
  const { slot } = bootstrap.value.header;
  assertYoung(slot, plan, now);
  const finality = (parts.finality ??= await beacon.finalityUpdate((update) => judgeFinality(update, slot, plan, now)));
  const [first, last] = [periodAtSlot(slot, network), periodAtSlot(finality.value.signatureSlot ?? slot, network)];
  if (last - first > mostUpdates) throw tooOld(plan, `${mostUpdates} sync committee periods`, `${last - first}`);
  while (parts.updates.length < last - first) {
    const start = first + parts.updates.length;
    const answer = await beacon.updates(start, last - start, ({ header }, period) => {
      const actual = periodAtSlot(header.slot, network);
      if (actual !== period) {
        throw new ShapeError('attested_header.beacon.slot', `a slot of period ${period}`, `one of ${actual}`);
      }
    });
    parts.updates.push(...answer.value.map((value) => ({ value, from: answer.from })));
  }
  return { bootstrap, finality };
}

function assertYoung(slot: number, plan: EthereumPlan, now: UnixSeconds): void {
  const age = now - timeAtSlot(slot, plan.network);
  const maxAge = plan.maxCheckpointAge ?? maxCheckpointAgeAt(now, plan.network);
  if (age > maxAge) throw tooOld(plan, `${maxAge} s`, `${age} s`);
}

function tooOld({ chain }: EthereumPlan, limit: string, got: string): CollectError {
  const expected = `one at most ${limit} old`;
  return new CollectError('checkpoint_too_old', { where: `the policy's checkpoint of ${chain}`, expected, got });
}

/** A server that fell behind gives updates that are true and useless; one from the future has another network's. */
function judgeFinality(update: LightClientObject, checkpointSlot: number, plan: EthereumPlan, now: UnixSeconds): void {
  const { finalized, signatureSlot } = update;
  if (finalized === null || signatureSlot === null) return;
  const age = now - timeAtSlot(finalized.slot, plan.network);
  if (age > plan.maxHeaderAge) {
    throw new StaleError('finalized_header', `a block at most ${plan.maxHeaderAge} s old`, `${age} s`);
  }
  if (timeAtSlot(signatureSlot, plan.network) > now + clockTolerance) {
    throw new ShapeError(
      'signature_slot',
      'a slot that has been',
      `slot ${signatureSlot}, ${timeAtSlot(signatureSlot, plan.network) - now} s from now`,
    );
  }
  if (finalized.slot < checkpointSlot) {
    throw new StaleError('finalized_header', `slot ${checkpointSlot} or later`, `${finalized.slot}`);
  }
}

/** Who gave the part that was refused. */
function blamed({ part, index }: ChainVerdict, bootstrap: Part, finality: Part, updates: readonly Part[]): Part {
  if (part === 'updates') return updates[index] ?? finality;
  return part === 'bootstrap' ? bootstrap : finality;
}

function forgetAllFrom(parts: Parts, from: Address): void {
  const isFrom = (part: Part | null) => part?.from === from;
  if (isFrom(parts.bootstrap)) parts.bootstrap = null;
  if (isFrom(parts.finality)) parts.finality = null;
  const firstLie = parts.updates.findIndex(isFrom);
  if (firstLie >= 0) parts.updates.length = firstLie;
}

/** The optimistic update is asked for last, and its absence harms nothing else. */
async function finish(
  data: EthereumChainData,
  block: ExecutionFacts | null,
  plan: EthereumPlan,
  beacon: BeaconApi,
  judge: JudgeChain,
  now: UnixSeconds,
): Promise<LightClientData> {
  if (!plan.acceptsOptimistic) return { data, block, optimisticError: null };
  try {
    const { value, from } = await beacon.optimisticUpdate(({ signatureSlot }) => {
      if (timeAtSlot(signatureSlot ?? 0, plan.network) > now + clockTolerance) {
        throw new ShapeError('signature_slot', 'a slot that has been', `${signatureSlot}`);
      }
    });
    const whole = { ...data, optimistic_updates: [value.object] };
    const verdict = await judge(whole);
    return verdict === null
      ? { data: whole, block, optimisticError: null }
      : { data, block, optimisticError: refusedBy(from.name, verdict.part, verdict.error) };
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    return { data, block, optimisticError: error };
  }
}
