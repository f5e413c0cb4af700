// The one file that knows the library of hashes. The build puts the library inside, so that nothing is installed with
// this package.
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { keccak_256 as nobleKeccak256 } from '@noble/hashes/sha3.js';

/** Keccak-256, with which the EVM places storage and links its tries. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return nobleKeccak256(bytes);
}

/** SHA-256, with which the beacon chain links its blocks. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}
