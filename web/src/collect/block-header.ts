import { bytesOf, concatenated, hexText } from './bytes.js';
import { hexOf, member, optionalMember, refuse, text, unsignedInteger, type Field } from './field.js';
import { keccak256 } from './hashes.js';
import type { ExecutionFacts } from './light-client-header.js';

/** A block's header, by a node's word of it; the words hash to the block's own hash. */
export interface BlockHeader extends ExecutionFacts {
  /** As the chain hashes it. */
  readonly rlp: string;
  readonly time: number;
  readonly extraData: string;
  /** Null before Shanghai. */
  readonly withdrawalsRoot: string | null;
}

/** In the order of the header: a fixed size in bytes, or a number, or bytes. */
const fields: readonly (readonly [name: string, kind: number | 'number' | 'bytes'])[] = [
  ['parentHash', 32],
  ['sha3Uncles', 32],
  ['miner', 20],
  ['stateRoot', 32],
  ['transactionsRoot', 32],
  ['receiptsRoot', 32],
  ['logsBloom', 256],
  ['difficulty', 'number'],
  ['number', 'number'],
  ['gasLimit', 'number'],
  ['gasUsed', 'number'],
  ['timestamp', 'number'],
  ['extraData', 'bytes'],
  ['mixHash', 32],
  ['nonce', 8],
];

/** Added by forks, each of them only where all before it are there. */
const addedFields: typeof fields = [
  ['baseFeePerGas', 'number'],
  ['withdrawalsRoot', 32],
  ['blobGasUsed', 'number'],
  ['excessBlobGas', 'number'],
  ['parentBeaconBlockRoot', 32],
  ['requestsHash', 32],
];

/** The header out of an answer of `eth_getBlockByNumber` or `eth_getBlockByHash`. */
export function readBlockHeader(block: Field): BlockHeader {
  const parts = fields.map(([name, kind]) => encode(member(block, name), kind));
  for (const [name, kind] of addedFields) {
    const field = optionalMember(block, name);
    if (field === undefined || field.value === null) break;
    parts.push(encode(field, kind));
  }
  const rlp = rlpList(parts);
  const stated = member(block, 'hash');
  const hash = hexText(keccak256(rlp));
  // A fork of another chain may add fields that are not known here: then the words don't hash to the block's hash.
  if (hexOf(stated, 32).toLowerCase() !== hash) refuse(stated, `the hash of the header, ${hash}`);
  const withdrawalsRoot = optionalMember(block, 'withdrawalsRoot')?.value;
  return {
    rlp: hexText(rlp),
    hash,
    number: unsignedInteger(member(block, 'number')),
    stateRoot: hexOf(member(block, 'stateRoot'), 32).toLowerCase(),
    time: Number(unsignedInteger(member(block, 'timestamp'))),
    extraData: text(member(block, 'extraData')).toLowerCase(),
    withdrawalsRoot: typeof withdrawalsRoot === 'string' ? withdrawalsRoot.toLowerCase() : null,
  };
}

function encode(field: Field, kind: number | 'number' | 'bytes'): Uint8Array {
  if (kind === 'number') return rlpBytes(withoutZeros(unsignedInteger(field)));
  if (kind === 'bytes') {
    const hex = text(field, 2 + 2 * 1024);
    return rlpBytes(bytesOf(/^0x(?:[0-9a-fA-F]{2})*$/.test(hex) ? hex : refuse(field, 'bytes of 0x-hex')));
  }
  return rlpBytes(bytesOf(hexOf(field, kind)));
}

function withoutZeros(number: bigint): Uint8Array {
  if (number === 0n) return new Uint8Array();
  const hex = number.toString(16);
  return bytesOf(`0x${hex.length % 2 === 0 ? hex : `0${hex}`}`);
}

/** Spec: Ethereum yellow paper, appendix B. */
function rlpBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length === 1 && (bytes[0] ?? 0) < 0x80 ? bytes : concatenated([rlpPrefix(0x80, bytes.length), bytes]);
}

function rlpList(items: readonly Uint8Array[]): Uint8Array {
  const content = concatenated(items);
  return concatenated([rlpPrefix(0xc0, content.length), content]);
}

function rlpPrefix(base: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length);
  const size = withoutZeros(BigInt(length));
  return concatenated([Uint8Array.of(base + 55 + size.length), size]);
}
