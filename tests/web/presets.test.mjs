// The presets that the package carries: every one can be a policy's, and asks for what its source says.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { computeMargin } from '../../web/dist/inline.js';

const folder = new URL('../../web/presets/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const policySchema = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  JSON.parse(readFileSync(new URL('../../web/schemas/policy.schema.json', import.meta.url), 'utf8')),
);

const account = `eip155:1:0x${'ab'.repeat(20)}`;
const day = 86_400;
const assetOf = (symbol) => `eip155:1/erc20:0x${Buffer.from(symbol.padEnd(20, '_')).toString('hex')}`;
const symbolOf = ({ symbol }) => (symbol === '*' ? 'ETH' : symbol);

/** A policy of nothing but the preset, on assets of our own. */
function policyOf({ preset, margin, instruments, collateral }) {
  const symbols = [...new Set([...instruments, ...collateral].map(symbolOf))];
  return {
    format: 'clearmargin/policy/1',
    accounts: [account],
    trust: { 'eip155:1': { kind: 'ethereum', network: 'mainnet', checkpoint: `0x${'11'.repeat(32)}` } },
    assets: symbols.map((symbol) => ({ id: assetOf(symbol), symbol })),
    vaults: [],
    collateral: { preset, assets: collateral.map(({ symbol, chain, ...terms }) => ({ asset: assetOf(symbol), ...terms })) },
    margin: {
      ...margin,
      preset,
      instruments: instruments.map(({ symbol, ...terms }) => ({ id: symbol, underlying: assetOf(symbolOf({ symbol })), ...terms })),
    },
  };
}

/** The margin of `positions` (symbol: [qty, price]) and `balances` (likewise) under the preset. */
async function marginOf(file, positions, balances, now = file.preset.as_of) {
  const policy = policyOf(file);
  assert.ok(policySchema(policy), JSON.stringify(policySchema.errors));
  const prices = { ...positions, ...balances };
  const answer = await computeMargin({
    policy,
    now,
    evidence: [],
    inputs: {
      collateral: Object.entries(balances).map(([symbol, [amount]]) => (
        { vault: symbol, account, chain: 'eip155:1', asset: assetOf(symbol), amount, from: [], level: 'reported' })),
      prices: Object.entries(prices).map(([symbol, [, price]]) => ({ asset: assetOf(symbol), price, from: [], level: 'reported' })),
      positions: Object.entries(positions).map(([symbol, [qty, entry]]) => (
        { id: symbol, instrument: file.instruments.find((terms) => symbolOf(terms) === symbol).symbol, qty, entry, from: [], level: 'reported' })),
    },
  });
  assert.equal(answer.error, null);
  assert.equal(answer.margin.error, null);
  return answer;
}

test('there is a preset for each of these', () => {
  assert.deepEqual(names.sort(), ['binance-usdm', 'bybit-uta', 'hyperliquid', 'okx-discount', 'seed-default']);
});

for (const name of names) {
  test(`${name} says whose and of when it is, and can be a policy's`, async () => {
    const file = read(name);
    assert.deepEqual(Object.keys(file), ['preset', 'margin', 'instruments', 'collateral', 'unknown']);
    assert.equal(file.preset.name, name);
    const fresh = await marginOf(file, {}, {}, file.preset.as_of + 90 * day);
    assert.deepEqual(fresh.margin.preset, { ...file.preset, old: false });
    assert.deepEqual(fresh.margin.collateral_preset, { ...file.preset, old: false });
    const old = await marginOf(file, {}, {}, file.preset.as_of + 90 * day + 1);
    assert.equal(old.margin.preset.old, true);
  });
}

const maintenance = async (name, symbol, qty, price) => {
  const { margin } = await marginOf(read(name), { [symbol]: [qty, price] }, {});
  return margin.positions[0].maintenance_margin.value;
};
const counted = async (name, symbol, amount, price) => {
  const { collateral } = await marginOf(read(name), {}, { [symbol]: [amount, price] });
  return collateral[0].counted_value.value;
};

test('binance-usdm: 0.65% of a million less 950, 5% of 120 million less 2,006,450', async () => {
  assert.equal(await maintenance('binance-usdm', 'BTC', '10', '100000'), '5550');
  assert.equal(await maintenance('binance-usdm', 'ETH', '-40000', '3000'), '3993550');
});

test('hyperliquid: half the rate of the greatest leverage, and a backstop at two thirds', async () => {
  assert.equal(await maintenance('hyperliquid', 'BTC', '1000', '100000'), '1250000');
  assert.equal(await maintenance('hyperliquid', 'BTC', '2000', '100000'), '3125000');
  assert.equal(await maintenance('hyperliquid', 'ETH', '1000', '3000'), '60000');
  assert.match(await maintenance('hyperliquid', 'ETH', '50000', '3000'), /^3666666\.66666666/);
});

test('bybit-uta: 10 at 98%, 10 at 95%, 10 at 90%, 5 at 85%; nothing beyond 50', async () => {
  assert.equal(await counted('bybit-uta', 'BTC', '35', '60000'), '1953000');
  assert.equal(await counted('bybit-uta', 'BTC', '60', '40000'), '1792000');
});

test('okx-discount: by USD', async () => {
  assert.equal(await counted('okx-discount', 'BETH', '1000', '2600'), '2410000');
  assert.equal(await counted('okx-discount', 'BETH', '5000', '2600'), '5600000');
});

test('seed-default: 5% and 10% margin, haircuts of 5%, 2%, 12% and 8%', async () => {
  assert.equal(await maintenance('seed-default', 'ETH', '10', '3000'), '1500');
  assert.equal(await counted('seed-default', 'ETH', '10', '3000'), '28500');
  assert.equal(await counted('seed-default', 'USDC', '1000', '1'), '980');
  assert.equal(await counted('seed-default', 'SOL', '10', '100'), '880');
  assert.equal(await counted('seed-default', 'WBTC', '1', '60000'), '55200');
});
