import { ShapeError } from './untrusted-json.js';

/** A value that somebody stated, and where. */
export interface Field {
  readonly value: unknown;
  readonly path: string;
}

/** The document itself. */
export const rootField = (value: unknown): Field => ({ value, path: '' });

/** Refuses a field: the caller says what it should have been. */
export function refuse(field: Field, expected: string, got: string = describe(field.value)): never {
  throw new ShapeError(field.path, expected, got);
}

/** What kind of value it is; of short text, the text. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return `"${value.slice(0, 80)}"`;
  return typeof value === 'object' ? 'an object' : String(value);
}

/** A member that may be absent. */
export function optionalMember(field: Field, name: string): Field | undefined {
  const members = membersOf(field);
  if (!Object.hasOwn(members, name) || members[name] === undefined) return undefined;
  return { value: members[name], path: field.path === '' ? name : `${field.path}.${name}` };
}

/** A member that must be there. */
export function member(field: Field, name: string): Field {
  return optionalMember(field, name) ?? refuse(field, `a member "${name}"`, 'none');
}

/** The object that a field is. */
export function membersOf(field: Field): Readonly<Record<string, unknown>> {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(field, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

/** The elements of a list of at most `most`. */
export function elements(field: Field, most: number): readonly Field[] {
  const { value, path } = field;
  if (!Array.isArray(value)) return refuse(field, 'a list');
  if (value.length > most) return refuse(field, `a list of at most ${most}`);
  return value.map((element: unknown, i) => ({ value: element, path: `${path}[${i}]` }));
}

/** A text of at most `most` characters. */
export function text(field: Field, most = 256): string {
  if (typeof field.value !== 'string') return refuse(field, 'a text');
  if (field.value.length > most) return refuse(field, `a text of at most ${most} characters`, `${field.value.length}`);
  return field.value;
}

/** One of `words`. */
export function oneOf<Word extends string>(field: Field, words: readonly Word[]): Word {
  return words.find((word) => word === field.value) ?? refuse(field, words.join(' or '));
}

/** A whole number that is exact as a number: a time, a slot, a count. */
export function wholeNumber(field: Field): number {
  const number = unsignedInteger(field);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) return refuse(field, 'a whole number below 2^53');
  return Number(number);
}

/** A whole number of up to 256 bits: decimal digits, or 0x and hex digits, as text or as an exact number. */
export function unsignedInteger(field: Field): bigint {
  const { value } = field;
  const isExact = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  const isText = typeof value === 'string' && /^(?:[0-9]{1,78}|0x[0-9a-fA-F]{1,64})$/.test(value);
  const number = isExact || isText ? BigInt(value) : refuse(field, 'a whole number');
  return number < 1n << 256n ? number : refuse(field, 'a whole number below 2^256');
}

/** 0x-hex of exactly `size` bytes, as it is written. */
export function hexOf(field: Field, size: number): string {
  const { value } = field;
  const fits = typeof value === 'string' && value.length === 2 + 2 * size && /^0x[0-9a-fA-F]*$/.test(value);
  return fits ? value : refuse(field, `${size} bytes of 0x-hex`);
}
