// @ts-check
// A bundle's chain and proofs checked by libraries that others made: @lodestar/light-client and @ethereumjs/mpt.
// Tests compare its answers with ours, benches its times.

import { createMPTFromProof } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { createBeaconConfig } from "@lodestar/config";
import { mainnetChainConfig } from "@lodestar/config/configs";
import { LightclientSpec } from "@lodestar/light-client/spec";
import { ssz } from "@lodestar/types";
// Not among the package's exports, though its own client starts with it.
import { validateLightClientBootstrap } from "../../node_modules/@lodestar/light-client/lib/spec/validateLightClientBootstrap.js";

export { ssz };

const mainnet = {
  chainConfig: mainnetChainConfig,
  genesisTime: 1606824023,
  genesisValidatorsRoot: "0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95",
};

/**
 * @typedef {{ name: string, genesis_time: number, genesis_validators_root: string,
 *   forks: readonly { fork: string, epoch: number, version: string }[] }} NetworkDocument
 * @typedef {{ network: string | NetworkDocument, checkpoint: string }} Trust
 * @typedef {{ version: string, data: unknown }} Versioned
 * @typedef {{ bootstrap: Versioned, updates?: readonly Versioned[], finality_updates?: readonly Versioned[],
 *   optimistic_updates?: readonly Versioned[] }} ChainData
 * @typedef {{ slot: number, root: string, number: number, hash: string, stateRoot: string, time: number }} Header
 * @typedef {{ address: string, accountProof: readonly string[],
 *   storageProof: readonly { key: string, value: string, proof: readonly string[] }[] }} AccountProof
 */

/** @param {string} hex */
export function fromHex(hex) {
  return Uint8Array.from({ length: hex.length / 2 - 1 }, (_, i) => Number.parseInt(hex.slice(2 * i + 2, 2 * i + 4), 16));
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {Uint8Array} bytes */
function toBigInt(bytes) {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}

/**
 * The network that a policy names or describes, as the peer wants it.
 * @param {string | NetworkDocument} network
 */
export function peerNetwork(network) {
  if (network === "mainnet") {
    return {
      config: createBeaconConfig(mainnet.chainConfig, fromHex(mainnet.genesisValidatorsRoot)),
      genesisTime: mainnet.genesisTime,
    };
  }
  if (typeof network === "string") throw new Error(`no network ${network} here`);
  const schedule = network.forks.map(({ fork, epoch, version }) =>
    fork === "phase0"
      ? { GENESIS_FORK_VERSION: fromHex(version) }
      : { [`${fork.toUpperCase()}_FORK_EPOCH`]: epoch, [`${fork.toUpperCase()}_FORK_VERSION`]: fromHex(version) },
  );
  const chainConfig = Object.assign({}, mainnetChainConfig, ...schedule);
  return { config: createBeaconConfig(chainConfig, fromHex(network.genesis_validators_root)), genesisTime: network.genesis_time };
}

/**
 * One light-client object of the Beacon API, or its SSZ in hex.
 * @param {Versioned} object
 * @param {string} type
 * @returns {any}
 */
export function decodeObject({ version, data }, type) {
  const codec = /** @type {any} */ (ssz)[version][type];
  return typeof data === "string" ? codec.deserialize(fromHex(data)) : codec.fromJson(data);
}

/**
 * The client at its checkpoint.
 * @param {Trust} trust
 * @param {ChainData} data
 */
export function startFromCheckpoint(trust, data) {
  const { config, genesisTime } = peerNetwork(trust.network);
  const bootstrap = decodeObject(data.bootstrap, "LightClientBootstrap");
  validateLightClientBootstrap(/** @type {any} */ (config), fromHex(trust.checkpoint), bootstrap);
  return { client: new LightclientSpec(config, {}, bootstrap), genesisTime };
}

/**
 * @param {LightclientSpec} client
 * @param {ChainData} data
 * @param {number} currentSlot
 */
export function applyUpdates(client, data, currentSlot) {
  for (const update of data.updates ?? []) client.onUpdate(currentSlot, decodeObject(update, "LightClientUpdate"));
  for (const update of data.finality_updates ?? []) {
    client.onFinalityUpdate(currentSlot, decodeObject(update, "LightClientFinalityUpdate"));
  }
  for (const update of data.optimistic_updates ?? []) {
    client.onOptimisticUpdate(currentSlot, decodeObject(update, "LightClientOptimisticUpdate"));
  }
}

/**
 * From the checkpoint to the newest headers. Throws where the peer refuses.
 * @param {Trust} trust
 * @param {ChainData} data
 * @param {number} now
 */
export function followChain(trust, data, now) {
  const { client, genesisTime } = startFromCheckpoint(trust, data);
  applyUpdates(client, data, Math.floor((now - genesisTime) / 12));
  return { finalized: facts(client.store.finalizedHeader), optimistic: facts(client.store.optimisticHeader) };
}

/**
 * @param {any} header
 * @returns {Header}
 */
function facts({ beacon, execution }) {
  return {
    slot: beacon.slot,
    root: toHex(ssz.phase0.BeaconBlockHeader.hashTreeRoot(beacon)),
    number: execution.blockNumber,
    hash: toHex(execution.blockHash),
    stateRoot: toHex(execution.stateRoot),
    time: execution.timestamp,
  };
}

/**
 * What a trie holds at `key`, null where the proof shows that it holds nothing. Throws for a bad proof.
 * @param {string} root
 * @param {string} key
 * @param {readonly string[]} proof
 */
async function valueIn(root, key, proof) {
  const emptyRoot = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
  if (root === emptyRoot && proof.length === 0) return null;
  const trie = await createMPTFromProof(proof.map(fromHex), { root: fromHex(root), useKeyHashing: true });
  return trie.get(fromHex(key), true);
}

/**
 * The account under a state root; null where there is none.
 * @param {string} stateRoot
 * @param {AccountProof} proof
 */
export async function accountIn(stateRoot, proof) {
  const leaf = await valueIn(stateRoot, proof.address, proof.accountProof);
  if (leaf === null) return null;
  const [nonce, balance, storageHash, codeHash] = /** @type {Uint8Array[]} */ (RLP.decode(leaf));
  if (nonce === undefined || balance === undefined || storageHash === undefined || codeHash === undefined) {
    throw new Error("not an account");
  }
  return { nonce: toBigInt(nonce), balance: toBigInt(balance), storageHash: toHex(storageHash), codeHash: toHex(codeHash) };
}

/**
 * Every word that the answer proves under its account, by slot.
 * @param {string} storageHash
 * @param {AccountProof} proof
 */
export async function wordsIn(storageHash, proof) {
  /** @type {Map<bigint, bigint>} */
  const words = new Map();
  for (const { key, proof: nodes } of proof.storageProof) {
    const slot = BigInt(key);
    const leaf = await valueIn(storageHash, `0x${slot.toString(16).padStart(64, "0")}`, nodes);
    words.set(slot, leaf === null ? 0n : toBigInt(/** @type {Uint8Array} */ (RLP.decode(leaf))));
  }
  return words;
}
