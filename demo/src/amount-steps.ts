import { compareDecimals, fromUnits, parseDecimal, toUnits, type Decimal } from 'clearmargin';

/** A slider's places for amounts from 0 to `most`: `count` steps of 10^`exponent`, the last one to `most` itself. */
export interface AmountSteps {
  readonly most: Decimal;
  readonly exponent: number;
  readonly count: number;
}

/** About a hundred to a thousand steps up to the largest of `amounts`. */
export function stepExponent(amounts: readonly Decimal[]): number {
  const largest = amounts.reduce((a, b) => (compareDecimals(a, b) < 0 ? b : a), '0' as Decimal);
  const { units, scale } = parseDecimal(largest);
  return units === 0n ? 0 : units.toString().length - scale - 3;
}

/** The places up to `most` in steps of 10^`exponent`. */
export function amountSteps(most: Decimal, exponent: number): AmountSteps {
  if (compareDecimals(most, '0' as Decimal) <= 0) return { most: '0' as Decimal, exponent, count: 0 };
  const { units, scale } = scaled(most, exponent);
  const step = 10n ** BigInt(scale + exponent);
  return { most, exponent, count: Number((units + step - 1n) / step) };
}

/** The amount at a place. Exact: a slider's own numbers only count steps. */
export function amountAt({ most, exponent, count }: AmountSteps, place: number): Decimal {
  if (place >= count) return most;
  return exponent < 0 ? fromUnits(BigInt(place), -exponent) : fromUnits(BigInt(place) * 10n ** BigInt(exponent), 0);
}

/** The place nearest below an amount, where the slider stands for a number that was typed. */
export function placeOf({ most, exponent, count }: AmountSteps, amount: Decimal): number {
  if (compareDecimals(amount, most) >= 0) return count;
  const { units, scale } = scaled(amount, exponent);
  return Number(units / 10n ** BigInt(scale + exponent));
}

/** In units so small that a step is a whole number of them. */
function scaled(amount: Decimal, exponent: number) {
  const scale = Math.max(parseDecimal(amount).scale, -exponent, 0);
  return { units: toUnits(amount, scale), scale };
}
