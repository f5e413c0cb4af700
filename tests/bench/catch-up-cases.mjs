// @ts-check
// Mainnet's light-client updates over consecutive periods, from the shared vectors, as bundles without claims: what a
// client does that was away for so long. Written to build/catch-up, never committed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeObject, ssz, toHex } from "../peers/peer-verifier.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const vectors = process.env.CLEARMARGIN_VECTORS || join(root, "../shared/vectors");
const chain = "eip155:1";
const genesisTime = 1606824023;

/** @typedef {{ version: string, data: any }} Versioned */
/** @typedef {{ name: string, folder: string, periods: number, form: string, checkpoint: string, now: number,
 *   bootstrap: Versioned, updates: Versioned[], finality: Versioned | null }} CatchUpCase */

/** The updates of the Beacon API's octet stream: each its length, its fork's digest, its SSZ. @param {Uint8Array} bytes @returns {Uint8Array[]} */
function inOctetStream(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const updates = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    updates.push(bytes.subarray(at + 12, at + 8 + length));
    at += 8 + length;
  }
  return updates;
}

/** @param {string} name @param {"JSON" | "SSZ"} form @returns {CatchUpCase | null} */
function read(name, form) {
  const from = join(vectors, "ethereum", name);
  if (!existsSync(join(from, "case.json"))) return null;
  const json = (/** @type {string} */ file) => JSON.parse(readFileSync(join(from, file), "utf8"));
  const stated = json("case.json");
  const steps = stated.steps.filter((/** @type {any} */ step) => step.type === "update");
  const finality = stated.steps.find((/** @type {any} */ step) => step.type === "finality_update");
  const updates = form === "JSON"
    ? json("updates.json")
    : inOctetStream(readFileSync(join(from, "updates.ssz"))).map((bytes, i) => ({ version: steps[i].version, data: toHex(bytes) }));
  const folder = join(root, "build/catch-up", name);
  const now = genesisTime + 12 * (stated.max_signature_slot + 1);
  const known = { checkpoint: stated.trusted_block_root, now, bootstrap: json("bootstrap.json") };
  return { name, folder, form, ...known, periods: steps.length, updates: updates.slice(0, steps.length), finality: finality ? json(finality.file) : null };
}

/** @param {CatchUpCase} of */
function write({ folder, checkpoint, now, bootstrap, updates, finality }) {
  const account = `${chain}:0x0000000000000000000000000000000000000001`;
  const finality_updates = finality === null ? [] : [finality];
  const bundle = {
    format: "clearmargin/bundle/1",
    account,
    as_of: now,
    chains: { [chain]: { kind: "ethereum", bootstrap, updates, finality_updates } },
    claims: [],
    prices: [],
    positions: [],
  };
  const longTime = 1e9;
  const policy = {
    format: "clearmargin/policy/1",
    accounts: [account],
    trust: { [chain]: { kind: "ethereum", network: "mainnet", checkpoint, accept: "finalized" } },
    assets: [],
    vaults: [],
    collateral: { assets: [] },
    margin: { mode: "cross", trigger: "strict", instruments: [] },
    limits: { max_header_age: longTime, max_checkpoint_age: longTime },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bundle.json"), JSON.stringify(bundle));
  writeFileSync(join(folder, "policy.json"), JSON.stringify(policy));
}

/** The cases of which there are vectors here, each written to its folder. */
export function catchUpCases() {
  const cases = [read("mainnet-capella-862", "JSON"), read("mainnet-deneb-1347", "SSZ")].filter((each) => each !== null);
  for (const each of cases) write(each);
  return cases;
}

/** The updates as a Beacon API server gives them in JSON. @param {CatchUpCase} of @returns {Versioned[]} */
export function updatesInJson({ updates }) {
  return updates.map((update) => {
    if (typeof update.data !== "string") return update;
    const codec = /** @type {any} */ (ssz)[update.version].LightClientUpdate;
    return { version: update.version, data: codec.toJson(decodeObject(update, "LightClientUpdate")) };
  });
}
