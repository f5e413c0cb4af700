// @ts-check
// Our wasm in Node, our native build and the peers on the same inputs, in one run: times, ratios, sizes.
// With --chains only what rollups cost is measured.
// A first call is the first in a fresh process, with the module compiled and ready; warm calls follow in the same process.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { createVerifier } from "clearmargin/inline";
import { marginRequest } from "./margin-request.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const self = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));
const processes = 5;
const warmCalls = 60;

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {() => Promise<unknown>} work */
async function time(work) {
  const times = [];
  for (let i = 0; i <= warmCalls; ++i) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return { first_ms: times[0] ?? Number.NaN, warm_ms: median(times.slice(1)) };
}

/** @typedef {{ first_ms: number, warm_ms: number }} Times */

/** One process's work with the shipped package. @param {string} folder @param {string} work */
async function measure(folder, work) {
  const bundle = readFileSync(join(folder, "bundle.json"), "utf8");
  const policy = readFileSync(join(folder, "policy.json"), "utf8");
  const now = JSON.parse(bundle).as_of;
  const verifier = await createVerifier();
  if (work === "verify bundle") return time(() => verifier.verifyBundle(bundle, policy, now));
  const report = await verifier.verifyBundle(bundle, policy, now);
  const request = marginRequest(JSON.parse(policy), report, 64);
  return time(() => verifier.computeMargin(request));
}

/** The median of several processes, each of which prints times by work. @param {() => Record<string, Times>} run */
function inProcesses(run) {
  const runs = Array.from({ length: processes }, run);
  const works = Object.keys(runs[0] ?? {});
  /** @param {string} work @param {"first_ms" | "warm_ms"} which */
  const middle = (work, which) => median(runs.map((times) => times[work]?.[which] ?? Number.NaN));
  return Object.fromEntries(works.map((work) => [work, { first_ms: middle(work, "first_ms"), warm_ms: middle(work, "warm_ms") }]));
}

/** @param {string} program @param {readonly string[]} args @returns {any} */
function json(program, args) {
  return JSON.parse(execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 }));
}

/** @param {string} name @param {Times} times @param {Times} [ours] */
function row(name, times, ours) {
  const ratios = ours === undefined ? "" : `${ratio(times.first_ms, ours.first_ms)}${ratio(times.warm_ms, ours.warm_ms)}`;
  console.log(`  ${name.padEnd(62)}${number(times.first_ms)}${number(times.warm_ms)}${ratios}`);
}

/** @param {number} value */
function number(value) {
  return value.toFixed(value < 10 ? 3 : 1).padStart(10);
}

/** @param {number} theirs @param {number} ours */
function ratio(theirs, ours) {
  return `${(theirs / ours).toFixed(1)} x`.padStart(10);
}

/** What each of our works is called among the peers'. */
const peerWork = new Map([
  ["verify bundle", "whole bundle"],
  ["one update", "one update"],
  ["account and storage proof", "account and storage proof"],
]);

/** Runs all there is on one input. @param {string} folder @param {any[]} peers */
async function compare(folder, peers) {
  const input = basename(folder);
  const files = [join(folder, "bundle.json"), join(folder, "policy.json")];
  const [bundle = "", policy = ""] = files.map((file) => readFileSync(file, "utf8"));
  const now = JSON.parse(bundle).as_of;
  const verifier = await createVerifier();
  const request = marginRequest(JSON.parse(policy), await verifier.verifyBundle(bundle, policy, now), 64);
  verifier.dispose();
  mkdirSync(join(root, "build/bench"), { recursive: true });
  const requestFile = join(root, `build/bench/margin-${input}.json`);
  writeFileSync(requestFile, JSON.stringify(request));
  const stageArguments = [...files, String(now), requestFile];
  const native = inProcesses(() => json(join(root, "build/native/tests/clearmargin_bench"), stageArguments));
  const stages = inProcesses(() => json(process.execPath, [join(root, "build/wasm/tests/clearmargin_bench.js"), ...stageArguments]));

  console.log(`\n${input}`.padEnd(65) + ["first ms", "warm ms", "first", "warm"].map((head) => head.padStart(10)).join(""));
  for (const work of Object.keys(native)) {
    const isEntryPoint = work === "verify bundle" || work.startsWith("64 positions: compute_margin");
    const ours = isEntryPoint ? inProcesses(() => ({ [work]: json(process.execPath, [self, "--measure", folder, work]) }))[work] : stages[work];
    if (ours === undefined || native[work] === undefined) continue;
    console.log(work);
    row(isEntryPoint ? "clearmargin, wasm in Node" : "clearmargin, wasm in Node (C++ calling C++)", ours);
    row("clearmargin, native", native[work], ours);
    for (const peer of peers.filter((each) => each.input === input && each.work === peerWork.get(work))) {
      row(peer.peer, { first_ms: peer.first_ms, warm_ms: peer.warm_ms_median }, ours);
    }
  }
}

/** The sample with only the claims that `wanted` takes, and only the chains that these need. @param {string} name @param {readonly string[]} wanted */
function sampleWith(name, wanted) {
  const sample = join(root, "tests/fixtures/sample");
  const bundle = JSON.parse(readFileSync(join(sample, "bundle.json"), "utf8"));
  const claims = bundle.claims.filter((/** @type {any} */ { id }) => wanted.includes(id));
  const needed = new Set(claims.flatMap((/** @type {any} */ { chain }) => [chain, bundle.chains[chain].parent]));
  const chains = Object.fromEntries(Object.entries(bundle.chains).filter(([chain]) => needed.has(chain)));
  const folder = join(root, "build/bench", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bundle.json"), JSON.stringify({ ...bundle, chains, claims }));
  writeFileSync(join(folder, "policy.json"), readFileSync(join(sample, "policy.json")));
  return folder;
}

/** What the first may cost of the second. */
const mostForThreeChains = 1.5;

/** One vault on each of three chains against one vault on the first: both follow the same light client. */
function compareChains() {
  const work = "verify bundle";
  const folders = {
    one: sampleWith("one-vault", ["usdc-in-vault"]),
    three: sampleWith("three-vaults", ["usdc-in-vault", "weth-on-op", "usdc-on-arbitrum"]),
  };
  // By turns, so that whatever else the machine does meets both.
  const timesOf = (/** @type {string} */ folder) => json(process.execPath, [self, "--measure", folder, work]);
  const { one, three } = inProcesses(() => ({ one: timesOf(folders.one), three: timesOf(folders.three) }));
  if (three === undefined || one === undefined) throw new Error("nothing was measured");
  console.log("\nthree chains, one vault each".padEnd(65) + ["first ms", "warm ms", "first", "warm"].map((head) => head.padStart(10)).join(""));
  row("one Ethereum vault, wasm in Node", one);
  row("one vault on each of three chains, wasm in Node", three, one);
  console.log(`  cold: ${(three.first_ms / one.first_ms).toFixed(2)} times one vault, at most ${mostForThreeChains} wanted`);
  if (three.first_ms > mostForThreeChains * one.first_ms) process.exitCode = 1;
}

async function main() {
  const inputs = [join(root, "tests/fixtures/one-chain"), join(root, "build/mainnet-case")];
  const folders = inputs.filter((folder) => existsSync(join(folder, "bundle.json")));
  const peers = json(process.execPath, [join(here, "peers.mjs"), ...folders]);
  console.log("Milliseconds, and how many times as long as our wasm it takes. First: the first call of a process, all loaded and compiled.");
  for (const folder of folders) await compare(folder, peers);
  compareChains();
  const wasm = readFileSync(join(root, "web/dist/core.wasm"));
  console.log(`\nwasm: ${wasm.length} bytes, gzip ${gzipSync(wasm, { level: 9 }).length}, brotli ${brotliCompressSync(wasm).length}`);
}

if (process.argv[2] === "--measure") {
  const [, , , folder = "", work = ""] = process.argv;
  process.stdout.write(JSON.stringify(await measure(folder, work)));
} else if (process.argv[2] === "--chains") {
  compareChains();
} else {
  await main();
}
