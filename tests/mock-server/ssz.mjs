// Light-client objects as SSZ, by an implementation that is not ours.
import { ssz } from '@lodestar/types';

const typeOf = (kind, version) => ssz[version === 'fulu' ? 'electra' : version][kind];
const bytesOf = (kind, { version, data }) => Buffer.from(typeOf(kind, version).serialize(typeOf(kind, version).fromJson(data)));

export const lodestarSsz = {
  object: bytesOf,
  /** An update as it stands in an answer of several: length, digest of the fork, update. */
  chunk(update) {
    const bytes = bytesOf('LightClientUpdate', update);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(bytes.length + 4));
    return Buffer.concat([length, Buffer.from([1, 2, 3, 4]), bytes]);
  },
};
