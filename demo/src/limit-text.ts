import { formatDecimal, fromUnits, toUnits, type Decimal } from 'clearmargin';

const digits = 8;

/** A largest amount for a person, rounded down: what is shown is never more than what may be. */
export function atMostText(value: Decimal): string {
  return shown(toUnits(value, digits));
}

/** A smallest amount for a person, rounded up: what is shown is never less than what is needed. */
export function atLeastText(value: Decimal): string {
  const least = toUnits(value, digits);
  return shown(isWhole(value, least) ? least : least + 1n);
}

function isWhole(value: Decimal, units: bigint): boolean {
  return toUnits(value, 40) === units * 10n ** BigInt(40 - digits);
}

function shown(units: bigint): string {
  return formatDecimal(fromUnits(units, digits), { digits, trim: true });
}
