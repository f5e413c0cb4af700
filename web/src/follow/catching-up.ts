import type { BeaconObject } from '../bundle.js';
import type { Address } from '../collect/address.js';
import type { Answered } from '../collect/address-pool.js';
import { beaconQuestions, type BeaconApi } from '../collect/beacon-api.js';
import { CollectError } from '../collect/collect-error.js';
import type { LightClientObject } from '../collect/light-client-object.js';
import { periodAtSlot, timeAtSlot } from '../collect/networks.js';
import type { ChainProgress } from '../collect/progress.js';
import { ShapeError, StaleError } from '../collect/untrusted-json.js';
import type { UnixSeconds } from '../ids.js';
import type { VerifyError } from '../report.js';
import type { Advancing, Lead } from './advancing.js';
import type { FollowedChain } from './followed-chain.js';

/** How far a server's clock may be ahead of ours, in seconds. */
const clockTolerance = 60;

/** At once: between two batches there is progress to show and to keep. */
const updatesAtOnce = 16;

/** How long a server is left alone, in seconds, whose data is true and not enough, or of a fork unknown here. */
const restFor = { insufficient: 60, unsupported: 600 } as const;

const unknown_sync_committee_period = 226;

/** What the rounds over the servers take. */
export interface RoundContext {
  readonly chain: FollowedChain;
  readonly beacon: BeaconApi;
  readonly advancing: Advancing;
  readonly now: () => UnixSeconds;
  readonly report: ChainProgress;
  /** How old the newest signed block may be, in seconds; that of a finality update may be twice as old. */
  readonly stallAfter: number;
  readonly onCatchUp: (period: number, of: number) => void;
}

/** One round over the servers: takes all that is new. */
export interface Rounds {
  /**
   * The checkpoint's bootstrap if there is nothing yet, sync committees as far as needed, the finality update and the
   * optimistic one. What the verifier refuses is asked for again, of others. Gives why there is no optimistic update,
   * which harms nothing else.
   * @throws {CollectError} naming everybody who was asked.
   */
  takeAllThatIsNew(): Promise<CollectError | null>;
}

type Ask = () => Promise<Answered<Address, LightClientObject>>;

/** Rounds that remember which sync committees were taught, and by whom. */
export function createRounds(context: RoundContext): Rounds {
  const { chain, beacon, advancing, now, report, stallAfter, onCatchUp } = context;
  const { network } = chain;
  /** The newest period whose committee a server claims to have taught us, and that server. */
  let taught: { readonly period: number; readonly by: Address } | null = null;

  /** Whoever said what is false is asked nothing more; others are left alone for a while. */
  function holdAgainst(from: Address, what: string, fault: CollectError): void {
    report('refused', what, { host: from.name, error: fault });
    if (fault.code === 'insufficient' || fault.code === 'unsupported') beacon.rest(from, restFor[fault.code], fault);
    else beacon.bar(from, fault);
  }

  async function takeBootstrap(): Promise<void> {
    for (;;) {
      const { value, from } = await beacon.bootstrap(chain.checkpoint, ({ header: { root } }) => {
        if (root !== chain.checkpoint) throw new ShapeError('header', `the block of root ${chain.checkpoint}`, root);
      });
      const fault = await advancing.take(from.name, beaconQuestions.bootstrap, { bootstrap: value.object });
      if (fault === null) return;
      holdAgainst(from, beaconQuestions.bootstrap, fault);
    }
  }

  /** An update of the newest blocks, and before it whatever leads to the committee that signed it. */
  async function takeSigned(what: string, ask: Ask, leadOf: (object: BeaconObject) => Lead): Promise<void> {
    for (;;) {
      const { value, from } = await ask();
      if (isKnown(value)) return;
      await catchUp(periodAtSlot(value.signatureSlot ?? 0, network));
      const fault = await advancing.take(from.name, what, leadOf(value.object));
      if (fault === null) return;
      if (isOfUnknownPeriod(fault) && taught !== null) {
        // Not this server's fault: what should have taught the committee was true, and taught nothing.
        holdAgainst(taught.by, beaconQuestions.updatesFrom(taught.period - 1), fault);
        taught = null;
      } else {
        holdAgainst(from, what, fault);
      }
    }
  }

  /** The committees up to that of period `target`. */
  async function catchUp(target: number): Promise<void> {
    let next = Math.max(knownPeriod(), taught?.period ?? 0);
    while (next < target) {
      onCatchUp(next, target);
      const { value, from } = await beacon.updates(next, Math.min(target - next, updatesAtOnce), judgePeriod);
      const what = beaconQuestions.updatesFrom(next);
      const fault = await advancing.take(from.name, what, { updates: value.map(({ object }) => object) });
      if (fault === null) {
        next += value.length;
        taught = { period: next, by: from };
      } else {
        holdAgainst(from, what, fault);
        next = Math.max(next, knownPeriod());
      }
    }
  }

  function judgePeriod({ header }: LightClientObject, period: number): void {
    const actual = periodAtSlot(header.slot, network);
    if (actual === period) return;
    throw new ShapeError('attested_header.beacon.slot', `a slot of period ${period}`, `one of ${actual}`);
  }

  /** A server that stands still gives updates that are true and useless; one from the future has another network's. */
  function judgeSigned({ header, signatureSlot }: LightClientObject, oldest: number): void {
    const age = now() - timeAtSlot(header.slot, network);
    if (age > oldest) throw new StaleError('attested_header', `a block at most ${oldest} s old`, `${age} s`);
    const early = timeAtSlot(signatureSlot ?? 0, network) - now();
    if (early <= clockTolerance) return;
    throw new ShapeError('signature_slot', 'a slot that has been', `slot ${signatureSlot}, ${early} s from now`);
  }

  /** The period of the newest final block. */
  function knownPeriod(): number {
    const slot = advancing.row?.finalized?.slot ?? advancing.row?.checkpoint?.slot ?? 0;
    return periodAtSlot(Number(slot), network);
  }

  /** It names no block that is newer than what is proven already. */
  function isKnown({ header, finalized }: LightClientObject): boolean {
    const { finalized: final = null, optimistic = null } = advancing.row ?? {};
    if (final === null) return false;
    return header.slot <= Number((optimistic ?? final).slot) && (finalized?.slot ?? 0) <= Number(final.slot);
  }

  return {
    async takeAllThatIsNew() {
      if (advancing.client === null) await takeBootstrap();
      await takeSigned(
        beaconQuestions.finality,
        () => beacon.finalityUpdate((update) => judgeSigned(update, 2 * stallAfter)),
        (update) => ({ finality_updates: [update] }),
      );
      try {
        await takeSigned(
          beaconQuestions.optimistic,
          () => beacon.optimisticUpdate((update) => judgeSigned(update, stallAfter)),
          (update) => ({ optimistic_updates: [update] }),
        );
        return null;
      } catch (error) {
        if (error instanceof CollectError) return error;
        throw error;
      }
    },
  };
}

const isOfUnknownPeriod = ({ cause }: CollectError) =>
  (cause as Partial<VerifyError> | undefined)?.code === unknown_sync_committee_period;
