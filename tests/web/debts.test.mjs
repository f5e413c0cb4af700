// Debts and wallets from bundle to report, in wasm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { computeMargin, verifyBundle } from '../../web/dist/inline.js';
import { renderReport } from '../../web/dist/terminal.js';
import { btc, debtsExample, eth, usdc } from './debts-example.mjs';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const check = (name) => ajv.compile(JSON.parse(readFileSync(new URL(`../../web/schemas/${name}.schema.json`, import.meta.url), 'utf8')));
const [bundleSchema, policySchema, reportSchema, marginSchema] = ['bundle', 'policy', 'report', 'margin'].map(check);
const accepts = (validate, value) => assert.ok(validate(value), ajv.errorsText(validate.errors));
const values = (line, names) => names.map((name) => line[name].value);
const isNear = (value, wanted) => assert.ok(Math.abs(Number(value) - wanted) < 1e-6, `${value}, not ${wanted}`);

const { bundle, policy, now } = debtsExample();

describe('an account with a debt and a wallet', () => {
  let report;
  let without;
  before(async () => {
    report = await verifyBundle(bundle, policy, now);
    const { debts: _, ...rest } = bundle;
    without = await verifyBundle({ ...rest, wallets: [{ ...bundle.wallets[0], cash: '0' }] }, policy, now);
  });

  test('is what the schemas say, and read whole', () => {
    accepts(bundleSchema, bundle);
    accepts(policySchema, policy);
    for (const one of [report, without]) {
      accepts(reportSchema, one);
      assert.equal(one.verdict.status, 'agrees');
      assert.deepEqual(one.ignored, []);
    }
  });

  test('owes its debt in full, with the margin that the policy asks', () => {
    const [debt] = report.margin.debts;
    assert.deepEqual([debt.id, debt.asset, debt.symbol, debt.chain], ['loan', usdc, 'sUSDC', null]);
    assert.deepEqual(values(debt, ['amount', 'price', 'value', 'initial_margin', 'maintenance_margin']), ['5000', '1', '-5000', '500', '250']);
    assert.equal(debt.value.level, 'reported');
  });

  test('borrows what its wallet lacks after profit and funding', () => {
    const [wallet] = report.margin.wallets;
    assert.deepEqual([wallet.id, wallet.cash.unit], ['btc-contracts', 'USD']);
    assert.deepEqual(values(wallet, ['cash', 'settled', 'borrowed']), ['-2000', '1406.63', '593.37']);
    assert.deepEqual(values(wallet, ['initial_margin', 'maintenance_margin']), ['118.674', '59.337']);
    assert.equal(without.margin.wallets[0].borrowed.value, '0');
  });

  test('stands lower by both, and asks for the margin of both', () => {
    const change = (name) => Number(report.margin[name].value) - Number(without.margin[name].value);
    isNear(change('equity'), -7000);
    isNear(change('equity_raw'), -7000);
    isNear(change('initial_margin'), 618.674);
    isNear(change('maintenance_margin'), 309.337);
  });

  test('is as many sigmas away as the policy’s volatility says', () => {
    const line = (asset) => report.margin.liquidation.find(({ scope, underlying }) => scope === 'cross' && underlying === asset);
    const { mark, liquidation_down, sigmas_down, sigmas_up } = line(eth);
    const oneSigma = 0.6 * Math.sqrt(7 / 365);
    isNear(sigmas_down.value, Math.abs(Math.log(Number(liquidation_down.value) / Number(mark.value))) / oneSigma);
    assert.deepEqual([sigmas_down.unit, sigmas_up.reason], ['1', line(eth).distance_up.reason]);
    assert.equal(line(btc).sigmas_up.reason, 'no_volatility');
  });

  test('is computed again from the report’s own inputs', async () => {
    const request = { policy, now, evidence: report.evidence, inputs: report.inputs };
    const same = await computeMargin(request);
    accepts(marginSchema, same);
    assert.deepEqual(same.margin, report.margin);
    const { debts: _, ...free } = report.inputs;
    const debtless = await computeMargin({ ...request, inputs: free });
    assert.deepEqual(debtless.margin.debts, []);
    isNear(Number(debtless.margin.equity.value) - Number(report.margin.equity.value), 5000);
  });

  test('has no margin where a debt or wallet is refused, or the wallet of a position is not there', async () => {
    const [debt] = bundle.debts;
    const [wallet] = bundle.wallets;
    const cases = [
      [{ debts: [{ ...debt, asset: eth }] }, 602, 'debts[0].asset'],
      [{ debts: [{ ...debt, amount: '-1' }] }, 506, 'debts[0].amount'],
      [{ debts: [debt, debt] }, 116, 'debts[1].id'],
      [{ wallets: [{ ...wallet, id: 'mine' }] }, 602, 'wallets[0].id'],
      [{ wallets: [wallet, wallet] }, 116, 'wallets[1].id'],
      [{ wallets: [] }, 603, 'positions[1].instrument'],
    ];
    for (const [change, code, where] of cases) {
      const refused = await verifyBundle({ ...bundle, ...change }, policy, now);
      accepts(reportSchema, refused);
      assert.equal(refused.verdict.status, 'refused');
      assert.deepEqual([refused.margin.error.code, refused.margin.error.where], [code, where]);
    }
  });

  test('is shown by the command line within its width', () => {
    for (const columns of [40, 60, 80, 100]) {
      const text = renderReport(report, { columns });
      for (const line of text.split('\n')) assert.ok([...line].length <= columns, `${columns}: ${line}`);
      assert.match(text, /^Debts and wallets, USD$/m);
      assert.match(text, / σ/);
    }
  });
});
