// The collector in a page: the same code, with the browser's fetch, its CORS and its content security policy.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cut, html, oversized, redirecting, slow } from '../mock-server/faults.mjs';
import { startMockServer } from '../mock-server/mock-server.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { lodestarSsz } from '../mock-server/ssz.mjs';
import { startChromium, watchProblems } from './chromium.mjs';

const dist = new URL('../../web/dist/', import.meta.url);
const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*; worker-src 'self'";
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const chain = recordedChain('one-chain');

let site;
let browser;
let page;
let problems;

before(async () => {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    response.setHeader('content-security-policy', csp);
    const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
    if (pathname === '/') return send('text/html', '<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
    if (pathname === '/page.js') return send('text/javascript', "import { createVerifier } from '/dist/index.js'; import { collect } from '/dist/collect.js'; globalThis.api = { createVerifier, collect };");
    if (!pathname.startsWith('/dist/')) return response.writeHead(404).end();
    return send(types[extname(pathname)], readFileSync(new URL(pathname.replace('/dist/', ''), dist)));
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  browser = await startChromium();
  page = await browser.context.newPage();
  problems = await watchProblems(page);
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.waitForFunction(() => globalThis.api !== undefined);
});
after(async () => {
  await browser?.close();
  site?.close();
});

async function serve(t, options = {}) {
  const server = await startMockServer({ chains: [chain], ...options });
  t.after(() => server.close());
  return server.url;
}

/** Collects in the page and verifies there; or the error's code and message. */
function collectInPage(beacon, rpc) {
  return page.evaluate(async ({ chainId, policy, now, beacon, rpc }) => {
    const verifier = await api.createVerifier();
    const rejections = [];
    const note = (event) => rejections.push(String(event.reason));
    addEventListener('unhandledrejection', note);
    try {
      const patience = { requestTimeout: 800, timeLimit: 8000, retries: 1, pause: 10 };
      const { text, missing } = await api.collect(policy, { chains: { [chainId]: { beacon, rpc } }, now, verifier, patience });
      const report = await verifier.verifyBundle(text, policy, now);
      return { status: report.verdict.status, counted: report.claims.length, missing: missing.map(({ error }) => error.code), rejections };
    } catch (error) {
      return { code: error.code, message: error.message, rejections };
    } finally {
      removeEventListener('unhandledrejection', note);
      verifier.dispose();
    }
  }, { chainId: chain.chain, policy: chain.policyText, now: chain.now, beacon, rpc });
}

const whole = { status: 'agrees', counted: 3, missing: [], rejections: [] };

describe('the collector in a browser', () => {
  test('makes a bundle that verifies, from servers of another origin, in JSON and in SSZ', async (t) => {
    for (const ssz of [null, lodestarSsz]) {
      const url = await serve(t, { ssz });
      assert.deepEqual(await collectInPage([url], [url]), whole);
    }
    assert.deepEqual(problems, []);
  });

  test('names what goes wrong, and asks another address', async (t) => {
    const url = await serve(t);
    for (const [fault, code] of [[slow, 'timed_out'], [cut, 'cut_off'], [oversized, 'too_large'], [html, 'not_json'], [redirecting, 'redirected']]) {
      const failing = await serve(t, { fault });
      const alone = await collectInPage([failing], [url]);
      assert.deepEqual([alone.code, alone.rejections], [code, []], alone.message);
      assert.ok(alone.message.startsWith(new URL(failing).host));
      assert.deepEqual(await collectInPage([failing, url], [failing, url]), whole);
    }
  });

  test('a server without CORS can’t be reached, and is named', async (t) => {
    const url = await serve(t);
    const closed = await serve(t, { fault: (_, response) => { response.removeHeader('access-control-allow-origin'); response.end('{}'); } });
    const { code, message } = await collectInPage([closed], [url]);
    assert.deepEqual([code, message.startsWith(new URL(closed).host)], ['unreachable', true]);
    assert.deepEqual(await collectInPage([closed, url], [url]), whole);
  });
});
