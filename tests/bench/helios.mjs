// @ts-check
// Times @a16z/helios' catch-up in Node, offline: node helios.mjs URL CHECKPOINT NOW asks a server like helios-server.mjs
// until it has judged all updates. It has no time to be told, so the clock is set before it is loaded; and it takes its
// data from a server only, so the server's notes are the measure: see helios-server.mjs.
const [, , url = "", checkpoint = "", now = ""] = process.argv;
const RealDate = Date;
const begin = performance.now();
const time = () => Number(now) * 1000 + performance.now() - begin;
globalThis.Date = /** @type {DateConstructor} */ (/** @type {unknown} */ (class extends RealDate {
  /** @param {[] | [number]} given */
  constructor(...given) {
    super(given.length === 0 ? time() : given[0]);
  }
  static now() {
    return time();
  }
}));

const { createHeliosProvider } = await import("@a16z/helios");
const provider = await createHeliosProvider({ executionRpc: url, consensusRpc: url, network: "mainnet", checkpoint: /** @type {`0x${string}`} */ (checkpoint), dbType: "config" }, "ethereum");
// It ends in an error, for there are no blocks on that server: by then the updates are judged.
await provider.waitSynced().catch(() => undefined);
process.exit(0);
