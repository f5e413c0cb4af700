// Following from the page: what it shows of the newest blocks, of servers that lie, and after a reload. The servers are
// recorded ones behind https, under the page's own content security policy.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { altered, forged, livingChain } from '../mock-server/living-chain.mjs';
import { startMockServer } from '../mock-server/mock-server.mjs';
import { openPage, root, useSite } from './site.mjs';

const site = useSite();
const chain = livingChain(1);
const lying = altered(chain, (kind, object) => (kind === 'finality' ? forged(object) : undefined));

describe('following from the page', () => {
  const servers = {};
  let page;
  let problems;

  const load = async (opened) => {
    await opened.clock.setFixedTime(chain.now * 1000);
    await opened.locator('.load summary').click();
    await opened.locator('input[type=file]').setInputFiles([{ name: 'policy.json', mimeType: 'application/json', buffer: Buffer.from(chain.policyText) }]);
    await opened.waitForSelector('.collect-form');
  };
  before(async () => {
    Object.assign(servers, { 'honest.test': await startMockServer({ chains: [chain] }), 'liar.test': await startMockServer({ chains: [lying] }) });
    ({ page, problems } = await openPage(site));
    for (const [host, { url }] of Object.entries(servers)) {
      await page.context().route(`https://${host}/**`, async (route) => {
        const asked = route.request().url();
        const headers = { 'access-control-allow-origin': '*' };
        // What is fulfilled here can't be a stream.
        if (asked.includes('/eth/v1/events')) return route.fulfill({ status: 404, headers });
        const answer = await fetch(asked.replace(`https://${host}`, url));
        await route.fulfill({ status: answer.status, headers: { ...headers, 'content-type': answer.headers.get('content-type') }, body: Buffer.from(await answer.arrayBuffer()) });
      });
    }
    await load(page);
  });
  after(async () => {
    await page?.close();
    for (const server of Object.values(servers)) await server.close();
  });

  const follow = async (beacon) => {
    await page.getByLabel('Beacon APIs').fill(beacon);
    await page.getByRole('button', { name: 'Keep following' }).click();
  };
  const stands = (words) => page.waitForFunction((words) => document.querySelector('.follow [role=status]')?.textContent.includes(words), words);
  const shown = () => page.locator('.follow').innerText();
  const finalBlock = () => chain.finality.data.finalized_header.execution.block_number;
  const bootstraps = () => servers['honest.test'].asked.filter(({ subject }) => subject.includes('/bootstrap/')).length;

  test('shows the newest blocks and how old they are, each second anew', async () => {
    await follow('https://honest.test');
    await stands('Following');
    const text = await shown();
    assert.match(text, new RegExp(`Newest final block\\s+${finalBlock()}, 4 minutes old`));
    assert.match(text, /Newest signed block\s+\d+, 24 seconds old/);
    await page.clock.setFixedTime((chain.now + 40) * 1000);
    await page.waitForFunction(() => document.querySelector('.follow')?.textContent.includes('64 seconds old'));
  });

  test('has no fault that axe finds', async () => {
    await page.evaluate(readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`), []);
  });

  test('can be stopped, and goes on from what it kept after a reload', async () => {
    await page.getByRole('button', { name: 'Stop following' }).click();
    assert.equal(await page.locator('.follow').count(), 0);
    await page.reload();
    await load(page);
    chain.step = 3;
    await page.clock.setFixedTime(chain.now * 1000);
    await follow('https://honest.test');
    await stands('Following');
    assert.match(await shown(), new RegExp(`Newest final block\\s+${finalBlock()}, `));
    assert.equal(bootstraps(), 1);
    await page.getByRole('button', { name: 'Stop following' }).click();
  });

  test('names a server that lies, and what is wrong', async () => {
    chain.step = 4;
    await page.clock.setFixedTime(chain.now * 1000);
    await follow('https://liar.test');
    await stands('Can’t be followed');
    assert.match(await shown(), /liar\.test, the finality update: expected what the policy's checkpoint proves, got (?:malformed|invalid)_signature/);
    await page.getByRole('button', { name: 'Stop following' }).click();
    await follow('');
    await page.waitForSelector('.load-problem');
    assert.match(await page.locator('.load-problem').innerText(), /Not followed: give the address of a Beacon API/);
    assert.deepEqual(problems.filter((problem) => !/404/.test(problem)), []);
  });
});
