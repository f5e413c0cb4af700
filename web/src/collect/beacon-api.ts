import { below, type Address } from './address.js';
import { createAddressPool, onceEach, type Answered } from './address-pool.js';
import { blaming } from './blame.js';
import { boundedFetch, HttpStatusError, type Asking, type HttpAnswer } from './bounded-fetch.js';
import { CollectError } from './collect-error.js';
import { elements, hexOf, member, rootField } from './field.js';
import {
  chunksOfUpdates,
  objectFromJson,
  objectFromSsz,
  type LightClientKind,
  type LightClientObject,
} from './light-client-object.js';
import type { Network } from './networks.js';
import type { ChainProgress } from './progress.js';
import { parseJson } from './untrusted-json.js';

/** SSZ where a server has it: smaller, and nothing is lost on the way. */
const preferSsz = 'application/octet-stream;q=1,application/json;q=0.9';
const jsonOnly = 'application/json';

const megabyte = 1024 * 1024;
/** The most that a server gives at once. Spec: consensus-specs altair/light-client/p2p-interface.md#configuration */
export const MAX_REQUEST_LIGHT_CLIENT_UPDATES = 128;

/** An answer that may be refused for what it says: by throwing a `ShapeError`. */
export type Judge = (object: LightClientObject) => void;

/**
 * Light-client data of one network, from whichever address gives what holds. Each answer says who gave it, so that a
 * lie found later can be laid at its door.
 */
export interface BeaconApi {
  bootstrap(blockRoot: string, judge: Judge): Promise<Answered<Address, LightClientObject>>;
  finalityUpdate(judge: Judge): Promise<Answered<Address, LightClientObject>>;
  optimisticUpdate(judge: Judge): Promise<Answered<Address, LightClientObject>>;
  /** From `startPeriod` on at most `count`: as many as the server gives at once, at least one. */
  updates(
    startPeriod: number,
    count: number,
    judge: (update: LightClientObject, period: number) => void,
  ): Promise<Answered<Address, readonly LightClientObject[]>>;
  /** Asks that address nothing more; with `only`, that question alone: see {@link beaconQuestions}. */
  bar(address: Address, reason: CollectError, only?: string): void;
  /** Leaves that address alone for so many seconds. */
  rest(address: Address, seconds: number, reason: CollectError): void;
  /** Whether there still is an address that was not barred. */
  hasAnyoneLeft(): boolean;
}

/** What is asked for, in words. */
export const beaconQuestions = {
  bootstrap: 'the bootstrap of the checkpoint',
  finality: 'the finality update',
  optimistic: 'the optimistic update',
  updatesFrom: (period: number) => `the updates from period ${period}`,
};

/** The Beacon API (beacon-APIs@1a0daea) at `addresses`, each of which is first asked for its network. */
export function createBeaconApi(
  network: Network,
  addresses: readonly Address[],
  asking: Asking,
  report: ChainProgress,
): BeaconApi {
  const pool = createAddressPool(addresses, { ...asking, report });
  const assertNetwork = onceEach((address: Address) => checkGenesis(address, network, asking));

  const one = (kind: LightClientKind, what: string, path: string, judge: Judge) =>
    pool.ask(what, async (address) => {
      await assertNetwork(address);
      const answer = await fetchEither({ address, path, what, maxBytes: megabyte }, asking);
      return blaming(address.name, what, () => {
        const object = isSsz(answer)
          ? objectFromSsz(answer.bytes, kind, network)
          : objectFromJson(rootField(parseJson(answer.bytes)), kind, network);
        judge(object);
        return object;
      });
    });

  const updates: BeaconApi['updates'] = (startPeriod, count, judge) => {
    const what = beaconQuestions.updatesFrom(startPeriod);
    const query = { start_period: startPeriod, count: Math.min(count, MAX_REQUEST_LIGHT_CLIENT_UPDATES) };
    return pool.ask(what, async (address) => {
      await assertNetwork(address);
      const answer = await fetchEither(
        { address, path: `${lightClient}/updates`, query, what, maxBytes: 8 * megabyte },
        asking,
      );
      return blaming(address.name, what, () => {
        const objects = readUpdates(answer, query.count, network);
        if (objects.length === 0) {
          throw new CollectError('unexpected_answer', {
            host: address.name,
            where: what,
            expected: 'an update',
            got: 'none',
          });
        }
        objects.forEach((object, i) => judge(object, startPeriod + i));
        return objects;
      });
    });
  };

  return {
    bootstrap: (root, judge) =>
      one('bootstrap', beaconQuestions.bootstrap, `${lightClient}/bootstrap/${root}`, judge),
    finalityUpdate: (judge) =>
      one('finality_update', beaconQuestions.finality, `${lightClient}/finality_update`, judge),
    optimisticUpdate: (judge) =>
      one('optimistic_update', beaconQuestions.optimistic, `${lightClient}/optimistic_update`, judge),
    updates,
    bar: pool.bar,
    rest: pool.rest,
    hasAnyoneLeft: pool.hasAnyoneLeft,
  };
}

const lightClient = '/eth/v1/beacon/light_client';

interface BeaconQuestion {
  readonly address: Address;
  readonly path: string;
  readonly query?: Readonly<Record<string, number>>;
  readonly what: string;
  readonly maxBytes: number;
}

/** Servers without SSZ refuse to be asked for it, though they could answer in JSON. */
async function fetchEither(question: BeaconQuestion, asking: Asking): Promise<HttpAnswer> {
  const { address, path, query, what, maxBytes } = question;
  const url = below(address, path, query);
  try {
    return await boundedFetch({ url, what, accept: preferSsz, maxBytes }, asking);
  } catch (error) {
    if (!(error instanceof HttpStatusError) || (error.status !== 406 && error.status !== 415)) throw error;
    return boundedFetch({ url, what, accept: jsonOnly, maxBytes }, asking);
  }
}

/** What a server says in JSON alone. */
export async function fetchJson(
  { address, path, what }: Omit<BeaconQuestion, 'maxBytes'>,
  asking: Asking,
): Promise<unknown> {
  const answer = await boundedFetch({ url: below(address, path), what, accept: jsonOnly, maxBytes: megabyte }, asking);
  return blaming(address.name, what, () => parseJson(answer.bytes));
}

function readUpdates(answer: HttpAnswer, most: number, network: Network): readonly LightClientObject[] {
  if (isSsz(answer)) return chunksOfUpdates(answer.bytes, most).map((chunk) => objectFromSsz(chunk, 'update', network));
  return elements(rootField(parseJson(answer.bytes)), most).map((field) => objectFromJson(field, 'update', network));
}

const isSsz = ({ contentType }: HttpAnswer) => contentType === 'application/octet-stream';

/**
 * A server of another network is a mistake that is better named than found out by its data. Servers that give light-
 * client data only may not know the question; what they say is judged by the checkpoint all the same.
 */
async function checkGenesis(address: Address, network: Network, asking: Asking): Promise<void> {
  const what = 'its genesis';
  try {
    const answer = await fetchJson({ address, path: '/eth/v1/beacon/genesis', what }, asking);
    const stated = blaming(address.name, what, () =>
      hexOf(member(member(rootField(answer), 'data'), 'genesis_validators_root'), 32).toLowerCase(),
    );
    if (stated === network.genesisValidatorsRoot) return;
    throw new CollectError('wrong_network', {
      host: address.name,
      where: what,
      expected: `${network.name} with genesis_validators_root ${network.genesisValidatorsRoot}`,
      got: stated,
    });
  } catch (error) {
    const isUnknownThere =
      error instanceof HttpStatusError && error.status >= 400 && error.status < 500 && error.status !== 408;
    if (!isUnknownThere) throw error;
  }
}
