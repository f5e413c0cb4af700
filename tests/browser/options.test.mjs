import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { createVerifier } from '../../web/dist/inline.js';
import { optionsExample } from '../web/options-example.mjs';
import { openPage, root, useSite, verdictOf } from './site.mjs';
import { outcome } from './trials.mjs';

const site = useSite();

describe('the sample with options', () => {
  let page;
  let problems;
  let margin;
  before(async () => {
    const { bundle, policy, now } = optionsExample();
    ({ margin } = await (await createVerifier()).verifyBundle(bundle, policy, now));
    ({ page, problems } = await openPage(site));
    await page.getByText('Check your own').click();
    await page.getByRole('button', { name: 'Sample with options' }).click();
    await page.locator('.margin-rules [data-unit]').first().waitFor();
  });
  after(() => page.close());

  test('is judged like any other, and said to be a sample', async () => {
    assert.equal(await verdictOf(page), 'Verified');
    assert.match(await page.locator('.as-of').innerText(), /This is the sample/);
    assert.equal(await page.getByText('Ignored in the bundle').count(), 0);
  });

  test('shows the mode, the preset with its date, and what binds, for each unit', async () => {
    assert.match(await page.locator('.margin-rules').innerText(), /Mode\s+Portfolio margin/);
    for (const { symbol, preset, binding, worst_scenario, profits } of margin.portfolio.units) {
      const unit = page.locator(`[data-unit="${symbol}"]`);
      assert.match(await unit.locator('h3').innerText(), new RegExp(`${preset}.*undated`));
      assert.equal(await unit.locator('[data-binding]').getAttribute('data-binding'), binding);
      assert.match(await unit.locator('.scenario-worst').innerText(), new RegExp(`^Worst is scenario ${worst_scenario.index + 1} of ${profits.length}, the price`));
      assert.equal(await unit.locator('.scenario-bars rect').count(), profits.length);
      assert.equal(await unit.locator('.bar-worst').count(), 1);
      await unit.getByText('Profit in each scenario').click();
      const titles = await unit.locator('.scenario-list .number').evaluateAll((all) => all.map(({ title }) => title));
      assert.deepEqual(titles, profits);
    }
  });

  test('marks the prices of a model, and lists every crossing', async () => {
    const [line] = margin.liquidation;
    const row = page.locator(`tr[data-scope=cross][data-symbol="${line.symbol}"][data-direction=up]`).first();
    assert.match(await row.innerText(), /by a model/);
    assert.match(await page.locator(`[data-model="${line.symbol}"]`).first().innerText(), /not certified\. The account turns .* at [\d,.]+, [\d,.]+/);
  });

  test('shows the options held and how the account reacts', async () => {
    for (const { id, option } of margin.positions.filter((position) => position.option !== null)) {
      const value = page.locator(`tr[data-position="${id}"] td[data-label="Value"] .number`);
      assert.equal(await value.getAttribute('title'), `${option.value.value} USD`);
    }
    const delta = page.locator('[data-greeks] dd .number').first();
    assert.equal(await delta.getAttribute('title'), `${margin.greeks[0].delta.value} ${margin.greeks[0].delta.unit}`);
  });

  test('an order is tried in the same mode', async () => {
    await page.getByText('Try an order, a transfer or a rescue').click();
    await page.locator('#order-size').fill('5');
    await outcome(page);
    await page.locator('.before-after tr[data-figure=initial_margin] .change').waitFor();
  });

  test('a search that takes long can be stopped, and the page goes on', async () => {
    await page.getByRole('radio', { name: 'Rescue', exact: true }).check({ force: true });
    await page.getByLabel('To stand at, USD').fill('800');
    await page.getByRole('button', { name: 'Find ways' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    assert.equal(await page.locator('.searching').count(), 0);
    await page.getByRole('radio', { name: 'Transfer', exact: true }).check({ force: true });
    await page.locator('#transfer-amount').fill('100');
    await outcome(page);
  });

  test('has no fault that axe finds, and fits a phone', async () => {
    await page.evaluate(readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8'));
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`), []);
    await page.setViewportSize({ width: 390, height: 900 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });

  test('leads back to the sample', async () => {
    await page.getByRole('button', { name: 'Back to the sample' }).click();
    await page.locator('.margin-rules', { hasText: 'Cross margin' }).waitFor();
    assert.equal(await page.locator('[data-unit]').count(), 0);
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
