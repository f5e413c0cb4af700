// @ts-check
// What runs in the browser: one catch-up by us or by @lodestar/light-client, timed. The documents are fetched untimed.
import "./browser-globals.mjs";
import { createVerifier } from "clearmargin/inline";
import { followChain } from "../peers/peer-verifier.mjs";

/** @param {string} path */
const text = async (path) => (await fetch(path)).text();

/** @param {() => unknown} work @param {number} calls */
async function time(work, calls) {
  const times = [];
  for (let i = 0; i < calls; ++i) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times;
}

/** @param {string} folder @param {number} calls */
async function ours(folder, calls) {
  const [bundle, policy] = [await text(`${folder}/bundle.json`), await text(`${folder}/policy.json`)];
  const now = JSON.parse(bundle).as_of;
  const verifier = await createVerifier();
  const check = async () => {
    const report = /** @type {any} */ (await verifier.verifyBundle(bundle, policy, now));
    if (report.chains[0].status !== "verified") throw new Error("the catch-up is refused");
  };
  return time(check, calls);
}

/** @param {string} folder @param {number} calls */
async function lodestar(folder, calls) {
  const [bundle, policy] = [await text(`${folder}/bundle.json`), JSON.parse(await text(`${folder}/policy.json`))];
  const [[chain, trust] = ["", null]] = Object.entries(policy.trust);
  const follow = () => {
    const parsed = JSON.parse(bundle);
    return followChain(/** @type {any} */ (trust), parsed.chains[chain], parsed.as_of);
  };
  return time(follow, calls);
}

Object.assign(globalThis, { catchUp: { ours, lodestar } });
