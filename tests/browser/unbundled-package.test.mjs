// The package without a bundler, files served as they are, under the strictest policy that its README asks for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readFixture } from '../web/fixtures.mjs';
import { startChromium, watchProblems } from './chromium.mjs';

const dist = new URL('../../web/dist/', import.meta.url);
const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const page404 = '<!doctype html><title>not found</title>';
const { bundle, policy, expected } = readFixture('sample');

/** What the server answers instead of the file, by path. */
const faults = new Map();
const asked = [];

function answer(request, response) {
  const path = new URL(request.url, 'http://localhost').pathname;
  asked.push(path);
  const fault = faults.get(path);
  const send = (status, type, body) => {
    response.writeHead(status, { 'content-type': type, 'content-security-policy': csp });
    response.end(body);
  };
  if (fault !== undefined) return send(fault.status, fault.type, fault.body);
  if (path === '/') return send(200, 'text/html', '<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
  if (path === '/page.js') return send(200, 'text/javascript', "import * as api from '/dist/index.js'; import * as analysis from '/dist/analysis.js'; Object.assign(globalThis, { api, analysis });");
  try {
    return send(200, types[extname(path)], readFileSync(new URL(path.replace(/^\/dist\//, ''), dist)));
  } catch {
    return send(404, 'text/html', page404);
  }
}

let server;
let browser;
let page;
let problems;
let address;

before(async () => {
  server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  faults.clear();
  asked.length = 0;
  await page?.close();
  page = await browser.context.newPage();
  problems = await watchProblems(page);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.api !== undefined);
});

const sample = { bundle, policy, now: expected.now };

/** What `use`, run in the page with the sample, gives, or what it rejects with. The page's policy doesn't reach it. */
function run(use) {
  return page.evaluate(`(async (sample) => {
    try {
      return { value: await (${use})(sample) };
    } catch (error) {
      return { error: { name: error.name, code: error.code, message: error.message, url: error.url, status: error.status } };
    }
  })(${JSON.stringify(sample)})`);
}

describe('the package in a browser, without a bundler', () => {
  test('loads nothing at import', () => {
    assert.ok(asked.every((path) => !/\.wasm|worker-script|in-thread|glue/.test(path)), asked.join());
  });

  test('verifies in a worker', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const verifier = await api.createVerifier({ integrity: api.wasmIntegrity });
      const report = await verifier.verifyBundle(bundle, policy, now);
      verifier.dispose();
      return report.verdict.status;
    });
    assert.equal(value, 'agrees');
    assert.ok(asked.includes('/dist/worker-script.js'));
    assert.ok(!asked.includes('/dist/glue.js'));
    assert.deepEqual(problems, []);
  });

  test('gives the same bytes in a worker, in the page’s thread, and in Node', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const texts = [];
      for (const options of [{}, { worker: false }]) {
        const verifier = await api.createVerifier(options);
        texts.push(await verifier.verifyBundleText(bundle, policy, now));
      }
      return texts;
    });
    const { createVerifier } = await import('../../web/dist/inline.js');
    const inNode = await (await createVerifier()).verifyBundleText(bundle, policy, expected.now);
    assert.deepEqual(value, [inNode, inNode]);
    assert.deepEqual(problems, []);
  });

  test('does not stall the page while the worker verifies', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const verifier = await api.createVerifier();
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 5);
      await Promise.all([1, 2, 3].map(() => verifier.verifyBundle(bundle, policy, now)));
      clearInterval(timer);
      return ticks;
    });
    assert.ok(value >= 10, `${value} ticks`);
  });

  test('a running check can be aborted, and the next one works', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const verifier = await api.createVerifier();
      const controller = new AbortController();
      const running = verifier.verifyBundle(bundle, policy, now, { signal: controller.signal });
      const began = performance.now();
      setTimeout(() => controller.abort(), 5);
      const name = await running.then(() => 'finished', (error) => error.name);
      const took = performance.now() - began;
      const report = await verifier.verifyBundle(bundle, policy, now);
      return { name, took, status: report.verdict.status };
    });
    assert.equal(value.name, 'AbortError');
    assert.ok(value.took < 100, `${value.took} ms`);
    assert.equal(value.status, 'agrees');
  });

  test('takes a worker and wasm that the page made itself', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const verifier = await api.createVerifier({ worker: () => new Worker('/dist/worker-script.js'), wasm: fetch('/dist/core.wasm') });
      return (await verifier.verifyBundle(bundle, policy, now)).verdict.status;
    });
    assert.equal(value, 'agrees');
  });

  test('verifyBundle and computeMargin work without a verifier to keep', async () => {
    const { value } = await run(async ({ bundle, policy, now }) => {
      const report = await api.verifyBundle(bundle, policy, now);
      const { evidence, inputs } = report;
      const reply = await api.computeMargin({ policy: JSON.parse(policy), now, evidence, inputs });
      return reply.margin.equity.value === report.margin.equity.value;
    });
    assert.equal(value, true);
  });
});

/** What `use`, run in the page with an analyst's request for the sample, gives. */
async function analyse(use) {
  const { createVerifier } = await import('../../web/dist/inline.js');
  const report = await (await createVerifier()).verifyBundle(bundle, policy, expected.now);
  const request = { policy: JSON.parse(policy), now: report.now, evidence: report.evidence, inputs: report.inputs };
  const [asset] = Object.values(request.policy.margin.instruments).map(({ underlying }) => underlying);
  return page.evaluate(`(${use})(${JSON.stringify(request)}, ${JSON.stringify({ kind: 'reach', asset, price: '2000' })})`);
}

describe('the analysis in a browser, without a bundler', () => {
  test('answers in a worker, and the page goes on meanwhile', async () => {
    const { ways, ticks } = await analyse(async (request, reach) => {
      const analyst = await analysis.createAnalyst({ integrity: analysis.analysisIntegrity });
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 5);
      const { answers } = await analyst.ask({ ...request, questions: [reach, reach] });
      clearInterval(timer);
      analyst.dispose();
      return { ways: answers[1].ways.length, ticks };
    });
    assert.ok(ways > 0);
    assert.ok(ticks >= 10, `${ticks} ticks`);
    assert.ok(asked.includes('/dist/analysis-worker-script.js'));
    assert.ok(!asked.some((path) => /glue|core\.wasm/.test(path)), asked.join());
    assert.deepEqual(problems, []);
  });

  test('answers the same in the page’s thread, in a worker that the page made, and in Node', async () => {
    const texts = await analyse(async (request, reach) => {
      const texts = [];
      for (const worker of [undefined, false, () => new Worker('/dist/analysis-worker-script.js')]) {
        const analyst = await analysis.createAnalyst(worker === undefined ? {} : { worker });
        texts.push(JSON.stringify((await analyst.ask({ ...request, questions: [{ kind: 'siloed' }] })).answers));
        analyst.dispose();
      }
      return texts;
    });
    assert.equal(new Set(texts).size, 1);
    assert.match(texts[0], /shortfall_unified/);
    assert.deepEqual(problems, []);
  });

  test('a search can be stopped, and the next question is answered', async () => {
    const stopped = await analyse(async (request, reach) => {
      const analyst = await analysis.createAnalyst();
      const controller = new AbortController();
      const running = analyst.ask({ ...request, questions: Array(64).fill(reach) }, { signal: controller.signal });
      const began = performance.now();
      setTimeout(() => controller.abort(), 20);
      const name = await running.then(() => 'finished', (error) => error.name);
      const took = performance.now() - began;
      const { answers } = await analyst.ask({ ...request, questions: [{ kind: 'adl' }] });
      const late = analyst.ask({ ...request, questions: Array(64).fill(reach) });
      analyst.dispose();
      return { name, took, error: answers[0].error, late: await late.then(() => 'finished', (error) => error.code) };
    });
    assert.equal(stopped.name, 'AbortError');
    assert.ok(stopped.took < 200, `${stopped.took} ms`);
    assert.equal(stopped.error, null);
    assert.equal(stopped.late, 'disposed');
  });

  test('a worker script that isn’t there is a WorkerError, and a later try works', async () => {
    const create = () => run(async () => void (await analysis.createAnalyst()));
    faults.set('/dist/analysis-worker-script.js', { status: 404, type: 'text/html', body: page404 });
    const { error } = await create();
    assert.deepEqual([error.name, error.code], ['WorkerError', 'worker_failed']);
    faults.clear();
    assert.deepEqual(await create(), { value: undefined });
  });

  test('the verifier’s wasm in place of the analysis’ is refused', async () => {
    const { error } = await run(async () => void (await analysis.createAnalyst({ wasm: fetch('/dist/core.wasm') })));
    assert.equal(error.code, 'wasm_load_failed');
  });
});

describe('when something is missing', () => {
  const create = () => run(async () => void (await api.createVerifier()));

  test('a wasm that isn’t there is named with its address and status, and a later try works', async () => {
    faults.set('/dist/core.wasm', { status: 404, type: 'text/html', body: page404 });
    const { error } = await create();
    assert.deepEqual([error.name, error.code, error.status, error.url], ['WasmLoadError', 'wasm_load_failed', 404, `${address}dist/core.wasm`]);
    faults.clear();
    assert.deepEqual(await create(), { value: undefined });
  });

  test('a page served in place of the wasm is named, whatever type it claims', async () => {
    for (const type of ['text/html', 'application/wasm']) {
      faults.set('/dist/core.wasm', { status: 200, type, body: page404 });
      const { error } = await create();
      assert.deepEqual([error.name, error.url], ['WasmLoadError', `${address}dist/core.wasm`], type);
    }
  });

  test('wasm with a wrong type works all the same', async () => {
    faults.set('/dist/core.wasm', { status: 200, type: 'application/octet-stream', body: readFileSync(new URL('core.wasm', dist)) });
    assert.deepEqual(await create(), { value: undefined });
  });

  test('other wasm is refused when its integrity is asked for', async () => {
    const changed = Buffer.from(readFileSync(new URL('core.wasm', dist)));
    changed[changed.length - 1] ^= 1;
    faults.set('/dist/core.wasm', { status: 200, type: 'application/wasm', body: changed });
    const { error } = await run(async () => void (await api.createVerifier({ integrity: api.wasmIntegrity })));
    assert.equal(error.code, 'wasm_integrity_mismatch');
  });

  test('a worker script that isn’t there is a WorkerError, and a later try works', async () => {
    faults.set('/dist/worker-script.js', { status: 404, type: 'text/html', body: page404 });
    const { error } = await create();
    assert.deepEqual([error.name, error.code], ['WorkerError', 'worker_failed']);
    faults.clear();
    assert.deepEqual(await create(), { value: undefined });
  });
});
