import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPage, useSite } from './site.mjs';

const site = useSite();

describe('other rules and questions', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage(site)));
  after(() => page.close());

  test('a larger haircut lowers the equity', async () => {
    await page.getByText('Change haircuts and brackets').click();
    const slider = page.getByRole('slider', { name: /^Haircut of sUSDC on eip155:7357:/ });
    const equity = page.locator('details .mini-figures dd').first();
    await equity.waitFor();
    const first = Number((await equity.innerText()).replaceAll(',', ''));
    await slider.fill('0.5');
    await page.waitForFunction((before) => Number(document.querySelector('details .mini-figures dd').textContent.replaceAll(',', '')) < before, first);
    await page.getByRole('button', { name: 'The policy’s own' }).click();
    await page.waitForFunction((before) => Number(document.querySelector('details .mini-figures dd').textContent.replaceAll(',', '')) === before, first);
  });

  test('loads the analysis when asked, and answers', async () => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByText('Load the analysis').click();
    await page.locator('[data-question=max_withdraw]').waitFor();
    assert.ok(asked.some((url) => /analysis/.test(url)));
    assert.match(await page.locator('[data-question=max_order]').first().innerText(), /^Largest order to buy ETH-PERP: [\d.,]+ contracts$/);
    assert.match(await page.locator('[data-question=reverse_stress]').innerText(), /fall by \d/);
    await page.getByRole('table', { name: 'Crashes that happened, at their low' }).waitFor();
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
