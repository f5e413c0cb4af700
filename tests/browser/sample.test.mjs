import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { figureText } from '../../web/dist/figure-text.js';
import { expected, openPage, sampleFile, useSite, verdictOf } from './site.mjs';

const site = useSite();

describe('the sample', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage(site)));
  after(() => page.close());

  test('shows its verdict and says that it is a sample, judged as of its own time', async () => {
    assert.equal(await verdictOf(page), 'Verified');
    const said = await page.locator('.as-of').innerText();
    assert.match(said, /This is the sample/);
    assert.match(said, /the sample’s own time, not the clock/);
    assert.equal(await page.locator('.as-of time').getAttribute('datetime'), new Date(expected.now * 1000).toISOString());
  });

  test('shows every liquidation price that is expected', async () => {
    let seen = 0;
    for (const line of expected.margin.liquidation) {
      for (const direction of ['down', 'up']) {
        const value = line[`liquidation_${direction}`];
        const row = page.locator(`tr[data-scope="${line.scope}"][data-symbol="${line.symbol}"][data-direction="${direction}"]`);
        assert.equal(await row.count(), value === null ? 0 : 1, `${line.scope} ${line.symbol} ${direction}`);
        if (value === null) continue;
        const shown = row.locator('td[data-label="Liquidated at"]');
        assert.equal(await shown.innerText(), figureText({ value, unit: 'USD' }));
        assert.equal(await shown.locator('.number').getAttribute('title'), `${value} USD`);
        seen += 1;
      }
    }
    assert.ok(seen >= 3);
  });

  test('shows our figures beside the venue’s', async () => {
    for (const { figure, ours, theirs } of expected.comparison) {
      const row = page.locator(`tr[data-figure="${figure}"]`);
      assert.equal(await row.locator('td[data-label="Ours"]').innerText(), figureText({ value: ours, unit: 'USD' }), figure);
      assert.equal(await row.locator('td[data-label="Venue’s"]').innerText(), figureText({ value: theirs, unit: 'USD' }), figure);
      assert.match(await row.innerText(), /agrees/);
    }
  });

  test('names the evidence of every balance in words', async () => {
    const { claims } = JSON.parse(sampleFile('bundle.json'));
    const levels = Object.fromEntries(claims.map(({ vault }, i) => [vault, expected.claims[i].amount.level]));
    assert.deepEqual([...new Set(Object.values(levels))], ['proven', 'proposed']);
    for (const { vault, counted_value } of expected.collateral) {
      const row = page.locator(`tr[data-vault="${vault}"]`);
      assert.equal(await row.locator('.badge').innerText(), levels[vault]);
      assert.equal(await row.locator('td[data-label="Counts"]').innerText(), figureText({ value: counted_value, unit: 'USD' }));
    }
  });

  test('leads from the checkpoint to the balance', async () => {
    const steps = await page.locator('.evidence[open] .steps li').allInnerTexts();
    assert.match(steps[0], /^checkpoint/);
    assert.ok(steps.some((step) => /signed by 503 of 512/.test(step)));
    assert.ok(steps.some((step) => /storage slot/.test(step)));
    await page.getByLabel('whole hashes').check();
    const policy = JSON.parse(sampleFile('policy.json'));
    assert.match(await page.locator('.trust').innerText(), new RegExp(Object.values(policy.trust)[0].checkpoint));
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
