import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { createAnalyst } from '../../web/dist/analysis-inline.js';
import { computeMargin, verifyBundle } from '../../web/dist/inline.js';
import { fixtureNames, readFixture } from './fixtures.mjs';
import { agreeingReport, differingReport, owingReport, portfolioReport, refusingReport, unreadableReport } from './hand-written-report.mjs';

const folder = new URL('../../web/schemas/', import.meta.url);
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const check = (name) => ajv.compile(JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')));
const [bundle, policy, report, margin, analysis] = ['bundle', 'policy', 'report', 'margin', 'analysis'].map(check);
const analysisRequest = ajv.getSchema('clearmargin:analysis:1#/$defs/request');

const accepts = (validate, value) => assert.ok(validate(value), ajv.errorsText(validate.errors));
const refuses = (validate, value, path) => {
  assert.equal(validate(value), false);
  assert.ok(validate.errors.some(({ instancePath }) => instancePath === path), ajv.errorsText(validate.errors));
};

const account = `eip155:1:0x${'ab'.repeat(20)}`;
const ether = 'eip155:1/slip44:60';
const smallBundle = () => ({ format: 'clearmargin/bundle/1', account, chains: {}, claims: [] });
const smallPolicy = () => ({
  format: 'clearmargin/policy/1',
  accounts: [account],
  trust: { 'eip155:1': { kind: 'ethereum', network: 'mainnet', checkpoint: `0x${'11'.repeat(32)}` } },
  assets: [{ id: ether, symbol: 'ETH' }],
  vaults: [{ id: 'coins', chain: 'eip155:1', asset: ether, decimals: 18, kind: 'native' }],
  collateral: { assets: [{ asset: ether, haircut: '0.05' }] },
  margin: {
    mode: 'cross',
    instruments: [{ id: 'ETH-PERP', kind: 'linear', underlying: ether, tiers: [{ floor: '0', mmr: '0.005', max_leverage: '100' }] }],
  },
});

test('every schema is a valid one of the 2020-12 draft', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
  assert.deepEqual(names, ['analysis.schema.json', 'bundle.schema.json', 'margin.schema.json', 'policy.schema.json', 'report.schema.json']);
  for (const name of names) accepts(ajv.getSchema('https://json-schema.org/draft/2020-12/schema'), JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
});

test('the bundle schema leaves room for members it does not know, but not for wrong ones', () => {
  accepts(bundle, smallBundle());
  accepts(bundle, { ...smallBundle(), comment: 'mine' });
  refuses(bundle, { ...smallBundle(), format: 'clearmargin/bundle/2' }, '/format');
  refuses(bundle, { ...smallBundle(), as_of: '1790000000' }, '/as_of');
  refuses(bundle, { ...smallBundle(), account: 'ab' }, '/account');
});

test('the bundle schema takes the blocks of a rollup', () => {
  const withBlocks = (blocks) => ({ ...smallBundle(), chains: { 'eip155:10': { kind: 'op-stack', parent: 'eip155:1', blocks } } });
  const proof = { kind: 'game', header_rlp: '0xc0', game_type: '0' };
  accepts(bundle, withBlocks([{ proof }]));
  accepts(bundle, withBlocks([{ proof, parent_block: `0x${'11'.repeat(32)}`, comment: 'mine' }]));
  refuses(bundle, withBlocks([]), '/chains/eip155:10/blocks');
  refuses(bundle, withBlocks([{ proof: { ...proof, kind: 'word' } }]), '/chains/eip155:10/blocks/0/proof/kind');
});

test('the policy schema knows every member', () => {
  accepts(policy, smallPolicy());
  refuses(policy, { ...smallPolicy(), comment: 'mine' }, '');
  refuses(policy, { ...smallPolicy(), accounts: [] }, '/accounts');
  for (const name of Object.keys(smallPolicy())) {
    const { [name]: dropped, ...rest } = smallPolicy();
    refuses(policy, rest, '');
  }
});

test('the policy schema takes rollups, by name and by contracts', () => {
  const address = `0x${'0f'.repeat(20)}`;
  const withRollup = (rollup) => ({ ...smallPolicy(), trust: { ...smallPolicy().trust, 'eip155:10': { parent: 'eip155:1', ...rollup } } });
  const games = { factory: address, game_types: [0], finality_delay: 302400, guardian: { layout: 'anchor-state-registry', contract: address } };
  accepts(policy, withRollup({ kind: 'op-stack', rollup: 'op-mainnet' }));
  accepts(policy, withRollup({ kind: 'op-stack', rollup: { name: 'mine', games }, accept: 'proposed', max_anchor_age: 60 }));
  accepts(policy, withRollup({ kind: 'arbitrum', rollup: 'arbitrum-one', accept: 'confirmed' }));
  accepts(policy, withRollup({ kind: 'arbitrum', rollup: { name: 'mine', outbox: address, any_trust: true } }));
  for (const rollup of [
    { kind: 'op-stack', rollup: 'arbitrum-one' },
    { kind: 'op-stack', rollup: 'op-mainnet', accept: 'confirmed' },
    { kind: 'op-stack', rollup: { name: 'none' } },
    { kind: 'op-stack', rollup: { name: 'mine', games: { ...games, game_types: [2] } } },
    { kind: 'arbitrum', rollup: { name: 'none', any_trust: true } },
    { kind: 'arbitrum', rollup: 'arbitrum-one', checkpoint: address },
  ]) {
    refuses(policy, withRollup(rollup), '/trust/eip155:10');
  }
});

test('the policy schema wants exactly one of imr and max_leverage in a tier', () => {
  const both = smallPolicy();
  both.margin.instruments[0].tiers[0].imr = '0.01';
  refuses(policy, both, '/margin/instruments/0/tiers/0');
  const neither = smallPolicy();
  delete neither.margin.instruments[0].tiers[0].max_leverage;
  refuses(policy, neither, '/margin/instruments/0/tiers/0');
});

test('the policy schema wants exactly one of haircut and tiers, and knows where numbers come from', () => {
  const withTerms = (terms) => ({ ...smallPolicy(), collateral: { assets: [{ asset: ether, ...terms }] } });
  const tiers = { unit: 'quantity', rows: [{ up_to: '10', ratio: '0.98' }, { ratio: '0' }] };
  accepts(policy, withTerms({ tiers }));
  refuses(policy, withTerms({ tiers, haircut: '0.05' }), '/collateral/assets/0');
  refuses(policy, withTerms({}), '/collateral/assets/0');
  refuses(policy, withTerms({ tiers: { ...tiers, unit: 'coins' } }), '/collateral/assets/0/tiers/unit');
  refuses(policy, withTerms({ tiers: { ...tiers, rows: [] } }), '/collateral/assets/0/tiers/rows');
  const preset = { name: 'mine', source: 'a letter', as_of: 1790000000 };
  const small = smallPolicy();
  accepts(policy, { ...small, collateral: { ...small.collateral, preset }, margin: { ...small.margin, preset } });
  refuses(policy, { ...small, margin: { ...small.margin, preset: { ...preset, as_of: '2026' } } }, '/margin/preset/as_of');
  refuses(policy, { ...small, collateral: { ...small.collateral, preset: { name: 'mine' } } }, '/collateral/preset');
});

const paidIn = () => ({
  id: 'paid-in',
  chain: 'eip155:1',
  contract: `0x${'22'.repeat(20)}`,
  event: { name: 'Deposit', inputs: [{ name: 'user', type: 'address', indexed: true }, { name: 'amount', type: 'uint256' }] },
  account: 'user',
  amount: 'amount',
  asset: ether,
  decimals: 18,
  means: 'deposit',
});
const hash = `0x${'33'.repeat(32)}`;

test('the policy schema knows events and the limits on freshness', () => {
  accepts(policy, { ...smallPolicy(), events: [paidIn()], limits: { max_finality_lag: 1800, min_participation: '0.9' } });
  refuses(policy, { ...smallPolicy(), events: [{ ...paidIn(), means: 'gift' }] }, '/events/0/means');
  refuses(policy, { ...smallPolicy(), events: [{ ...paidIn(), topic: hash }] }, '/events/0');
  refuses(policy, { ...smallPolicy(), limits: { min_participation: 0.9 } }, '/limits/min_participation');
});

test('the bundle schema knows events, execution headers and ancestors', () => {
  const chain = { kind: 'ethereum', bootstrap: { version: 'fulu', data: '0x' }, execution_headers: ['0xf8'] };
  const ancestors = [{ kind: 'headers', block: hash, headers: ['0xf8'] }];
  const proof = { transaction_index: '3', receipt_proof: ['0xf8'], log_index: 0 };
  const events = [{ id: 'a', chain: 'eip155:1', event: 'paid-in', account, proof }];
  accepts(bundle, { ...smallBundle(), chains: { 'eip155:1': { ...chain, ancestors } }, events });
  refuses(bundle, { ...smallBundle(), chains: { 'eip155:1': { ...chain, ancestors: [{ kind: 'word' }] } } }, '/chains/eip155:1/ancestors/0');
  refuses(bundle, { ...smallBundle(), events: [{ ...events[0], proof: { ...proof, log_index: -1 } }] }, '/events/0/proof/log_index');
});

test('the report schema knows events and older blocks', () => {
  const place = { hash, number: '7', time: 1789990000, age: 10000 };
  const none = { hash: null, number: null, time: null, age: null };
  const own = { path: 'events[0]', id: 'a', chain: 'eip155:1', event: 'paid-in', account };
  const sound = { ...own, status: 'listed', means: 'deposit', asset: ether, symbol: 'ETH', amount: agreeingReport().claims[0].amount, ...place, transaction_index: '3', log_index: '0', error: null };
  const { error } = refusingReport().claims.find((claim) => claim.error !== null);
  const refused = { ...own, status: 'refused', means: null, asset: null, symbol: null, amount: null, ...none, transaction_index: null, log_index: null, error };
  const [row] = agreeingReport().chains;
  const older_blocks = [{ path: 'chains.eip155:1.ancestors[0]', accepted: true, ...place, error: null }, { path: 'chains.eip155:1.ancestors[1]', accepted: false, ...none, error }];
  accepts(report, { ...agreeingReport(), chains: [{ ...row, older_blocks }], events: [sound, refused] });
  refuses(report, { ...agreeingReport(), events: [{ ...refused, hash }] }, '/events/0/hash');
});

test('the schemas know transactions', () => {
  const proof = { header: '0xf8', transaction_index: '3', transaction_proof: ['0xf8'] };
  const claim = { id: 'a', chain: 'eip155:1', hash, proof };
  const receipt_proof = ['0xf8'];
  accepts(bundle, { ...smallBundle(), transactions: [claim, { ...claim, block: hash, proof: { ...proof, receipt_proof } }] });
  refuses(bundle, { ...smallBundle(), transactions: [{ ...claim, hash: '0x33' }] }, '/transactions/0/hash');
  refuses(bundle, { ...smallBundle(), transactions: [{ ...claim, proof: { ...proof, header: undefined, receipt_proof } }] }, '/transactions/0/proof');
  const own = { path: 'transactions[0]', id: 'a', chain: 'eip155:1' };
  const place = { hash, number: '7', time: 1789990000, age: 10000 };
  const sound = { ...own, status: 'listed', transaction_hash: hash, type: 2, transaction_index: '3', succeeded: null, ...place, level: 'proven', from: [0], error: null };
  const { error } = refusingReport().claims.find((line) => line.error !== null);
  const none = Object.fromEntries(Object.keys(sound).map((name) => [name, null]));
  const refused = { ...none, ...own, status: 'refused', error };
  accepts(report, { ...agreeingReport(), transactions: [sound, { ...sound, status: 'repeated', succeeded: false }, refused] });
  refuses(report, { ...agreeingReport(), transactions: [{ ...refused, transaction_hash: hash }] }, '/transactions/0/transaction_hash');
  refuses(report, { ...agreeingReport(), transactions: [{ ...sound, sender: account }] }, '/transactions/0');
});

test('the report schema takes the documented form', () => {
  for (const value of [agreeingReport(), portfolioReport(), owingReport(), refusingReport(), differingReport(), unreadableReport()]) accepts(report, value);
});

const someOption = () => ({ id: 'ETH-PUT', kind: 'option', underlying: ether, style: 'linear', right: 'put', strike: '2800', expiry: 1797062400 });

test('the policy schema knows options, their margin and portfolios', () => {
  const withMargin = (more) => {
    const small = smallPolicy();
    return { ...small, margin: { ...small.margin, instruments: [...small.margin.instruments, someOption()], ...more } };
  };
  const inTheMoney = { in_the_money: '0.2', out_of_the_money: '0.1', long: '1' };
  accepts(policy, withMargin({ option_margin: { preset: 'deribit-standard' } }));
  accepts(policy, withMargin({ option_margin: { preset: 'deribit-standard', parameters: { least: '0.12' } } }));
  accepts(policy, withMargin({ option_margin: { preset: 'paradex', parameters: inTheMoney } }));
  refuses(policy, withMargin({ option_margin: { preset: 'paradex' } }), '/margin/option_margin');
  refuses(policy, withMargin({ option_margin: { preset: 'deribit-standard', parameters: inTheMoney } }), '/margin/option_margin/parameters');
  const units = [{ underlying: ether, preset: 'derive-pmrm2', parameters: { spot_shock: '0.2' }, risk_cancelling: true }];
  accepts(policy, withMargin({ mode: 'portfolio', portfolio: { units, offsets: [{ first: ether, second: ether, ratio: '0.3' }] } }));
  refuses(policy, withMargin({ mode: 'portfolio' }), '/margin');
  refuses(policy, withMargin({ mode: 'portfolio', portfolio: { units: [{ ...units[0], preset: 'mine' }] } }), '/margin/portfolio/units/0/preset');
  const tiered = withMargin({});
  tiered.margin.instruments[1].tiers = tiered.margin.instruments[0].tiers;
  refuses(policy, tiered, '/margin/instruments/1');
});

test('the bundle schema knows what an option is quoted by', () => {
  const held = { id: 'o1', instrument: 'ETH-PUT', qty: '-10', entry: '120.3', mark: '124.05', iv: '0.62', forward: '3010', as_of: 1790000000 };
  accepts(bundle, { ...smallBundle(), positions: [held] });
  refuses(bundle, { ...smallBundle(), positions: [{ ...held, iv: 0.62 }] }, '/positions/0/iv');
});

test('the report schema knows portfolios, presets and options', () => {
  const changed = (change) => {
    const value = portfolioReport();
    change(value.margin);
    return value;
  };
  refuses(report, changed((one) => (one.preset.as_of = null)), '/margin/preset');
  refuses(report, changed((one) => (one.portfolio.units[0].binding = 'luck')), '/margin/portfolio/units/0/binding');
  refuses(report, changed((one) => delete one.portfolio.units[0].profits), '/margin/portfolio/units/0');
  refuses(report, changed((one) => (one.greeks[0].speed = one.greeks[0].rho)), '/margin/greeks/0');
  refuses(report, changed((one) => (one.positions[1].option.right = 'neither')), '/margin/positions/1/option/right');
});

test('the policy schema knows what is asked of debts and wallets', () => {
  const ratios = { initial: '0.1', maintenance: '0.05' };
  const withMargin = (more, instrument = {}) => {
    const small = smallPolicy();
    const [first] = small.margin.instruments;
    return { ...small, margin: { ...small.margin, ...more, instruments: [{ ...first, ...instrument }] } };
  };
  const liabilities = [{ asset: ether, ...ratios }];
  const wallets = [{ id: 'coins', asset: ether, chain: 'eip155:1', ...ratios }, { id: 'dollars', ...ratios }];
  accepts(policy, withMargin({ sigma_days: '0.5', liabilities, wallets }, { wallet: 'coins' }));
  refuses(policy, withMargin({ sigma_days: 1 }), '/margin/sigma_days');
  refuses(policy, withMargin({ liabilities: [{ asset: ether, initial: '0.1' }] }), '/margin/liabilities/0');
  refuses(policy, withMargin({ liabilities: [{ ...liabilities[0], haircut: '0' }] }), '/margin/liabilities/0');
  refuses(policy, withMargin({ wallets: [{ asset: ether, ...ratios }] }), '/margin/wallets/0');
  refuses(policy, withMargin({ wallets: [{ ...wallets[1], asset: 'ETH' }] }), '/margin/wallets/0/asset');
  const settled = withMargin({ option_margin: { preset: 'deribit-standard' } });
  settled.margin.instruments.push({ ...someOption(), wallet: 'coins' });
  refuses(policy, settled, '/margin/instruments/1');
});

test('the bundle schema knows debts and wallets', () => {
  const debts = [{ id: 'loan', asset: ether, chain: 'eip155:1', amount: '1.5', as_of: 1790000000, comment: 'mine' }];
  const wallets = [{ id: 'coins', cash: '-0.25', as_of: 1790000000 }];
  accepts(bundle, { ...smallBundle(), debts, wallets });
  refuses(bundle, { ...smallBundle(), debts: [{ ...debts[0], amount: 1.5 }] }, '/debts/0/amount');
  refuses(bundle, { ...smallBundle(), debts: Array(257).fill(debts[0]) }, '/debts');
  refuses(bundle, { ...smallBundle(), wallets: [{ id: 'coins', cash: '1' }] }, '/wallets/0');
  refuses(bundle, { ...smallBundle(), wallets: Array(257).fill(wallets[0]) }, '/wallets');
});

test('the report schema wants debts, wallets and sigmas, the request needs none', () => {
  const changed = (change) => {
    const value = owingReport();
    change(value);
    return value;
  };
  for (const name of ['debts', 'wallets']) {
    refuses(report, changed(({ margin }) => delete margin[name]), '/margin');
    refuses(report, changed(({ inputs }) => delete inputs[name]), '/inputs');
  }
  refuses(report, changed(({ margin }) => delete margin.liquidation[0].sigmas_up), '/margin/liquidation/0');
  refuses(report, changed(({ margin }) => (margin.liquidation[0].sigmas_down = '2.5')), '/margin/liquidation/0/sigmas_down');
  refuses(report, changed(({ margin }) => delete margin.debts[0].chain), '/margin/debts/0');
  refuses(report, changed(({ margin }) => (margin.wallets[0].owed = margin.wallets[0].cash)), '/margin/wallets/0');
  const { now, evidence, inputs } = owingReport();
  const { debts: _, wallets: __, ...rest } = inputs;
  for (const given of [inputs, rest]) accepts(analysisRequest, { policy: {}, now, evidence, inputs: given, questions: [] });
  refuses(analysisRequest, { policy: {}, now, evidence, inputs: { ...inputs, debts: [{ ...inputs.debts[0], as_of: now }] }, questions: [] }, '/inputs/debts/0');
});

test('what schemas share is the same in all of them', () => {
  const schemas = ['analysis', 'report', 'margin'].map((name) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')));
  const [first, ...others] = schemas.map(({ $defs }) => $defs);
  for (const other of others) {
    const shared = Object.keys(other).filter((name) => name in first);
    assert.ok(shared.length >= 20);
    for (const name of shared) assert.deepEqual(other[name], first[name], name);
  }
});

test('the report schema refuses a figure that is both a number and a reason, and an exit code of another verdict', () => {
  const both = agreeingReport();
  both.margin.equity = { ...both.margin.equity, reason: 'none' };
  refuses(report, both, '/margin/equity');
  const mixed = agreeingReport();
  mixed.verdict.exit_code = 3;
  refuses(report, mixed, '/verdict');
});

for (const name of fixtureNames) {
  test(`fixture ${name}: bundle, policy and the real report are what the schemas say`, async () => {
    const fixture = readFixture(name);
    if (fixture.expected.verdict.status !== 'unreadable') {
      accepts(bundle, JSON.parse(fixture.bundle));
      accepts(policy, JSON.parse(fixture.policy));
    }
    accepts(report, await verifyBundle(fixture.bundle, fixture.policy, fixture.expected.now));
  });
}

test('reports of what cannot be read, and margin replies, are what the schemas say', async () => {
  const fixture = readFixture('sample');
  accepts(report, await verifyBundle('{', fixture.policy, 0));
  accepts(report, await verifyBundle(fixture.bundle, '{}', 0));
  const { now, evidence, inputs } = await verifyBundle(fixture.bundle, fixture.policy, fixture.expected.now);
  const request = { policy: JSON.parse(fixture.policy), now, evidence, inputs };
  const asset = request.policy.assets[0].id;
  accepts(margin, await computeMargin(request));
  accepts(margin, await computeMargin({ ...request, curve: { asset, prices: ['1000', '3000'] }, what_if: { asset, price: '2500' } }));
  accepts(margin, await computeMargin({ ...request, what_if: { asset, price: 'x' } }));
});

test('questions of every kind, and what they are answered, are what the analysis schema says', async () => {
  const fixture = readFixture('sample');
  const { now, evidence, inputs, account: owner } = await verifyBundle(fixture.bundle, fixture.policy, fixture.expected.now);
  const request = { policy: JSON.parse(fixture.policy), now, evidence, inputs };
  const [instrument] = request.policy.margin.instruments;
  const asset = instrument.underlying;
  const questions = [
    { kind: 'order', instrument: instrument.id, qty: '-1', price: '3000', fee: '0.0005' },
    { kind: 'transfer', account: owner, vault: 'margin-vault', to: 'arbitrum-vault', amount: '1' },
    { kind: 'max_order', instrument: instrument.id, side: 'buy', step: '0.01' },
    { kind: 'max_withdraw' },
    { kind: 'reach', asset, price: '2000' },
    { kind: 'reach', asset, price: '3100' },
    { kind: 'siloed' },
    { kind: 'adl' },
    { kind: 'stress', scenarios: [{ name: 'a crash', moves: [{ asset, move: '-0.4', basis_move: '-0.01' }], failed_chains: [] }] },
    { kind: 'historical', to: 'low' },
    { kind: 'chain_failures' },
    { kind: 'reverse_stress' },
    ...['derive-pmrm2', 'derive-srm-eth', 'deribit-pm-eth', 'paradex-eth', 'span-16'].map((preset) => ({ kind: 'portfolio', preset, asset, vector: true, ...(preset === 'span-16' ? { overrides: { price_scan_range: '400' } } : {}), options: [{ right: 'put', strike: '3000', expiry: now + 864000, volatility: '0.6', qty: '-10' }] })),
    { kind: 'lending', reserves: [{ asset, loan_to_value: '0.75', liquidation_threshold: '0.8' }] },
    { kind: 'explain' },
    { kind: 'venue', figure: 'equity', value: '1' },
    { kind: 'venue', figure: 'liquidation_price', position: 'eth-long', value: '2256.08' },
  ];
  const asked = new Set(questions.map(({ kind }) => kind));
  const analyst = await createAnalyst();
  const ask = async (more) => {
    accepts(analysisRequest, { ...request, ...more });
    const reply = await analyst.ask({ ...request, ...more });
    accepts(analysis, reply);
    return reply;
  };
  const { answers } = await ask({ questions });
  assert.deepEqual(answers.filter(({ error }) => error !== null), []);
  assert.equal(asked.size, 15);
  accepts(analysis, (await ask({ questions: [], what_if: { asset, price: '2500' } })));
  const refused = await ask({ questions: [{ kind: 'order', instrument: 'none', qty: '1' }] });
  assert.equal(refused.answers[0].error.name, 'unknown_reference');
  accepts(analysis, await analyst.ask({ ...request, now: -1, questions: [] }));
  analyst.dispose();
});

test('the analysis schema refuses members and kinds that it does not know', () => {
  const request = { policy: {}, now: 0, evidence: [], inputs: { collateral: [], prices: [], positions: [] } };
  const asks = (question) => ({ ...request, questions: [question] });
  accepts(analysisRequest, asks({ kind: 'portfolio', preset: 'paradex-eth', asset: ether, overrides: { spot_shock: '0.2', scenarios: [{ move: '-0.2', volatility: 'up' }] } }));
  refuses(analysisRequest, asks({ kind: 'luck' }), '/questions/0');
  refuses(analysisRequest, asks({ kind: 'adl', rank: true }), '/questions/0');
  refuses(analysisRequest, asks({ kind: 'reach', asset: ether, price: 2000 }), '/questions/0/price');
  refuses(analysisRequest, asks({ kind: 'lending', reserves: [{ asset: ether, loan_to_value: '0.75' }] }), '/questions/0/reserves/0');
  refuses(analysisRequest, { ...request, questions: Array(65).fill({ kind: 'adl' }) }, '/questions');
  const answers = (answer) => ({ format: 'clearmargin/analysis/1', evidence: [], answers: [answer], error: null });
  const qty = { value: '1', unit: 'contracts', level: 'reported', from: [] };
  accepts(analysis, answers({ kind: 'max_order', qty, error: null }));
  refuses(analysis, answers({ kind: 'max_order', qty: '1', error: null }), '/answers/0/qty');
  refuses(analysis, answers({ kind: 'max_order', error: null }), '/answers/0');
});
