// Collecting from the page: what it shows while it asks, and why it fails. The servers are recorded ones behind https.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { html, slow } from '../mock-server/faults.mjs';
import { startMockServer } from '../mock-server/mock-server.mjs';
import { recordedChain } from '../mock-server/recorded-chain.mjs';
import { openPage, root, useSite } from './site.mjs';

const site = useSite();
const chain = recordedChain('one-chain');
const corsHeaders = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };

describe('collecting in the page', () => {
  const servers = {};
  let page;
  let problems;
  const asked = [];

  before(async () => {
    Object.assign(servers, {
      'honest.test': await startMockServer({ chains: [chain] }),
      'html.test': await startMockServer({ chains: [chain], fault: html }),
      'slow.test': await startMockServer({ chains: [chain], fault: slow }),
    });
    ({ page, problems } = await openPage(site));
    await page.clock.setFixedTime(chain.now * 1000);
    for (const [host, { url }] of Object.entries(servers)) {
      await page.context().route(`https://${host}/**`, async (route) => {
        const request = route.request();
        asked.push(request.url());
        if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers: corsHeaders });
        const post = request.method() === 'POST' ? { method: 'POST', body: request.postData() } : {};
        const signal = AbortSignal.timeout(20_000);
        try {
          const answer = await fetch(request.url().replace(`https://${host}`, url), { ...post, signal });
          await route.fulfill({ status: answer.status, headers: { ...corsHeaders, 'content-type': answer.headers.get('content-type') }, body: Buffer.from(await answer.arrayBuffer()) });
        } catch {
          await route.abort().catch(() => undefined);
        }
      });
    }
    await page.locator('.load summary').click();
  });
  after(async () => {
    await page?.close();
    for (const server of Object.values(servers)) await server.close();
  });

  const pick = (...files) => page.locator('input[type=file]').setInputFiles(files.map(([name, text]) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })));
  const collectFrom = async (beacon, rpc) => {
    await page.getByLabel('Beacon APIs').fill(beacon);
    await page.getByLabel('Execution nodes').fill(rpc);
    await page.getByRole('button', { name: 'Collect' }).click();
  };
  const progress = () => page.locator('.collect-progress').innerText();

  test('is offered for a policy of one’s own only, and loads nothing before', async () => {
    assert.equal(await page.locator('.collect-form').count(), 0);
    await pick(['policy.json', chain.policyText]);
    await page.waitForSelector('.collect-form');
    assert.equal(await page.locator('.collect-sources legend').innerText(), chain.chain);
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.ok(!loaded.some((name) => /assets\/collect-/.test(name)), loaded.join());
    assert.deepEqual(asked, []);
  });

  test('shows what it has from whom, and the verdict on the bundle', async () => {
    await collectFrom('https://html.test/key https://honest.test', 'https://honest.test');
    await page.waitForFunction(() => document.querySelector('.about')?.textContent.includes('just now'));
    await page.waitForSelector('.verdict-agrees');
    const lines = await progress();
    assert.match(lines, /html\.test, its genesis: expected JSON, got HTML/);
    assert.match(lines, /the bootstrap of the checkpoint from honest\.test/);
    assert.match(lines, /the proof of wallet-eth from honest\.test/);
    assert.doesNotMatch(lines, /key/);
    assert.match(await page.locator('.as-of').innerText(), /by this device’s clock/);
    assert.deepEqual(problems, []);
  });

  test('keeps what the bundle before said of prices and positions', async () => {
    await pick(['mine.json', chain.bundleText]);
    await page.waitForFunction(() => document.querySelector('.about')?.textContent.includes('mine.json'));
    await collectFrom('https://honest.test', 'https://honest.test');
    await page.waitForFunction(() => document.querySelector('.about')?.textContent.includes('just now'));
    await page.waitForSelector('.verdict-agrees');
    assert.match(await page.locator('main').innerText(), /2,449\.0/);
  });

  test('says why there is no bundle, and keeps the one it has', async () => {
    for (const [beacon, reason] of [
      ['https://html.test', /No bundle: html\.test, its genesis: expected JSON, got HTML/],
      ['', /No bundle: give the address of a Beacon API/],
      ['beacon', /No bundle: expected an address of http or https/],
    ]) {
      await collectFrom(beacon, 'https://honest.test');
      await page.waitForFunction(() => document.querySelector('.collect-progress')?.textContent.includes('No bundle'));
      assert.match(await progress(), reason);
      assert.match(await page.locator('.verdict .about').innerText(), /just now/);
    }
  });

  test('can be stopped', async () => {
    await collectFrom('https://slow.test', 'https://honest.test');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.waitForFunction(() => document.querySelector('.collect-progress')?.textContent.includes('Stopped.'));
    assert.ok(await page.getByRole('button', { name: 'Collect' }).isEnabled());
  });

  test('has no fault that axe finds', async () => {
    await page.evaluate(readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`), []);
  });
});
