// @ts-check
// Our wasm in Node, our native build and the peers on the same inputs, in one run: times, ratios, sizes.
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

/** One process's work. @param {string} folder @param {string} work */
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

/** @param {string} folder @param {string} work */
function measureInProcesses(folder, work) {
  const script = fileURLToPath(import.meta.url);
  const runs = Array.from({ length: processes }, () =>
    JSON.parse(execFileSync(process.execPath, [script, "--measure", folder, work], { encoding: "utf8" })),
  );
  return { first_ms: median(runs.map((run) => run.first_ms)), warm_ms: median(runs.map((run) => run.warm_ms)) };
}

/** @param {string} name @param {{ first_ms: number, warm_ms: number }} times @param {string} [ratio] */
function row(name, { first_ms: first, warm_ms: warm }, ratio = "") {
  console.log(`${name.padEnd(76)}${first.toFixed(2).padStart(10)}${warm.toFixed(2).padStart(10)}  ${ratio}`);
}

async function main() {
  const sample = join(root, "tests/fixtures/sample");
  const mainnet = join(root, "build/mainnet-case");
  const folders = [sample, mainnet].filter((folder) => existsSync(join(folder, "bundle.json")));
  const peers = JSON.parse(execFileSync(process.execPath, [join(here, "peers.mjs"), ...folders], { encoding: "utf8", maxBuffer: 1 << 26 }));
  for (const folder of folders) {
    const input = basename(folder);
    const bundle = readFileSync(join(folder, "bundle.json"), "utf8");
    const policy = readFileSync(join(folder, "policy.json"), "utf8");
    const now = JSON.parse(bundle).as_of;
    const verifier = await createVerifier();
    const request = marginRequest(JSON.parse(policy), await verifier.verifyBundle(bundle, policy, now), 64);
    mkdirSync(join(root, "build/bench"), { recursive: true });
    const requestFile = join(root, `build/bench/margin-${input}.json`);
    writeFileSync(requestFile, JSON.stringify(request));
    const native = JSON.parse(
      execFileSync(join(root, "build/native/tests/clearmargin_bench"),
        [join(folder, "bundle.json"), join(folder, "policy.json"), String(now), requestFile], { encoding: "utf8" }),
    );
    console.log(`\n${input}`.padEnd(77) + "first ms".padStart(10) + "warm ms".padStart(10) + "  wasm is so many times as fast (first, warm)");
    for (const work of ["verify bundle", "margin of 64 positions"]) {
      const ours = measureInProcesses(folder, work);
      row(`wasm: ${work}`, ours);
      row(`native: ${work}`, native[work], `${(native[work].first_ms / ours.first_ms).toFixed(2)}, ${(native[work].warm_ms / ours.warm_ms).toFixed(2)}`);
      if (work !== "verify bundle") continue;
      for (const peer of peers.filter((/** @type {any} */ each) => each.input === input)) {
        const times = { first_ms: peer.first_ms, warm_ms: peer.warm_ms_median };
        const isWhole = peer.name.endsWith("whole bundle");
        row(peer.name, times, isWhole ? `${(times.first_ms / ours.first_ms).toFixed(1)}, ${(times.warm_ms / ours.warm_ms).toFixed(1)}` : "");
      }
    }
  }
  const wasm = readFileSync(join(root, "web/dist/core.wasm"));
  console.log(`\nwasm: ${wasm.length} bytes, gzip ${gzipSync(wasm, { level: 9 }).length}, brotli ${brotliCompressSync(wasm).length}`);
}

if (process.argv[2] === "--measure") {
  const [, , , folder = "", work = ""] = process.argv;
  process.stdout.write(JSON.stringify(await measure(folder, work)));
} else {
  await main();
}
