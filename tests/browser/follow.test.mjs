// The follower in a page: IndexedDB, several tabs, event streams, and the content security policy of a page that allows its servers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { flood, html } from '../mock-server/faults.mjs';
import { livingChain } from '../mock-server/living-chain.mjs';
import { startMockServer } from '../mock-server/mock-server.mjs';
import { startChromium, watchProblems } from './chromium.mjs';

const dist = new URL('../../web/dist/', import.meta.url);
const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*; worker-src 'self'";
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const finalSlot = (step) => livingChain(step).finality.data.finalized_header.beacon.slot;

let site;
let browser;
const problems = [];

before(async () => {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    response.setHeader('content-security-policy', csp);
    const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
    if (pathname === '/') return send('text/html', '<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
    if (pathname === '/page.js') return send('text/javascript', pageScript);
    if (!pathname.startsWith('/dist/')) return response.writeHead(404).end();
    return send(types[extname(pathname)], readFileSync(new URL(pathname.replace('/dist/', ''), dist)));
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  site?.close();
});

const pageScript = `
import { createVerifier } from '/dist/index.js';
import { createFollower } from '/dist/follow.js';
const rejections = [];
addEventListener('unhandledrejection', (event) => rejections.push(String(event.reason)));
const verifier = await createVerifier();
globalThis.follow = ({ policy, chain, beacon, now, ...options }) => {
  globalThis.now = now;
  globalThis.states = [];
  globalThis.failures = [];
  globalThis.follower = createFollower({
    policy, chain, beacon, verifier, interval: 50, events: false, now: () => globalThis.now, patience: { requestTimeout: 800, pause: 20 }, ...options,
    onState: (state) => states.push(state),
    onProgress: ({ kind, what, error }) => kind === 'failed' && failures.push([what, error.code]),
  });
};
globalThis.newest = () => ({ status: follower.state.status, final: follower.state.finalized?.slot ?? null, refused: states[0]?.refusedStore?.name ?? null, rejections });
globalThis.kept = (change) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('clearmargin', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const transaction = database.transaction('light-clients', 'readwrite');
    const store = transaction.objectStore('light-clients');
    const all = [];
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (cursor === null) return;
      if (change !== undefined) cursor.update({ ...cursor.value, text: cursor.value.text.replace(...change) });
      all.push({ key: cursor.key, ...cursor.value });
      cursor.continue();
    };
    transaction.oncomplete = () => { database.close(); resolve(all); };
  };
});
`;

async function openPage(t) {
  const page = await browser.context.newPage();
  t.after(() => page.close());
  problems.push(await watchProblems(page));
  await load(page);
  return page;
}
async function load(page) {
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.waitForFunction(() => globalThis.follow !== undefined);
}

async function serve(t, chain, options = {}) {
  const server = await startMockServer({ chains: [chain], ...options });
  t.after(() => server.close());
  return server;
}

const start = (page, chain, server, options = {}) =>
  page.evaluate((given) => globalThis.follow(given), { policy: chain.policyText, chain: chain.chain, beacon: [server.url], now: chain.now, ...options });
const reaches = (page, step) => page.waitForFunction((slot) => newest().status === 'following' && newest().final === slot, finalSlot(step), { timeout: 8000 });
const bootstraps = (server) => server.asked.filter(({ subject }) => subject.includes('/bootstrap/')).length;

describe('the follower in a browser', () => {
  test('keeps its light client over a reload, and goes on from it', async (t) => {
    const chain = livingChain(0);
    const [server, page] = [await serve(t, chain), await openPage(t)];
    await start(page, chain, server);
    await reaches(page, 0);
    await load(page);
    chain.step = 4;
    await start(page, chain, server);
    await reaches(page, 4);
    assert.equal(bootstraps(server), 1);
    assert.deepEqual(await page.evaluate(() => newest().rejections), []);
    const [{ key, progress }] = await page.evaluate(() => kept());
    assert.deepEqual([key, String(progress[0])], [`${chain.chain}/${chain.checkpoint}`, finalSlot(4)]);
  });

  test('refuses one that was altered, says so, and starts from the checkpoint', async (t) => {
    const chain = livingChain(4);
    const [server, page] = [await serve(t, chain), await openPage(t)];
    await page.evaluate(() => kept(['"was_forced":false', '"was_forced":true']));
    await start(page, chain, server);
    await reaches(page, 4);
    assert.deepEqual([await page.evaluate(() => newest().refused), bootstraps(server)], ['store_altered', 1]);
  });

  test('of two tabs the newer client is kept', async (t) => {
    const [behind, ahead] = [livingChain(4), livingChain(6)];
    const [slow, fast] = [await serve(t, behind), await serve(t, ahead)];
    const [one, two] = [await openPage(t), await openPage(t)];
    await Promise.all([start(one, behind, slow), start(two, ahead, fast)]);
    await Promise.all([reaches(one, 4), reaches(two, 6)]);
    behind.step = 5;
    await one.evaluate((now) => (globalThis.now = now), behind.now);
    await reaches(one, 5);
    const [{ progress }] = await one.evaluate(() => kept());
    assert.equal(String(progress[0]), finalSlot(6));
  });

  test('hears hints by server-sent events of another origin, and names streams that are none', async (t) => {
    const chain = livingChain(6);
    const [server, page] = [await serve(t, chain), await openPage(t)];
    await start(page, chain, server, { events: true, interval: 60_000 });
    await reaches(page, 6);
    while (server.listeners.size === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    chain.step = 7;
    await page.evaluate((now) => (globalThis.now = now), chain.now);
    server.announce('light_client_finality_update');
    await reaches(page, 7);
    await page.evaluate(() => follower.stop());
    for (const [fault, code] of [[html, 'unexpected_answer'], [flood, 'too_large']]) {
      const failing = await serve(t, chain, { fault, at: (subject) => subject === '/eth/v1/events' });
      await start(page, chain, failing, { events: true });
      await reaches(page, 7);
      await page.waitForFunction((code) => failures.some(([what, had]) => what === 'the event stream' && had === code), code, { timeout: 8000 });
      await page.evaluate(() => follower.stop());
    }
    assert.deepEqual(await page.evaluate(() => newest().rejections), []);
  });

  test('stopped, it asks nothing more; a page without IndexedDB follows without keeping', async (t) => {
    const chain = livingChain(7);
    const [server, page] = [await serve(t, chain), await openPage(t)];
    await page.evaluate(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
    await start(page, chain, server);
    await reaches(page, 7);
    assert.ok(await page.evaluate(() => failures.some(([, code]) => code === 'store_unavailable')));
    await page.evaluate(() => follower.stop());
    const asked = server.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(server.asked.length, asked);
    assert.deepEqual(problems.flat().filter((problem) => /policy violation|page error/.test(problem)), []);
  });
});
