import type { BeaconObject } from '../bundle.js';
import { hexText } from './bytes.js';
import { member, optionalMember, refuse, text, wholeNumber, type Field } from './field.js';
import {
  beaconHeaderSize,
  headerFromJson,
  headerFromSsz,
  headerWithExecutionFromSsz,
  readOffset,
  readWholeNumber,
  slice,
  sliceFrom,
  type HeaderFacts,
} from './light-client-header.js';
import { forkAtSlot, type Network } from './networks.js';
import { ShapeError } from './untrusted-json.js';

/** The kinds of light-client data that servers give. */
export type LightClientKind = 'bootstrap' | 'update' | 'finality_update' | 'optimistic_update';

/** An object as it goes into a bundle, and what it says of itself. */
export interface LightClientObject {
  readonly object: BeaconObject;
  /** The newest header in it: of a bootstrap its only one, of an update the attested one. */
  readonly header: HeaderFacts;
  /** In finality updates only. */
  readonly finalized: HeaderFacts | null;
  /** Null for a bootstrap. */
  readonly signatureSlot: number | null;
}

/** Twice what the largest, with 512 keys, takes: what is padded would crowd true data out of the bundle. */
const mostCharacters = 128 * 1024;
const mostValues = 2048;

/** One object as the Beacon API gives it in JSON. */
export function objectFromJson(field: Field, kind: LightClientKind, network: Network): LightClientObject {
  const data = member(field, 'data');
  assertPlain(data);
  const isBootstrap = kind === 'bootstrap';
  const header = headerFromJson(member(data, isBootstrap ? 'header' : 'attested_header'));
  // Some servers say the version in a header of HTTP only, which pages of another origin may not read.
  const version = optionalMember(field, 'version');
  return {
    object: {
      version: version === undefined ? forkAtSlot(header.slot, network) : forkName(version),
      data: data.value as object,
    },
    header,
    finalized: kind === 'finality_update' ? headerFromJson(member(data, 'finalized_header')) : null,
    signatureSlot: isBootstrap ? null : wholeNumber(member(data, 'signature_slot')),
  };
}

/** One odd text could make the whole bundle unreadable, however good the rest of it is. */
function assertPlain(data: Field): void {
  let values = 0;
  const json = JSON.stringify(data.value, (_, value: unknown) => {
    values += 1;
    return value;
  });
  if (json.length > mostCharacters) refuse(data, `at most ${mostCharacters} characters`, `${json.length}`);
  if (values > mostValues) refuse(data, `at most ${mostValues} values`, `${values}`);
  if (!/^[\x20-\x5b\x5d-\x7e]*$/.test(json)) refuse(data, 'printable ASCII', 'other characters');
}

function forkName(field: Field): string {
  const name = text(field, 32);
  return /^[a-z0-9]+$/.test(name) ? name : refuse(field, "a fork's name");
}

/**
 * One object in SSZ. Only what decides the next question is read; the bytes go into the bundle as they are.
 * Spec: consensus-specs@a08d8a6 {altair,capella,electra,gloas}/light-client/sync-protocol.md#containers
 */
export function objectFromSsz(bytes: Uint8Array, kind: LightClientKind, network: Network): LightClientObject {
  const firstOffset = readOffset(bytes, 0);
  const facts = possibleFixedSizes(kind, network).includes(firstOffset)
    ? factsBehindOffsets(bytes, kind, firstOffset)
    : factsInPlace(bytes, kind, network);
  return { object: { version: forkAtSlot(facts.header.slot, network), data: hexText(bytes) }, ...facts };
}

type Facts = Omit<LightClientObject, 'object'>;

/**
 * Sizes of the fixed part where headers stand behind offsets, before Electra and since. The first offset is that size.
 * In the forms whose headers stand in place, a slot stands there instead; no slot in use is as small.
 */
function possibleFixedSizes(kind: LightClientKind, { preset: { committeeSize } }: Network): readonly number[] {
  const committee = 48 * committeeSize + 48;
  const signed = committeeSize / 8 + 96 + 8;
  switch (kind) {
    case 'bootstrap':
      return [5, 6].map((branch) => 4 + committee + 32 * branch);
    case 'update':
      return [5, 6].map((branch) => 4 + committee + 32 * branch + 4 + 32 * (branch + 1) + signed);
    case 'finality_update':
      return [6, 7].map((branch) => 4 + 4 + 32 * branch + signed);
    case 'optimistic_update':
      return [4 + signed];
  }
}

function factsBehindOffsets(bytes: Uint8Array, kind: LightClientKind, fixedSize: number): Facts {
  const header = headerWithExecutionFromSsz(sliceFrom(bytes, fixedSize, 'header'));
  if (kind === 'bootstrap') return { header, finalized: null, signatureSlot: null };
  const finalizedStart = kind === 'finality_update' ? readOffset(bytes, 4) : null;
  return {
    header,
    finalized:
      finalizedStart === null ? null : headerWithExecutionFromSsz(sliceFrom(bytes, finalizedStart, 'finalized_header')),
    signatureSlot: readWholeNumber(bytes, fixedSize - 8),
  };
}

/** Altair's headers are bare; those of Gloas carry a block's hash and the branch to it. */
function factsInPlace(bytes: Uint8Array, kind: LightClientKind, network: Network): Facts {
  const header = headerFromSsz(bytes);
  if (kind === 'bootstrap') return { header, finalized: null, signatureSlot: null };
  const isGloas = forkAtSlot(header.slot, network) === 'gloas';
  const headerSize = beaconHeaderSize + (isGloas ? 32 + 11 * 32 : 0);
  return {
    header,
    finalized: kind === 'finality_update' ? headerFromSsz(sliceFrom(bytes, headerSize, 'finalized_header')) : null,
    signatureSlot: readWholeNumber(bytes, bytes.length - 8),
  };
}

/**
 * The updates in an answer of several: each has its length before it, and the digest of its fork.
 * Spec: beacon-APIs@1a0daea apis/beacon/light_client/updates.yaml
 */
export function chunksOfUpdates(bytes: Uint8Array, most: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    if (chunks.length === most) throw new ShapeError('', `at most ${most} updates`, 'more');
    const length = readWholeNumber(bytes, start);
    if (length < 4) throw new ShapeError('', 'a digest of a fork and an update', `${length} bytes`);
    chunks.push(slice(bytes, start + 8, length, 'update').subarray(4));
    start += 8 + length;
  }
  return chunks;
}
