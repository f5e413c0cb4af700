// @ts-check
// A rollup's block by its anchor in a parent chain's state, with @ethereumjs/mpt, @ethereumjs/rlp and @noble/hashes:
// written from the contracts' storage layouts, for the kinds of anchors that the fixtures have.

import { RLP } from "@ethereumjs/rlp";
import { keccak_256 } from "@noble/hashes/sha3.js";

import { accountIn, fromHex, toHex, wordsIn } from "./peer-verifier.mjs";

/**
 * @typedef {import("./peer-verifier.mjs").AccountProof} AccountProof
 * @typedef {{ hash: string, number: bigint, time: number, stateRoot: string, level: "proven" | "proposed" }} RollupBlock
 * @typedef {{ number: bigint, time: number, stateRoot: string, hash: string, extraData: string, withdrawalsRoot: string | null }} RollupHeader
 * @typedef {{ stateRoot: string, time: number }} ParentBlock
 * @typedef {Record<string, any>} AnchorProof
 */

/** @param {bigint | string} value */
const word = (value) => BigInt(value).toString(16).padStart(64, "0");

/** @param {...string} words without 0x */
const hashOf = (...words) => toHex(keccak_256(fromHex(`0x${words.join("")}`)));

/** The slot of `mapping[key]`. @param {bigint} slot @param {bigint | string} key */
const entryOf = (slot, key) => BigInt(hashOf(word(key), word(slot)));

/** @param {boolean} holds @param {string} what @returns {asserts holds} */
function demand(holds, what) {
  if (!holds) throw new Error(what);
}

/** The words of the contract at `address` that `proof` shows. @param {string} stateRoot @param {string} address @param {AccountProof} proof */
async function contractWords(stateRoot, address, proof) {
  demand(proof.address.toLowerCase() === address.toLowerCase(), "another contract's proof");
  const account = await accountIn(stateRoot, proof);
  demand(account !== null, "no contract");
  const words = await wordsIn(account.storageHash, proof);
  return (/** @type {bigint} */ slot) => {
    const value = words.get(slot);
    demand(value !== undefined, `slot ${slot} is not in the proof`);
    return value;
  };
}

/** @param {string} rlp @returns {RollupHeader} */
function readHeader(rlp) {
  const fields = /** @type {Uint8Array[]} */ (RLP.decode(fromHex(rlp))).map(toHex);
  const number = (/** @type {number} */ index) => (fields[index] === "0x" ? 0n : BigInt(fields[index] ?? "0x"));
  return {
    hash: toHex(keccak_256(fromHex(rlp))),
    stateRoot: fields[3] ?? "",
    number: number(8),
    time: Number(number(11)),
    extraData: fields[12] ?? "",
    withdrawalsRoot: fields.length >= 21 ? (fields[16] ?? "") : null,
  };
}

/**
 * The block of an OP Stack chain that a game anchors. Throws where nothing does.
 * @param {ParentBlock} parent @param {any} trust @param {AnchorProof} proof @returns {Promise<RollupBlock>}
 */
export async function opStackBlock({ stateRoot, time }, trust, proof) {
  const { games } = trust.rollup;
  const header = readHeader(proof.header_rlp);
  const messages = header.withdrawalsRoot ?? proof.message_passer_storage_root;
  const root = hashOf(word(0n), word(header.stateRoot), word(messages), word(header.hash));
  const factory = await contractWords(stateRoot, games.factory, proof.factory_proof);
  const byIndex = proof.game_index !== undefined;
  if (!byIndex) demand(BigInt(proof.extra_data) === header.number, "a game about another block");
  const uuid = hashOf(word(proof.game_type ?? 0n), word(root), word(96n), word(32n), word(header.number));
  const id = factory(byIndex ? BigInt(hashOf(word(104n))) + BigInt(proof.game_index) : entryOf(103n, uuid));
  demand(id !== 0n, "no such game");
  const [type, madeAt, proxy] = [Number(id >> 224n), (id >> 160n) & (2n ** 64n - 1n), `0x${word(id & (2n ** 160n - 1n)).slice(24)}`];
  demand(games.game_types.includes(type), "a type that does not count");

  const guardian = await contractWords(stateRoot, games.guardian.contract, proof.guardian_proof);
  demand(guardian(entryOf(5n, proxy)) === 0n, "set aside");
  const respected = guardian(6n);
  demand(Number(respected & 0xffffffffn) === type, "a type that is not respected");
  demand(madeAt > ((respected >> 32n) & (2n ** 64n - 1n)), "retired");
  const facts = { hash: header.hash, number: header.number, time: header.time, stateRoot: header.stateRoot };
  if (proof.kind === "anchor_game") {
    demand(guardian(2n) === BigInt(proxy), "not the anchor");
    return { ...facts, level: "proven" };
  }
  const game = await contractWords(stateRoot, proxy, proof.game_proof);
  if (byIndex) demand(game(BigInt(hashOf(word(2n))) + 3n) === BigInt(root), "another root claim");
  const state = game(0n);
  const [resolvedAt, status] = [(state >> 64n) & (2n ** 64n - 1n), (state >> 128n) & 0xffn];
  demand(status !== 1n && ((state >> 144n) & 0xffn) === 0n, "lost");
  const isFinal = status === 2n && BigInt(time) > resolvedAt + BigInt(games.finality_delay);
  return { ...facts, level: isFinal ? "proven" : "proposed" };
}

/**
 * The block of an Arbitrum chain that its outbox holds or its rollup asserts. Throws where neither does.
 * @param {ParentBlock} parent @param {any} trust @param {AnchorProof} proof @returns {Promise<RollupBlock>}
 */
export async function arbitrumBlock({ stateRoot }, trust, proof) {
  const header = readHeader(proof.header_rlp);
  const sendRoot = header.extraData;
  demand(proof.send_root === undefined || proof.send_root === sendRoot, "another send root");
  const facts = { hash: header.hash, number: header.number, time: header.time, stateRoot: header.stateRoot };
  if (proof.kind === "outbox") {
    const outbox = await contractWords(stateRoot, trust.rollup.outbox, proof.outbox_proof);
    demand(outbox(entryOf(3n, sendRoot)) === BigInt(header.hash), "not in the outbox");
    return { ...facts, level: "proven" };
  }
  const rollup = await contractWords(stateRoot, trust.rollup.rollup, proof.rollup_proof);
  const { parent_assertion_hash: before, inbox_acc: inbox, after_state: state } = proof.assertion;
  const [values, positions] = [state.global_state.bytes32_vals, state.global_state.u64_vals];
  demand(values[0] === header.hash && values[1] === sendRoot && state.machine_status === "1", "another block");
  const words = [values[0], values[1], positions[0], positions[1], state.machine_status, state.end_history_root].map(word);
  const hash = hashOf(word(before), hashOf(...words).slice(2), word(inbox));
  const statusOf = (/** @type {string} */ assertion) => (rollup(entryOf(117n, assertion)) >> 200n) & 0xffn;
  const status = statusOf(hash);
  demand(status === 1n || status === 2n, "no such assertion");
  if (status === 2n) return { ...facts, level: "proven" };
  demand(statusOf(before) === 2n, "it follows no confirmed one");
  demand(((rollup(entryOf(117n, before)) >> 64n) & (2n ** 64n - 1n)) === 0n, "it has a rival");
  return { ...facts, level: "proposed" };
}
