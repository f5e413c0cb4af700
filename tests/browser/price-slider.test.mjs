import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expected, openPage, useSite } from './site.mjs';

const site = useSite();

describe('the price slider', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage(site)));
  after(() => page.close());
  const line = expected.margin.liquidation.find(({ scope, liquidation_down }) => scope === 'cross' && liquidation_down !== null);

  const saysAt = async (price, words) => {
    await page.locator('#price').fill(String(price));
    await page.locator('.what-if-outcome .state', { hasText: words }).waitFor();
  };

  test('says what a price does, just above and just below the liquidation price', async () => {
    const liquidation = Number(line.liquidation_down);
    await saysAt((liquidation + 0.5).toFixed(1), /would stand/);
    await saysAt((liquidation - 0.5).toFixed(1), /would be liquidated/);
  });

  test('moves with the arrow keys and computes again', async () => {
    await page.getByRole('button', { name: 'Reset' }).click();
    const slider = page.getByRole('slider');
    const equity = page.locator('.mini-figures dd').first();
    const before = await equity.innerText();
    await slider.focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((text) => document.querySelector('.mini-figures dd').textContent !== text, before);
    assert.match(await slider.getAttribute('aria-valuetext'), /USD, −\d/);
  });

  test('goes by the asset chosen', async () => {
    await page.getByRole('radio', { name: 'BTC' }).check({ force: true });
    assert.match(await page.locator('.price-row label').innerText(), /^BTC/);
    assert.match(await page.locator('.curve-canvas').getAttribute('aria-label'), /liquidation if it rises to 211,113\.56/);
  });

  test('draws the curve', async () => {
    const painted = await page.locator('.curve-canvas canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
    assert.ok(painted > 2000);
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
