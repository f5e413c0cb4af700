import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createAnalyst } from '../../web/dist/analysis-inline.js';
import { createVerifier } from '../../web/dist/inline.js';
import { expected, openPage, sampleFile, useSite } from './site.mjs';
import { numberIn, outcome, rowOf, tryOut } from './trials.mjs';

const site = useSite();

/** The same question, asked without a page. */
async function answerTo(question) {
  const verifier = await createVerifier();
  const { now, evidence, inputs } = await verifier.verifyBundle(sampleFile('bundle.json'), sampleFile('policy.json'), expected.now);
  const analyst = await createAnalyst();
  const { answers } = await analyst.ask({ policy: JSON.parse(sampleFile('policy.json')), now, evidence, inputs, questions: [question(inputs)] });
  return answers[0];
}

describe('trying things out', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage(site)));
  after(() => page.close());
  beforeEach(async () => {
    await page.reload();
    await page.waitForSelector('.verdict:not(.verdict-waiting)');
  });

  test('an order shows the account now and then, as the analysis has it', async () => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await tryOut.order(page);
    assert.ok(asked.some((url) => /analysis-worker-script/.test(url)), asked.join());
    const { margin } = await answerTo(() => ({ kind: 'order', instrument: 'ETH-PERP', qty: '-10.5' }));
    for (const figure of ['equity', 'initial_margin', 'maintenance_margin', 'free_collateral']) {
      const title = await rowOf(page, figure).locator('td[data-label="Then"] .number').getAttribute('title');
      assert.equal(title, `${margin[figure].value} USD`, figure);
    }
    assert.ok((await numberIn(page, 'maintenance_margin', 'Change')) < 0);
    const line = margin.liquidation.find(({ scope, symbol }) => scope === 'cross' && symbol === 'sETH');
    const shown = rowOf(page, `cross/${line.underlying}/down`).locator('td[data-label="Then"] .number');
    assert.equal(await shown.getAttribute('title'), `${line.liquidation_down.value} USD`);
  });

  test('the slider ends at the largest order, exactly, and a larger one is said to be refused', async () => {
    await tryOut.order(page);
    const { qty } = await answerTo(() => ({ kind: 'max_order', instrument: 'ETH-PERP', side: 'sell' }));
    const slider = page.getByRole('slider', { name: 'Size of an order in ETH-PERP' });
    await slider.focus();
    await page.keyboard.press('End');
    const size = page.locator('#order-size');
    assert.equal(await size.inputValue(), qty.value);
    assert.equal(await page.locator('.trial-caution').count(), 0);
    assert.equal(await slider.getAttribute('aria-valuetext'), `sell ${qty.value} contracts`);
    await page.keyboard.press('ArrowLeft');
    assert.ok(Number(await size.inputValue()) < Number(qty.value));
    await size.fill('5000');
    await page.locator('.trial-caution').waitFor();
    await page.getByRole('button', { name: 'Reset' }).last().click();
    assert.equal(await size.inputValue(), '0');
    await page.locator('.before-after .state', { hasText: 'stands' }).waitFor();
  });

  test('an order that would liquidate says so; what is no number asks nothing', async () => {
    await tryOut.order(page);
    await page.locator('#order-size').fill('9000');
    await outcome(page, /would be liquidatable/);
    await page.locator('#order-size').fill('1e3');
    assert.equal(await page.locator('#order-size').getAttribute('aria-invalid'), 'true');
    await page.locator('.before-after .state', { hasText: 'stands' }).waitFor();
  });

  test('price and fee of the fill count', async () => {
    await tryOut.order(page);
    await page.getByLabel('Filled at').fill('3000');
    await page.getByLabel('Fee, of the notional').fill('0.001');
    await page.waitForFunction(() => document.querySelector('.before-after tr[data-figure=equity] .change-bad') !== null);
    const { margin } = await answerTo(() => ({ kind: 'order', instrument: 'ETH-PERP', qty: '-10.5', price: '3000', fee: '0.001' }));
    assert.equal(await rowOf(page, 'equity').locator('td[data-label="Then"] .number').getAttribute('title'), `${margin.equity.value} USD`);
    await page.getByLabel('Filled at').fill('a lot');
    await page.getByText('Price and fee have to be numbers').waitFor();
  });

  test('an order may go to a position with a margin of its own', async () => {
    await tryOut.order(page);
    await page.getByRole('combobox', { name: 'Held by' }).selectOption('eth-short-isolated');
    const shown = page.locator('.before-after tr[data-figure^="eth-short-isolated/"] td[data-label="Change"]');
    await shown.filter({ hasText: /\d/ }).waitFor();
  });

  test('a transfer moves between chains, with all of a balance at the end of the slider', async () => {
    await tryOut.transfer(page);
    assert.match(await page.getByRole('combobox', { name: 'From' }).locator('option:checked').innerText(), /^sUSDC in margin-vault/);
    assert.match(await page.getByRole('combobox', { name: 'To', exact: true }).locator('option:checked').innerText(), /^arbitrum-vault/);
    await page.getByRole('slider', { name: 'Amount of sUSDC to move' }).focus();
    await page.keyboard.press('End');
    assert.equal(await page.locator('#transfer-amount').inputValue(), '25000');
    await page.locator('#transfer-amount').fill('25000.01');
    await page.locator('.try-out .refusal-reason', { hasText: 'out_of_range' }).waitFor();
    await page.getByRole('combobox', { name: 'From' }).selectOption({ label: 'sETH in wallet-eth (eip155:7357)' });
    assert.match(await page.getByRole('combobox', { name: 'To', exact: true }).locator('option:checked').innerText(), /^op-vault/);
    assert.equal(await page.locator('#transfer-amount').inputValue(), '0');
  });

  test('ways to stand at a price are enough, rounded up', async () => {
    await tryOut.reach(page);
    const answer = await answerTo(() => ({ kind: 'reach', asset: 'eip155:7357/slip44:60', price: '2000' }));
    const { amount } = answer.ways.find(({ action, what }) => action === 'add' && what === 'margin-vault');
    const shown = await page.locator('tr[data-action=add] .number').first().innerText();
    assert.ok(Number(shown.split(' ')[0].replaceAll(',', '')) >= Number(amount.value));
    await page.getByLabel('To stand at, USD').fill('3000');
    await page.getByRole('button', { name: 'Find ways' }).click();
    await page.getByText('stands on the whole way there already').waitFor();
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
