import { bytesOf, concatenated, hexText } from './bytes.js';
import { hexOf, member, optionalMember, unsignedInteger, wholeNumber, type Field } from './field.js';
import { sha256 } from './hashes.js';
import { ShapeError } from './untrusted-json.js';

/** What a light-client header says, as far as it decides what is asked next. Nothing of it is proven here. */
export interface HeaderFacts {
  readonly slot: number;
  /** `hash_tree_root` of the beacon header, in lower case. */
  readonly root: string;
  /** Null before Capella, and from Gloas on, where headers name a block's hash only. */
  readonly execution: ExecutionFacts | null;
}

/** The execution block that balances are proven at. */
export interface ExecutionFacts {
  readonly number: bigint;
  readonly hash: string;
  readonly stateRoot: string;
}

/** A beacon header's SSZ: slot and proposer, eight bytes each, and three roots. */
export const beaconHeaderSize = 2 * 8 + 3 * 32;

/** A header as the Beacon API writes it in JSON. */
export function headerFromJson(field: Field): HeaderFacts {
  const beacon = member(field, 'beacon');
  const execution = optionalMember(field, 'execution');
  return {
    slot: wholeNumber(member(beacon, 'slot')),
    root: beaconHeaderRoot(beacon),
    execution:
      execution === undefined
        ? null
        : {
            number: unsignedInteger(member(execution, 'block_number')),
            hash: hexOf(member(execution, 'block_hash'), 32).toLowerCase(),
            stateRoot: hexOf(member(execution, 'state_root'), 32).toLowerCase(),
          },
  };
}

/** `hash_tree_root` of a beacon header that stands in JSON, in lower case. */
export function beaconHeaderRoot(beacon: Field): string {
  return hashTreeRoot(
    concatenated([
      littleEndian(unsignedInteger(member(beacon, 'slot'))),
      littleEndian(unsignedInteger(member(beacon, 'proposer_index'))),
      ...['parent_root', 'state_root', 'body_root'].map((name) => bytesOf(hexOf(member(beacon, name), 32))),
    ]),
  );
}

/** Where the parts of an execution payload header lie in its SSZ: the same from Capella to Fulu. */
const executionPlaces = { stateRoot: 52, number: 404, hash: 472 } as const;

/** A header in SSZ that has an execution payload header, as from Capella to Fulu. */
export function headerWithExecutionFromSsz(bytes: Uint8Array): HeaderFacts {
  const execution = sliceFrom(bytes, readOffset(bytes, beaconHeaderSize), 'execution');
  const part = (start: number) => hexText(slice(execution, start, 32, 'execution'));
  return {
    ...headerFromSsz(bytes),
    execution: {
      number: BigInt(readWholeNumber(execution, executionPlaces.number)),
      hash: part(executionPlaces.hash),
      stateRoot: part(executionPlaces.stateRoot),
    },
  };
}

/** The beacon header at the start of a header in SSZ. */
export function headerFromSsz(bytes: Uint8Array): HeaderFacts {
  return {
    slot: readWholeNumber(bytes, 0),
    root: hashTreeRoot(slice(bytes, 0, beaconHeaderSize, 'beacon')),
    execution: null,
  };
}

/**
 * Of a container of five leaves of at most 32 bytes. Spec: consensus-specs@a08d8a6 ssz/simple-
 * serialize.md#merkleization
 */
function hashTreeRoot(beaconHeader: Uint8Array): string {
  const zero = new Uint8Array(32);
  const padded = (start: number) => concatenated([beaconHeader.subarray(start, start + 8), zero.subarray(8)]);
  const root = (start: number) => beaconHeader.subarray(start, start + 32);
  let nodes = [padded(0), padded(8), root(16), root(48), root(80), zero, zero, zero];
  while (nodes.length > 1) {
    nodes = nodes.flatMap((node, i) => (i % 2 === 0 ? [sha256(concatenated([node, nodes[i + 1] ?? zero]))] : []));
  }
  return hexText(nodes[0] ?? zero);
}

function littleEndian(number: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, number, true);
  return bytes;
}

/** `length` bytes from `start`. */
export function slice(bytes: Uint8Array, start: number, length: number, name: string): Uint8Array {
  if (start < 0 || start + length > bytes.length) {
    throw new ShapeError(name, `${start + length} bytes of SSZ`, `${bytes.length}`);
  }
  return bytes.subarray(start, start + length);
}

/** All bytes from `start`. */
export function sliceFrom(bytes: Uint8Array, start: number, name: string): Uint8Array {
  return slice(bytes, start, Math.max(0, bytes.length - start), name);
}

/** An offset of SSZ: four bytes, the low-order one first. */
export function readOffset(bytes: Uint8Array, place: number): number {
  return viewOf(slice(bytes, place, 4, 'offset')).getUint32(0, true);
}

/** A number of eight bytes that is exact as a number. */
export function readWholeNumber(bytes: Uint8Array, place: number): number {
  const number = viewOf(slice(bytes, place, 8, 'number')).getBigUint64(0, true);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new ShapeError('', 'a whole number below 2^53', `${number}`);
  return Number(number);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
