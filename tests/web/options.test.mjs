// Options and portfolio margin from bundle to report, in wasm: what is shown of them, and what can be asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { createAnalyst } from '../../web/dist/analysis-inline.js';
import { computeMargin, verifyBundle } from '../../web/dist/inline.js';
import { renderReport } from '../../web/dist/terminal.js';
import { optionsExample } from './options-example.mjs';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const check = (name) => ajv.compile(JSON.parse(readFileSync(new URL(`../../web/schemas/${name}.schema.json`, import.meta.url), 'utf8')));
const [bundleSchema, policySchema, reportSchema, marginSchema, analysisSchema] = ['bundle', 'policy', 'report', 'margin', 'analysis'].map(check);
const accepts = (validate, value) => assert.ok(validate(value), ajv.errorsText(validate.errors));

const { bundle, policy, now } = optionsExample();
const eth = 'eip155:7357/slip44:60';
const presets = ['deribit-pm-eth', 'derive-pmrm2', 'derive-srm-eth', 'paradex-eth', 'span-16'];

/** The example with other margin rules, judged. */
async function judged(margin) {
  const changed = { ...policy, margin: { ...policy.margin, ...margin } };
  accepts(policySchema, changed);
  const report = await verifyBundle(bundle, changed, now);
  accepts(reportSchema, report);
  return report;
}

describe('an account with options', () => {
  let report;
  before(async () => (report = await judged({})));

  test('reads all of the bundle, and computes by the model', () => {
    accepts(bundleSchema, bundle);
    assert.equal(report.verdict.status, 'agrees');
    assert.deepEqual(report.ignored, []);
    assert.deepEqual([report.margin.mode, report.margin.model], ['portfolio', true]);
    assert.deepEqual(report.margin.positions.map(({ initial_margin }) => initial_margin.reason), ['netted', 'netted', 'netted', 'netted']);
  });

  test('names what binds, and the scenario among the profits', () => {
    const [unit] = report.margin.portfolio.units;
    assert.equal(unit.binding, 'scenario');
    const profits = unit.profits.map(Number);
    assert.equal(unit.worst_scenario.index, profits.indexOf(Math.min(...profits)));
    assert.ok(Math.abs(Number(unit.initial_margin.value) + Math.min(...profits)) < 1e-6);
    assert.deepEqual([unit.as_of, unit.old], [null, true]);
    assert.ok(report.warnings.some((warning) => warning.startsWith('preset_old: paradex-eth')));
  });

  test('says of no price of a model that it is certified, and lists its crossings', () => {
    for (const line of report.margin.liquidation) assert.deepEqual([line.certified, line.model], [false, true]);
    const [line] = report.margin.liquidation;
    assert.deepEqual(line.crossings, [line.liquidation_down.value, line.liquidation_up.value]);
  });

  test('is worth its marks times its quantity', () => {
    const [puts, calls] = ['eth-puts', 'eth-calls'].map((id) => report.margin.positions.find((position) => position.id === id));
    assert.deepEqual([puts.option.value.value, calls.option.value.value], ['2756', '-7462.5']);
    assert.deepEqual([puts.pnl.value, calls.pnl.value], ['-212', '397.5']);
    assert.ok(Number(puts.option.delta) < 0 && Number(calls.option.delta) > 0);
    assert.deepEqual(report.margin.greeks.map(({ underlying }) => underlying), [eth]);
  });

  test('is what the schemas say under every preset, and where parameters are replaced', async () => {
    for (const preset of presets) {
      const parameters = preset === 'span-16' ? { price_scan_range: '400' } : {};
      const units = policy.margin.portfolio.units.map((unit) => (unit.underlying === eth ? { ...unit, preset, parameters } : unit));
      const { margin } = await judged({ portfolio: { units } });
      assert.equal(margin.error, null, preset);
      assert.equal(margin.portfolio.units[0].preset, preset);
      assert.ok(Number(margin.portfolio.units[0].initial_margin.value) > 0, preset);
    }
  });

  test('is what the schemas say with each option margined by itself', async () => {
    const { mode: _, portfolio: __, ...rules } = policy.margin;
    const changed = { ...policy, margin: { ...rules, option_margin: { preset: 'deribit-standard', parameters: { least: '0.12' } } } };
    accepts(policySchema, changed);
    const { margin } = await verifyBundle(bundle, changed, now);
    assert.equal(margin.error, null);
    assert.equal(margin.option_margin.preset, 'deribit-standard');
    assert.equal(Number(margin.option_margin.parameters.least), 0.12);
    assert.equal(margin.portfolio, null);
    const calls = margin.positions.find(({ id }) => id === 'eth-calls');
    assert.ok(Number(calls.initial_margin.value) > 0);
  });

  test('is shown by the command line within its width', () => {
    for (const columns of [40, 60, 80, 100]) {
      const text = renderReport(report, { columns });
      for (const line of text.split('\n')) assert.ok([...line].length <= columns, `${columns}: ${line}`);
      assert.match(text, /Rules: portfolio margin/);
      assert.match(text, /eth-puts: 40 puts at 2,800\.00/);
    }
  });

  test('can be asked what an order of options or a price would make of it', async () => {
    const request = { policy, now, evidence: report.evidence, inputs: report.inputs };
    const moved = await computeMargin({ ...request, what_if: { asset: eth, price: '3600' } });
    accepts(marginSchema, moved);
    assert.ok(Number(moved.margin.portfolio.units[0].initial_margin.value) > 0);
    const analyst = await createAnalyst();
    const questions = [
      { kind: 'order', instrument: 'ETH-CALL-3600', qty: '-50' },
      { kind: 'order', instrument: 'ETH-PERP', qty: '10' },
      { kind: 'max_order', instrument: 'ETH-CALL-3600', side: 'sell', step: '1' },
      { kind: 'max_withdraw' },
      { kind: 'explain' },
    ];
    const reply = await analyst.ask({ ...request, questions });
    analyst.dispose();
    accepts(analysisSchema, reply);
    assert.deepEqual(reply.answers.map(({ error }) => error), questions.map(() => null));
    const [fewer, , most] = reply.answers;
    assert.equal(fewer.margin.positions.find(({ id }) => id === 'eth-calls').qty.value, '-200');
    assert.ok(Number(most.qty.value) > 0);
  });
});
