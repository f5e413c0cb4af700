/** A chain by CAIP-2, as `eip155:1`. */
export type ChainId = `${string}:${string}`;

/** An account by CAIP-10, as `eip155:1:0x…`. */
export type AccountId = `${string}:${string}:${string}`;

/** An asset by CAIP-19, as `eip155:1/slip44:60`. */
export type AssetId = `${string}:${string}/${string}:${string}`;

/** Seconds since 1970-01-01 00:00 UTC. */
export type UnixSeconds = number;

/** A decimal number as text, as written by a person or a venue: checked by the verifier, not by its type. */
export type AmountText = string;

/** Bytes as text, as written by a person or a server: checked by the verifier, not by its type. */
export type HexText = string;
