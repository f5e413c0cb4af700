import { bytesOf, wordOf } from './bytes.js';
import { refuse, text, unsignedInteger, type Field } from './field.js';

/** The key of a mapping's entry: of a value type the word it is padded to, of string and bytes the bytes. */
export type MappingKey = { readonly word: Uint8Array } | { readonly bytes: Uint8Array };

/**
 * The key of type `type` whose value is written in `value`.
 * Spec: Solidity ABI: numbers, bool and address are padded on the left, bytesN on the right.
 */
export function readMappingKey(type: Field, value: Field): MappingKey {
  const name = text(type, 32);
  if (name === 'string') return { bytes: new TextEncoder().encode(text(value, 4096)) };
  if (name === 'bytes') return { bytes: bytesOf(evenHex(value)) };
  if (name === 'bool') return { word: wordOf(boolean(value)) };
  if (name === 'address') return addressKey(hexOfSize(value, 20));
  const [, kind, digits] = /^(uint|int|bytes)([1-9]\d{0,2})$/.exec(name) ?? [];
  const size = Number(digits);
  if (kind === 'bytes' && size <= 32) return { word: rightPadded(bytesOf(hexOfSize(value, size))) };
  if ((kind === 'uint' || kind === 'int') && size % 8 === 0 && size <= 256) {
    return { word: wordOf(kind === 'uint' ? unsigned(value, size) : signed(value, size)) };
  }
  return refuse(type, 'uint8..uint256, int8..int256, bool, address, bytes1..bytes32, bytes or string');
}

/** The key of type address. */
export function addressKey(address: string): MappingKey {
  return { word: wordOf(BigInt(address)) };
}

function unsigned(value: Field, bits: number): bigint {
  const number = unsignedInteger(value);
  return number < 1n << BigInt(bits) ? number : refuse(value, `at most ${bits} bits`);
}

function signed(value: Field, bits: number): bigint {
  const written = text(value, 80);
  const isNegative = written.startsWith('-');
  const magnitude = unsignedInteger({ ...value, value: isNegative ? written.slice(1) : written });
  const limit = 1n << BigInt(bits - 1);
  if (magnitude > (isNegative ? limit : limit - 1n)) return refuse(value, `a signed integer of ${bits} bits`);
  return isNegative ? -magnitude : magnitude;
}

function boolean(value: Field): bigint {
  if (value.value === 'true') return 1n;
  return value.value === 'false' ? 0n : refuse(value, 'true or false');
}

function hexOfSize(value: Field, size: number): string {
  const hex = evenHex(value);
  return hex.length === 2 + 2 * size ? hex : refuse(value, `${size} bytes of 0x-hex`);
}

function evenHex(value: Field): string {
  const hex = text(value, 8192);
  return /^0x(?:[0-9a-fA-F]{2})*$/.test(hex) ? hex : refuse(value, 'bytes of 0x-hex');
}

function rightPadded(bytes: Uint8Array): Uint8Array {
  const word = new Uint8Array(32);
  word.set(bytes);
  return word;
}
