/** The bytes that an even number of hex digits, with 0x before them, state. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16);
  return bytes;
}

const digits = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** 0x and lower-case hex digits. */
export function hexText(bytes: Uint8Array): string {
  let text = '0x';
  for (const byte of bytes) text += digits[byte];
  return text;
}

/** `parts`, one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** A word of the EVM, its high-order byte first. Wraps at 2^256. */
export function wordOf(number: bigint): Uint8Array {
  return bytesOf(wordText(number));
}

/** A word of the EVM as 0x and 64 hex digits. Wraps at 2^256. */
export function wordText(number: bigint): string {
  return `0x${BigInt.asUintN(256, number).toString(16).padStart(64, '0')}`;
}

/** The number that a word states. */
export function numberOf(word: Uint8Array): bigint {
  return BigInt(hexText(word));
}
