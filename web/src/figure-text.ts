import { compareDecimals, formatDecimal, parseDecimal, type Decimal } from './decimal.js';
import type { Figure } from './report.js';

/**
 * A figure for a person, without its unit: two digits for money, up to six for amounts, more for prices below one.
 * Rounded for display only; the exact decimal is the figure's `value`.
 */
export function figureText(figure: Figure): string {
  if (figure.value === null) return reasonText(figure.reason);
  return decimalText(figure.value, figure.unit);
}

/** As {@link figureText}, of a bare decimal in `unit`. */
export function decimalText(value: Decimal, unit: string): string {
  if (unit === 'USD') return atLeastTwoDigits(value, 4);
  if (unit === '1') return atLeastTwoDigits(value, 3);
  return formatDecimal(value, { digits: isBelowOne(value) ? significantDigits(value, 6) : 6, trim: true });
}

/** A part of one as a percentage with one digit, or as many as asked for: "0.253" is "25.3 %". */
export function percentText(value: Decimal, digits = 1): string {
  const { units, scale } = parseDecimal(value);
  const hundredfold = units * 100n;
  const text = hundredfold.toString().replace('-', '').padStart(scale + 1, '0');
  const shifted = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return `${formatDecimal(`${hundredfold < 0n ? '-' : ''}${shifted}` as Decimal, { digits })} %`;
}

/** Why there is no number, in words. */
export function reasonText(reason: string): string {
  return reason === 'infinite' ? '∞' : reason === 'undefined' ? 'none' : reason.replaceAll('_', ' ');
}

/** Two digits after the point; below one as many as show `significant` ones, zeros at the end dropped. */
function atLeastTwoDigits(value: Decimal, significant: number): string {
  if (!isBelowOne(value)) return formatDecimal(value, { digits: 2 });
  const text = formatDecimal(value, { digits: significantDigits(value, significant) });
  return text.replace(/(\.\d\d\d*?)0+$/, '$1');
}

function isBelowOne(value: Decimal): boolean {
  return compareDecimals(value, '1' as Decimal) < 0 && compareDecimals(value, '-1' as Decimal) > 0;
}

/** Digits after the point that show `wanted` significant ones; two for zero. */
function significantDigits(value: Decimal, wanted: number): number {
  const fraction = /\.(0*)[1-9]/.exec(value);
  return fraction?.[1] === undefined ? 2 : Math.min(fraction[1].length + wanted, 18);
}
