// @ts-check
// Catching up over consecutive periods of mainnet, cold and warm: our wasm in Node and in Chromium, our native build, and
// the peers on the same data. Cold: the first call of a fresh process or page, with all modules loaded and compiled.
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { startChromium } from "../browser/chromium.mjs";
import { catchUpCases } from "./catch-up-cases.mjs";
import { startHeliosServer } from "./helios-server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const processes = 3;
const warmCalls = 20;
/** Of the peer, whose catching up takes long: minutes over many periods. */
const leastWarmCalls = 1;
const peerProcesses = (/** @type {CatchUpCase} */ { periods }) => (periods > 10 ? 1 : processes);
const herumi = ["--import", new URL("herumi.mjs", import.meta.url).href];

/** @typedef {import("./catch-up-cases.mjs").CatchUpCase} CatchUpCase */
/** @typedef {{ first_ms: number, warm_ms: number }} Times */

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {number[][]} runs the times of each process or page, in order @returns {Times} */
function timesOf(runs) {
  return { first_ms: median(runs.map(([first = Number.NaN]) => first)), warm_ms: median(runs.flatMap((times) => times.slice(1))) };
}

/** @param {string} program @param {readonly string[]} args @returns {any} */
function json(program, args) {
  return JSON.parse(execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26, cwd: root }));
}

/** @param {(run: number) => Times} measure @param {number} [count] @returns {Times} */
function inProcesses(measure, count = processes) {
  const runs = Array.from({ length: count }, (_, run) => measure(run));
  return { first_ms: median(runs.map(({ first_ms }) => first_ms)), warm_ms: median(runs.map(({ warm_ms }) => warm_ms)) };
}

/** @param {CatchUpCase} of @param {string} program @param {readonly string[]} before @returns {Record<string, Times>} */
function stages({ folder, now }, program, before) {
  return json(program, [...before, join(folder, "bundle.json"), join(folder, "policy.json"), String(now)]);
}

/** @param {CatchUpCase} of @param {string} program @param {readonly string[]} before @param {string} work */
function stage(of, program, before, work) {
  return inProcesses(() => stages(of, program, before)[work] ?? { first_ms: Number.NaN, warm_ms: Number.NaN });
}

/** @param {CatchUpCase} of @param {readonly string[]} flags @param {string} work @returns {Times} */
function lodestarInNode(of, flags, work) {
  const args = [...flags, join(here, "peers.mjs"), "--measure", of.folder, work, String(leastWarmCalls)];
  return inProcesses(() => {
    const { first_ms, warm_ms } = json(process.execPath, args);
    return { first_ms, warm_ms: median(warm_ms) };
  }, peerProcesses(of));
}

/** @param {CatchUpCase} of */
function oursInNode({ folder }) {
  return inProcesses(() => json(process.execPath, [join(here, "bench.mjs"), "--measure", folder, "verify bundle"]));
}

/** From the answer with the updates to the next question; what it does with the bootstrap is left out. @param {CatchUpCase} of */
async function heliosInNode(of) {
  const runs = [];
  for (let run = 0; run < processes; ++run) {
    const server = await startHeliosServer(of);
    await promisify(execFile)(process.execPath, [join(here, "helios.mjs"), server.url, of.checkpoint, String(of.now)]);
    const answered = server.asked.findIndex(({ what }) => what === "updates answered");
    const [answer, next] = server.asked.slice(answered, answered + 2);
    server.close();
    if (next?.what !== "finality_update" || answer === undefined) throw new Error("helios did not take all updates at once");
    runs.push([next.at - answer.at]);
  }
  return timesOf(runs);
}

/** Node's own modules, which the peer's libraries name and do not use here: whatever is asked of them is there. */
const nothing = `const any = new Proxy(function () {}, {
  get: (target, name) => (name === "prototype" ? target.prototype : name === Symbol.toPrimitive ? () => "" : any),
  apply: () => any,
});
module.exports = any;`;

/** @type {import("esbuild").Plugin} */
const asInBrowsers = {
  name: "as in browsers",
  setup(build) {
    build.onResolve({ filter: /^(node:)?(fs|url|events|https?|util|crypto|path|stream|buffer)$/ }, ({ path }) => ({ path, namespace: "nothing" }));
    build.onLoad({ filter: /./, namespace: "nothing" }, () => ({ contents: nothing, loader: "js" }));
    // What the peer's own choice comes to where there is no native code.
    build.onResolve({ filter: /^@chainsafe\/bls$/ }, ({ kind, resolveDir }) => build.resolve("@chainsafe/bls/herumi", { kind, resolveDir }));
  },
};

/** The page's script. */
async function buildPage() {
  const built = await build({
    entryPoints: [join(here, "catch-up-page.mjs")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { global: "globalThis" },
    logLevel: "error",
    plugins: [asInBrowsers],
  });
  return built.outputFiles[0]?.text ?? "";
}

/** @param {readonly CatchUpCase[]} cases @param {(measure: (of: CatchUpCase, who: "ours" | "lodestar") => Promise<Times>) => Promise<void>} use */
async function withChromium(cases, use) {
  const script = await buildPage();
  const server = createServer((request, response) => {
    const [, name = "", file = ""] = (request.url ?? "").split("/");
    const folder = cases.find((each) => each.name === name)?.folder;
    const isScript = name === "page.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : folder ? "application/json" : "text/html" });
    if (isScript) response.end(script);
    else response.end(folder ? readFileSync(join(folder, file === "policy.json" ? file : "bundle.json")) : '<script type="module" src="/page.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await startChromium({});
  const measure = async (/** @type {CatchUpCase} */ of, /** @type {string} */ who) => {
    const runs = [];
    for (let run = 0; run < (who === "ours" ? processes : peerProcesses(of)); ++run) {
      const page = await browser.context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction("globalThis.catchUp !== undefined");
      const calls = 1 + (who === "ours" ? warmCalls : leastWarmCalls);
      runs.push(/** @type {number[]} */ (await page.evaluate(`catchUp.${who}(${JSON.stringify(of.name)}, ${calls})`)));
      await page.close();
    }
    return timesOf(runs);
  };
  try {
    await use(measure);
  } finally {
    await browser.close();
    server.close();
  }
}

/** @param {number} value */
const number = (value) => (Number.isNaN(value) ? "-" : value.toFixed(value < 10 ? 2 : 0)).padStart(10);
/** @param {number} theirs @param {number} ours */
const ratio = (theirs, ours) => (Number.isNaN(theirs) ? "" : `${(theirs / ours).toFixed(1)} x`).padStart(10);

/** @param {string} name @param {Times} times @param {Times} [ours] */
function row(name, times, ours) {
  const ratios = ours === undefined ? "" : ratio(times.first_ms, ours.first_ms) + ratio(times.warm_ms, ours.warm_ms);
  console.log(`  ${name.padEnd(62)}${number(times.first_ms)}${number(times.warm_ms)}${ratios}`);
}

/** @param {CatchUpCase} of @param {Parameters<Parameters<typeof withChromium>[1]>[0]} inChromium */
async function compare(of, inChromium) {
  const native = join(root, "build/native/tests/clearmargin_bench");
  const wasm = join(root, "build/wasm/tests/clearmargin_bench.js");
  console.log(`\n${of.periods} periods of ${of.name.replace(/-\d+$/, "")}, updates in ${of.form}`.padEnd(65) + ["first ms", "warm ms", "first", "warm"].map((head) => head.padStart(10)).join(""));
  console.log("checkpoint to newest header, documents in, report out");
  const ours = oursInNode(of);
  row("clearmargin, wasm in Node", ours);
  row("@lodestar/light-client, herumi wasm (the browser's default)", lodestarInNode(of, herumi, "checkpoint to header"), ours);
  row("@lodestar/light-client, blst native (Node's default)", lodestarInNode(of, [], "checkpoint to header"), ours);
  row("@a16z/helios, wasm in Node: the updates alone", await heliosInNode(of), ours);
  row("clearmargin, native", stage(of, native, [], "verify bundle"), ours);
  const inBrowser = await inChromium(of, "ours");
  row("clearmargin, wasm in Chromium", inBrowser);
  try {
    row("@lodestar/light-client, herumi wasm in Chromium", await inChromium(of, "lodestar"), inBrowser);
  } catch (error) {
    console.log(`  @lodestar/light-client in Chromium: not measured, ${String(error).split("\n")[0]}`);
  }
  console.log("what the shortcuts give, C++ alone: wasm in Node, then native");
  const shortcuts = [stages(of, process.execPath, [wasm]), stages(of, native, [])];
  for (const work of Object.keys(shortcuts[0] ?? {}).filter((name) => /^(participants|signatures)/.test(name))) {
    for (const times of shortcuts) if (times[work] !== undefined) row(work, times[work]);
  }
  if (of.finality === null) return;
  console.log("one finality update more, the committee known");
  const update = stage(of, process.execPath, [wasm], "one update");
  row("clearmargin, wasm in Node (C++ calling C++)", update);
  row("@lodestar/light-client, herumi wasm (the browser's default)", lodestarInNode(of, herumi, "one update"), update);
  row("@lodestar/light-client, blst native (Node's default)", lodestarInNode(of, [], "one update"), update);
  row("clearmargin, native", stage(of, native, [], "one update"), update);
}

const cases = catchUpCases();
if (cases.length === 0) {
  console.log("catching up: no vectors here, not measured");
} else {
  await withChromium(cases, async (measure) => {
    for (const each of cases) await compare(each, measure);
  });
}
