// Questions about the sample's inputs, by way of the package.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { createVerifier } from '../../web/dist/inline.js';
import { createAnalyst, analysisIntegrity } from '../../web/dist/analysis-inline.js';
import { createAnalyst as createAnalystOf } from '../../web/dist/analysis.js';

const sample = (name) => readFileSync(new URL(`../fixtures/sample/${name}.json`, import.meta.url), 'utf8');

describe('the analyst', () => {
  let analyst;
  let request;
  let nearer;
  before(async () => {
    const verifier = await createVerifier();
    const report = await verifier.verifyBundle(sample('bundle'), sample('policy'), 1789915462);
    verifier.dispose();
    request = { policy: JSON.parse(sample('policy')), now: report.now, evidence: report.evidence, inputs: report.inputs };
    const row = report.margin.liquidation.find(({ symbol, scope }) => symbol === 'sETH' && scope === 'cross');
    nearer = String(Math.floor(Number(row.liquidation_down.value) * 0.9));
    analyst = await createAnalyst();
  });
  after(() => analyst.dispose());

  test('answers every kind of question about an account', async () => {
    const eth = 'eip155:7357/slip44:60';
    const questions = [
      { kind: 'order', instrument: 'ETH-PERP', qty: '-1' },
      { kind: 'max_order', instrument: 'ETH-PERP', side: 'buy', step: '0.01' },
      { kind: 'max_withdraw' },
      { kind: 'reach', asset: eth, price: nearer },
      { kind: 'siloed' },
      { kind: 'adl' },
      { kind: 'stress', scenarios: [{ name: 'a crash', moves: [{ asset: eth, move: '-0.4' }] }] },
      { kind: 'historical', to: 'low' },
      { kind: 'chain_failures' },
      { kind: 'reverse_stress' },
      { kind: 'portfolio', preset: 'derive-pmrm2', asset: eth, vector: true, options: [{ right: 'put', strike: '3000', expiry: 1795000000, volatility: '0.6', qty: '10' }] },
      { kind: 'lending', reserves: [{ asset: eth, loan_to_value: '0.75', liquidation_threshold: '0.8' }] },
      { kind: 'explain' },
      { kind: 'venue', figure: 'equity', value: '1' },
    ];
    const reply = await analyst.ask({ ...request, questions });
    assert.equal(reply.error, null);
    assert.deepEqual(reply.answers.map(({ kind, error }) => [kind, error]), questions.map(({ kind }) => [kind, null]));
    assert.equal(reply.answers[0].margin.positions[0].qty.value, '94');
    assert.ok(reply.answers[3].ways.some(({ action }) => action === 'add'));
  });

  test('says what is wrong with a question, and with a request', async () => {
    const refused = await analyst.ask({ ...request, questions: [{ kind: 'order', instrument: 'X', qty: '1' }, { kind: 'adl' }] });
    assert.equal(refused.answers[0].error.name, 'unknown_reference');
    assert.equal(refused.answers[1].error, null);
    const unread = await analyst.ask({ ...request, now: -1, questions: [] });
    assert.equal(unread.error.where, 'now');
  });

  test('checks the wasm it is given', async () => {
    const wasm = new Uint8Array(readFileSync(new URL('../../web/dist/analysis.wasm', import.meta.url)));
    const own = await createAnalystOf({ wasm, integrity: analysisIntegrity });
    assert.equal((await own.ask({ ...request, questions: [{ kind: 'adl' }] })).answers[0].error, null);
    await assert.rejects(createAnalystOf({ wasm: wasm.slice(0, 100), integrity: analysisIntegrity }), { name: 'IntegrityError' });
    const core = new Uint8Array(readFileSync(new URL('../../web/dist/core.wasm', import.meta.url)));
    await assert.rejects(createAnalystOf({ wasm: core }), { name: /Error/ });
  });

  test('is over when it is disposed of', async () => {
    const brief = await createAnalyst();
    brief.dispose();
    await assert.rejects(brief.ask({ ...request, questions: [] }), { name: 'DisposedError' });
  });
});
