import { bytesOf, hexText, wordText } from './bytes.js';
import { refuse, text, type Field } from './field.js';
import { keccak256 } from './hashes.js';

const hashOfText = (signature: string) => hexText(keccak256(new TextEncoder().encode(signature)));

/** What a call of the function of that signature is asked with: its selector, and arguments of one word each. */
export function callData(signature: string, ...words: readonly bigint[]): string {
  return hashOfText(signature).slice(0, 10) + words.map((word) => wordText(word).slice(2)).join('');
}

/** By which logs of the event of that signature are found. */
export function eventTopic(signature: string): string {
  return hashOfText(signature);
}

/** More words than any answer that is read here has. */
const mostWords = 4096;

/** Words that a contract answered or logged. */
export interface AbiWords {
  readonly length: number;
  /** As 0x and 64 hex digits. */
  text(index: number): string;
  number(index: number): bigint;
  /** A place or count among these words. */
  index(index: number): number;
}

/** The whole words that a field of 0x-hex states. */
export function abiWords(field: Field): AbiWords {
  const hex = text(field, 2 + 64 * mostWords);
  if (!/^0x(?:[0-9a-fA-F]{64})*$/.test(hex)) return refuse(field, 'whole words of 0x-hex');
  const length = (hex.length - 2) / 64;
  const at = (index: number) =>
    index < length
      ? `0x${hex.slice(2 + 64 * index, 66 + 64 * index).toLowerCase()}`
      : refuse(field, `word ${index}`, `${length} words`);
  return {
    length,
    text: at,
    number: (index) => BigInt(at(index)),
    index(index) {
      const value = BigInt(at(index));
      return value < BigInt(32 * mostWords) ? Number(value) : refuse(field, 'a place in the answer', `${value}`);
    },
  };
}

/** The address in the low-order bytes of a word. */
export function addressOf(word: bigint): string {
  return `0x${wordText(word).slice(-40)}`;
}

/** The number that `bits` bits of a word state, from bit `from` on. */
export function bitsOf(word: bigint, from: number, bits: number): bigint {
  return BigInt.asUintN(bits, word >> BigInt(from));
}

/** The bytes of words in 0x-hex, one after the other. */
export function joined(...words: readonly string[]): Uint8Array {
  return bytesOf(`0x${words.map((word) => word.slice(2)).join('')}`);
}
