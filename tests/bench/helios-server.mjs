// @ts-check
// A Beacon API and execution RPC on this machine that knows one recorded stretch of mainnet. Notes when each question
// came: between the one for the updates and the next, the asker judges the updates.
import { createServer } from "node:http";
import { updatesInJson } from "./catch-up-cases.mjs";

const slotsPerPeriod = 8192;

/** @param {import("./catch-up-cases.mjs").CatchUpCase} of */
export async function startHeliosServer(of) {
  const updates = updatesInJson(of);
  const bootstrap = JSON.stringify(of.bootstrap);
  /** @type {{ what: string, at: number }[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const what = url.pathname.split("/").find((part) => ["bootstrap", "updates", "finality_update"].includes(part)) ?? url.pathname;
    asked.push({ what, at: performance.now() });
    const from = Number(url.searchParams.get("start_period"));
    const wanted = () => updates.filter(({ data }) => Math.floor(Number(data.signature_slot) / slotsPerPeriod) >= from);
    const body = what === "bootstrap" ? bootstrap : what === "updates" ? JSON.stringify(wanted()) : undefined;
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json", "access-control-allow-origin": "*", "access-control-allow-headers": "*" });
    response.end(body ?? "{}");
    // Making the answer is the server's time.
    asked.push({ what: `${what} answered`, at: performance.now() });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, asked, close: () => server.close() };
}
