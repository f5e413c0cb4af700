import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureName } from '../../web/dist/figure-name.js';
import { decimalText, figureText, percentText } from '../../web/dist/figure-text.js';
import { durationText, timeText } from '../../web/dist/time-text.js';

test('decimalText shows what matters of a number in its unit', () => {
  const cases = [
    ['3000.25', 'USD', '3,000.25'],
    ['0.005', 'USD', '0.005'],
    ['0.00001234567', 'USD', '0.00001235'],
    ['-0.5', 'USD', '-0.50'],
    ['0', 'USD', '0.00'],
    ['71.977335', '1', '71.98'],
    ['0.013893', '1', '0.0139'],
    ['2500', 'USDC', '2,500'],
    ['1.23456789', 'ETH', '1.234568'],
    ['0.000000000000000001', 'ETH', '0.000000000000000001'],
  ];
  for (const [value, unit, expected] of cases) assert.equal(decimalText(value, unit), expected, `${value} ${unit}`);
});

test('figureText gives the reason where there is no number', () => {
  assert.equal(figureText({ value: null, reason: 'infinite' }), '∞');
  assert.equal(figureText({ value: null, reason: 'missing_price' }), 'missing price');
});

test('percentText', () => {
  for (const [value, expected] of [['0.253', '25.3 %'], ['1', '100.0 %'], ['-0.02', '-2.0 %'], ['0.00001', '<0.1 %'], ['12.3456', '1,234.6 %'], ['0', '0.0 %']]) {
    assert.equal(percentText(value), expected, value);
  }
});

test('timeText and durationText', () => {
  assert.equal(timeText(1790000000), '2026-09-21 14:13:20 UTC');
  assert.equal(timeText(Number.MAX_SAFE_INTEGER), 'Unix time 9007199254740991');
  const cases = [[0, '0 seconds'], [1, '1 second'], [119, '119 seconds'], [120, '2 minutes'], [7200, '2 hours'], [172800, '2 days']];
  for (const [seconds, expected] of cases) assert.equal(durationText(seconds), expected);
});

test('figureName', () => {
  assert.equal(figureName('maintenance_margin'), 'Maintenance margin');
  assert.equal(figureName('liquidation_prices.p1'), 'Liquidation of p1');
  assert.equal(figureName('some_thing'), 'Some thing');
});
