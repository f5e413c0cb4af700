import type { EthGetProof, StorageProof } from '../bundle.js';
import { bytesOf, hexText } from './bytes.js';
import { elements, hexOf, member, refuse, text, unsignedInteger, type Field } from './field.js';
import { keccak256 } from './hashes.js';

/** What a proof was asked for. */
export interface ProofSubject {
  readonly address: string;
  readonly slots: readonly bigint[];
  readonly stateRoot: string;
}

/** The root of a trie with nothing in it: keccak256(rlp("")). */
export const EMPTY_TRIE_ROOT = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';

/** 64 steps of a hashed key, one node a step and the leaf; a branch with 16 hashes takes 532 bytes. */
const mostNodes = 65;
const longestNode = 2 + 2 * 532;

/**
 * An answer of `eth_getProof` (EIP-1186): what a bundle holds of it, in the words of the node. Its nodes are linked
 * from the root of the state on; whether they lead to the account is the verifier's to say.
 */
export function readProof(answer: Field, { address, slots, stateRoot }: ProofSubject): EthGetProof {
  const stated = member(answer, 'address');
  if (hexOf(stated, 20).toLowerCase() !== address.toLowerCase()) refuse(stated, address);
  const storageHash = hexOf(member(answer, 'storageHash'), 32);
  const entries = elements(member(answer, 'storageProof'), 1024);
  return {
    address: stated.value as string,
    accountProof: readNodes(member(answer, 'accountProof'), stateRoot),
    balance: quantity(member(answer, 'balance')),
    codeHash: hexOf(member(answer, 'codeHash'), 32),
    nonce: quantity(member(answer, 'nonce')),
    storageHash,
    storageProof: slots.map((slot) => readStorageProof(entryOf(slot, entries, answer), storageHash)),
  };
}

function quantity(field: Field): string {
  unsignedInteger(field);
  return text(field);
}

/** Some nodes write slots without leading zeros. */
function entryOf(slot: bigint, entries: readonly Field[], answer: Field): Field {
  const found = entries.find((entry) => unsignedInteger(member(entry, 'key')) === slot);
  return found ?? refuse(answer, `a proof of slot 0x${slot.toString(16)}`, 'none');
}

function readStorageProof(entry: Field, storageHash: string): StorageProof {
  return {
    key: text(member(entry, 'key')),
    value: quantity(member(entry, 'value')),
    proof: readNodes(member(entry, 'proof'), storageHash),
  };
}

function readNodes(list: Field, root: string): readonly string[] {
  const nodes = elements(list, mostNodes).map((node) => {
    const hex = text(node, longestNode);
    return /^0x(?:[0-9a-fA-F]{2})+$/.test(hex) ? hex : refuse(node, 'bytes of 0x-hex');
  });
  assertLinked(list, nodes, root);
  return nodes;
}

/** Each node's hash, or a short node itself, stands in the node before it; the first one's hash is the root. */
function assertLinked(list: Field, nodes: readonly string[], root: string): void {
  if (nodes.length === 0 && !isEmptyRoot(root)) refuse(list, `nodes from ${root} on`, 'none');
  let before = root.toLowerCase();
  nodes.forEach((node, i) => {
    const plain = node.toLowerCase().slice(2);
    const hash = hexText(keccak256(bytesOf(`0x${plain}`))).slice(2);
    const isEmbedded = i > 0 && plain.length < 64 && before.includes(plain);
    if (!before.includes(hash) && !isEmbedded) {
      refuse(
        { ...list, path: `${list.path}[${i}]` },
        i === 0 ? `a node of hash ${root}` : 'a node that the one before names',
        `one of hash 0x${hash}`,
      );
    }
    before = plain;
  });
}

/** Some nodes give an absent account a storage hash of zeros. */
function isEmptyRoot(root: string): boolean {
  return root.toLowerCase() === EMPTY_TRIE_ROOT || /^0x0+$/.test(root);
}
