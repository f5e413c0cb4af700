// @ts-nocheck
// What the peer's libraries take for granted beyond a browser's own globals, and bundlers usually add.

globalThis.process ??= { env: {}, versions: {} };

globalThis.Buffer ??= class Buffer extends Uint8Array {
  static alloc(size) {
    return new Buffer(size);
  }
  static allocUnsafe(size) {
    return new Buffer(size);
  }
  static concat(parts) {
    return new Buffer(parts.flatMap((part) => [...part]));
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  static from(value, encoding) {
    if (typeof value !== "string") return new Buffer(value);
    if (encoding !== "hex") return new Buffer(new TextEncoder().encode(value));
    return new Buffer(value.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []);
  }
  writeUIntLE(value, offset, length) {
    for (let i = 0; i < length; ++i) this[offset + i] = Math.floor(value / 256 ** i) % 256;
    return offset + length;
  }
  toString(encoding) {
    if (encoding !== "hex") return new TextDecoder().decode(this);
    return Array.prototype.map.call(this, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
};
