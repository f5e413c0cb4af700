import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { createVerifier } from '../../web/dist/inline.js';
import { debtsExample, eth } from '../web/debts-example.mjs';
import { openPage, root, useSite } from './site.mjs';

const site = useSite();
const screenshots = new URL('build/screenshots/', root);

describe('a bundle with debts and wallets', () => {
  const { bundle, policy, now } = debtsExample();
  let page;
  let problems;
  let margin;
  before(async () => {
    ({ margin } = await (await createVerifier()).verifyBundle(bundle, policy, now));
    ({ page, problems } = await openPage(site));
    await page.locator('.load summary').click();
    const file = (name, document) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
    await page.locator('input[type=file]').setInputFiles([file('owing.json', bundle), file('policy.json', policy)]);
    await page.getByRole('radio', { name: /own time/ }).check({ force: true });
    await page.locator('[data-debt]').waitFor();
  });
  after(() => page.close());

  const titleIn = (row, label) => page.locator(`${row} td[data-label="${label}"] .number`).getAttribute('title');

  test('shows what is owed and the margin asked of it', async () => {
    const [debt] = margin.debts;
    assert.equal(await titleIn('[data-debt=loan]', 'Worth'), `${debt.value.value} USD`);
    assert.equal(await titleIn('[data-debt=loan]', 'Initial margin'), `${debt.initial_margin.value} USD`);
    assert.match(await page.locator('[data-debt=loan] td[data-label=Evidence]').innerText(), /reported/);
  });

  test('shows what the wallet lacks', async () => {
    const [wallet] = margin.wallets;
    assert.equal(await titleIn('[data-wallet=btc-contracts]', 'Borrowed'), `${wallet.borrowed.value} USD`);
    assert.equal(await titleIn('[data-wallet=btc-contracts]', 'Maintenance margin'), `${wallet.maintenance_margin.value} USD`);
  });

  test('says first of all whose word the debts are', async () => {
    assert.match(await page.locator('.verdict .about').innerText(), /Debts\s+reported\s+Wallets\s+reported/);
  });

  test('shows distances in standard deviations, and over which time', async () => {
    const { symbol, sigmas_down } = margin.liquidation.find(({ scope, underlying }) => scope === 'cross' && underlying === eth);
    const sigmas = page.locator(`tr[data-scope=cross][data-symbol="${symbol}"][data-direction=down]`).first().locator('td[data-label=Away] .sub');
    assert.equal(await sigmas.getAttribute('title'), sigmas_down.value);
    assert.match(await sigmas.innerText(), /^\d+\.\d\d+ σ$/);
    assert.equal(await page.getByText('a standard deviation of the price over 7 days').count(), 1);
  });

  test('has no fault that axe finds, and fits a phone', async () => {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: new URL('debts.png', screenshots).pathname, fullPage: true });
    await page.evaluate(readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`), []);
    await page.setViewportSize({ width: 390, height: 900 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
