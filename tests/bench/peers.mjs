// @ts-check
// Times of other implementations on our inputs: @lodestar/light-client from checkpoint to header, @ethereumjs/mpt for proofs.
// Prints a JSON list of {name, peer, work, input, first_ms, warm_ms_median, n}. A first call is the first in a fresh process, once
// all modules are loaded; warm calls follow in the same process. Both are medians.
//   node tests/bench/peers.mjs [FOLDER...]   folders with bundle.json and policy.json; default: one-chain, and the mainnet
//                                            case where `npm run -w tests/fixtures mainnet-case` has made it

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "../..");
const processes = 5;
/** Warm calls of one process: this many, or as many as the time allows, but never fewer than the least. */
const warmCalls = { least: Number(process.argv[5] ?? 5), most: 50, milliseconds: 1500 };

/** @typedef {{ work: string, first_ms: number, warm_ms: number[] }} Timing */

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {number} ms */
function rounded(ms) {
  return Math.round(ms * 1000) / 1000;
}

/**
 * @param {string} work
 * @param {() => unknown} call
 * @returns {Promise<Timing>}
 */
async function time(work, call) {
  /** @type {number[]} */
  const times = [];
  const begin = performance.now();
  const isEnough = () =>
    times.length > warmCalls.most || (times.length > warmCalls.least && performance.now() - begin > warmCalls.milliseconds);
  while (!isEnough()) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return { work, first_ms: times[0] ?? Number.NaN, warm_ms: times.slice(1) };
}

/**
 * One process's work: the named measurement, alone, so that nothing before it has warmed anything.
 * @param {string} folder
 * @param {string} work
 */
async function measure(folder, work) {
  const { accountIn, applyUpdates, followChain, startFromCheckpoint, wordsIn } = await import("../peers/peer-verifier.mjs");
  const text = readFileSync(join(folder, "bundle.json"), "utf8");
  const policy = JSON.parse(readFileSync(join(folder, "policy.json"), "utf8"));
  const bundle = JSON.parse(text);
  const chain = Object.keys(bundle.chains)[0] ?? "";
  const trust = policy.trust[chain];
  const now = bundle.as_of;

  /** @param {any} from */
  const newestIn = (from) => {
    const followed = followChain(trust, from.chains[chain], now);
    return trust.accept === "optimistic" ? followed.optimistic : followed.finalized;
  };
  /**
   * @param {string} stateRoot
   * @param {any} proof
   */
  const prove = async (stateRoot, proof) => {
    const account = await accountIn(stateRoot, proof);
    if (account !== null) await wordsIn(account.storageHash, proof);
  };

  if (work === "checkpoint to header") return time(work, () => newestIn(JSON.parse(text)));
  if (work === "whole bundle") {
    return time(work, async () => {
      const parsed = JSON.parse(text);
      const { stateRoot } = newestIn(parsed);
      for (const claim of parsed.claims) {
        await prove(stateRoot, claim.proof);
        if (claim.implementation_proof !== undefined) await prove(stateRoot, claim.implementation_proof);
      }
    });
  }
  if (work === "one update") {
    const data = bundle.chains[chain];
    const { client, genesisTime } = startFromCheckpoint(trust, data);
    const slot = Math.floor((now - genesisTime) / 12);
    const kinds = /** @type {const} */ (["finality_updates", "optimistic_updates"]);
    const kind = kinds.find((candidate) => (data[candidate] ?? []).length > 0) ?? "updates";
    const updateText = JSON.stringify({ [kind]: data[kind].slice(0, 1) });
    // The committee that signs is known by then, as in a client that has run for a while.
    applyUpdates(client, { ...data, finality_updates: [], optimistic_updates: [] }, slot);
    if (kind !== "finality_updates") applyUpdates(client, JSON.parse(updateText), slot);
    return time(work, () => applyUpdates(client, JSON.parse(updateText), slot));
  }
  const { stateRoot } = newestIn(bundle);
  const claim = bundle.claims.find((/** @type {any} */ candidate) => candidate.proof.storageProof.length > 0);
  const alone = { ...claim.proof, storageProof: claim.proof.storageProof.slice(0, 1) };
  const proofText = JSON.stringify(alone);
  return time(work, () => prove(stateRoot, JSON.parse(proofText)));
}

/**
 * @param {string} peer
 * @param {string} folder
 * @param {string} work
 * @param {readonly string[]} flags
 */
function measureInProcesses(peer, folder, work, flags) {
  const runs = Array.from({ length: processes }, () => {
    const script = fileURLToPath(import.meta.url);
    const out = execFileSync(process.execPath, [...flags, script, "--measure", folder, work], { encoding: "utf8", cwd: root });
    return /** @type {Timing} */ (JSON.parse(out));
  });
  const warm = runs.flatMap((run) => run.warm_ms);
  return {
    name: `${peer}: ${work}`,
    peer,
    work,
    input: basename(folder),
    first_ms: rounded(median(runs.map((run) => run.first_ms))),
    warm_ms_median: rounded(median(warm)),
    n: warm.length,
  };
}

if (process.argv[2] === "--measure") {
  const [, , , folder = "", work = ""] = process.argv;
  process.stdout.write(JSON.stringify(await measure(folder, work)));
} else {
  const given = process.argv.slice(2).map((folder) => resolve(folder));
  const usual = ["tests/fixtures/one-chain", "build/mainnet-case"].map((folder) => join(root, folder));
  const folders = (given.length > 0 ? given : usual).filter((folder) => existsSync(join(folder, "bundle.json")));
  const native = "@lodestar/light-client, blst native (Node's default)";
  const herumi = "@lodestar/light-client, herumi wasm (the browser's default)";
  const withHerumi = ["--import", new URL("herumi.mjs", import.meta.url).href];
  const rows = folders.flatMap((folder) => [
    ...["checkpoint to header", "one update", "whole bundle"].flatMap((work) => [
      measureInProcesses(native, folder, work, []),
      measureInProcesses(herumi, folder, work, withHerumi),
    ]),
    measureInProcesses("@ethereumjs/mpt", folder, "account and storage proof", []),
  ]);
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
}
