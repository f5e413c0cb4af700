import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDecimals, decimal, formatDecimal, fromUnits, parseDecimal, subtractDecimals, toUnits } from '../../web/dist/decimal.js';

test('decimal refuses what the formats refuse', () => {
  for (const text of ['', '+1', '1e3', '.5', '5.', '1,000', ' 1', '0x1', '1.2.3', '--1', 'NaN']) {
    assert.throws(() => decimal(text), TypeError, text);
  }
  assert.equal(decimal('-12.50'), '-12.50');
});

test('parseDecimal and toUnits keep every digit', () => {
  const value = decimal('-170141183460469231731.687303715884105727');
  assert.deepEqual(parseDecimal(value), { units: -170141183460469231731687303715884105727n, scale: 18 });
  assert.equal(toUnits(value, 18), -170141183460469231731687303715884105727n);
  assert.equal(toUnits(decimal('-1.999'), 2), -199n);
  assert.equal(toUnits(decimal('12.5'), 18), 12500000000000000000n);
});

test('fromUnits places the point and drops zeros at the end', () => {
  assert.equal(fromUnits(-1250n, 3), '-1.25');
  assert.equal(fromUnits(5n, 18), '0.000000000000000005');
  assert.equal(fromUnits(1200n, 0), '1200');
  assert.equal(fromUnits(1200n, 2), '12');
  assert.equal(fromUnits(0n, 4), '0');
});

test('subtractDecimals is exact where doubles are not', () => {
  assert.equal(subtractDecimals(decimal('0.3'), decimal('0.1')), '0.2');
  assert.equal(subtractDecimals(decimal('9007199254740993'), decimal('0.000000000000000001')), '9007199254740992.999999999999999999');
  assert.equal(subtractDecimals(decimal('-2'), decimal('-2.00')), '0');
});

test('compareDecimals is exact where doubles are not', () => {
  assert.equal(compareDecimals(decimal('9007199254740993'), decimal('9007199254740992')), 1);
  assert.equal(compareDecimals(decimal('0.1'), decimal('0.100')), 0);
  assert.equal(compareDecimals(decimal('-0'), decimal('0.0')), 0);
  assert.equal(compareDecimals(decimal('-2'), decimal('1')), -1);
});

test('formatDecimal', async (t) => {
  const cases = [
    ['1234567.891', { digits: 2 }, '1,234,567.89'],
    ['999.995', { digits: 2 }, '1,000.00'],
    ['-0.005', { digits: 2 }, '-0.01'],
    ['-0.004', { digits: 2 }, '-<0.01'],
    ['0.0001', { digits: 2 }, '<0.01'],
    ['0', { digits: 2 }, '0.00'],
    ['-0', { digits: 2 }, '0.00'],
    ['12', { digits: 0 }, '12'],
    ['0.4', { digits: 0 }, '<1'],
    ['1200', { digits: 2, trim: true }, '1,200'],
    ['1200.50', { digits: 2, trim: true }, '1,200.5'],
    ['1200', { digits: 0, trim: true }, '1,200'],
    ['1234.5', { digits: 1, separator: ' ' }, '1 234.5'],
  ];
  for (const [value, format, expected] of cases) {
    await t.test(`${value} is shown as ${expected}`, () => assert.equal(formatDecimal(decimal(value), format), expected));
  }
});
