declare const hexBrand: unique symbol;

/** `0x` and an even number of lower-case hex digits. Made only by {@link hex}. */
export type Hex = `0x${string}` & { readonly [hexBrand]: true };

const hexForm = /^0x(?:[0-9a-f]{2})*$/;

/** Whether `text` is `0x` and an even number of lower-case hex digits. */
export function isHex(text: string): text is Hex {
  return hexForm.test(text);
}

/**
 * `text` as {@link Hex}; upper-case digits are made lower-case.
 * @throws {TypeError} if it is not `0x` and an even number of hex digits.
 */
export function hex(text: string): Hex {
  const lower = text.toLowerCase();
  if (!isHex(lower)) throw new TypeError(`expected 0x and an even number of hex digits, got ${text.slice(0, 64)}`);
  return lower;
}
