declare const decimalBrand: unique symbol;

/** An exact decimal as text: `-?digits[.digits]`, no exponent. Made only by {@link decimal} and by the verifier. */
export type Decimal = string & { readonly [decimalBrand]: true };

/** An exact decimal as numbers: `units` / 10^`scale`. */
export interface ScaledInteger {
  readonly units: bigint;
  readonly scale: number;
}

const decimalForm = /^-?\d+(?:\.\d+)?$/;

/** Whether `text` has the form of a {@link Decimal}. */
export function isDecimal(text: string): text is Decimal {
  return decimalForm.test(text);
}

/**
 * `text` as {@link Decimal}.
 * @throws {TypeError} if it is not `-?digits[.digits]`.
 */
export function decimal(text: string): Decimal {
  if (!isDecimal(text)) throw new TypeError(`expected a decimal like -12.5, got ${text.slice(0, 64)}`);
  return text;
}

/** `value` without loss: "12.50" is 1250 units at scale 2. */
export function parseDecimal(value: Decimal): ScaledInteger {
  const dot = value.indexOf('.');
  if (dot < 0) return { units: BigInt(value), scale: 0 };
  return { units: BigInt(value.slice(0, dot) + value.slice(dot + 1)), scale: value.length - dot - 1 };
}

/**
 * `value` in units of 10^-`scale`, rounded toward zero where it has more digits.
 *
 * @example
 * ```ts
 * import { decimal, toUnits } from 'clearmargin';
 * toUnits(decimal('12.5'), 18); // 12500000000000000000n
 * ```
 */
export function toUnits(value: Decimal, scale: number): bigint {
  const parsed = parseDecimal(value);
  if (parsed.scale <= scale) return parsed.units * 10n ** BigInt(scale - parsed.scale);
  return parsed.units / 10n ** BigInt(parsed.scale - scale);
}

/** `units` / 10^`scale`, without zeros at the end: the inverse of {@link parseDecimal}. */
export function fromUnits(units: bigint, scale: number): Decimal {
  const digits = placePoint(units < 0n ? -units : units, scale, '');
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return (units < 0n ? `-${trimmed}` : trimmed) as Decimal;
}

/** `a` - `b`, exact. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(parseDecimal(a).scale, parseDecimal(b).scale);
  return fromUnits(toUnits(a, scale) - toUnits(b, scale), scale);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; exact. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.max(left.scale, right.scale);
  const difference = toUnits(a, scale) - toUnits(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How {@link formatDecimal} shows a number. */
export interface DecimalFormat {
  /** Digits after the point; half goes away from zero. */
  readonly digits: number;
  /** Between groups of three digits; default `,`. */
  readonly separator?: string;
  /** Whether zeros at the end are dropped; default false. */
  readonly trim?: boolean;
}

/**
 * `value` for a person, rounded for display only. A value that is not zero is never shown as plain zero: it becomes
 * "<0.01".
 */
export function formatDecimal(value: Decimal, format: DecimalFormat): string {
  const { units, scale } = parseDecimal(value);
  const negative = units < 0n;
  const magnitude = negative ? -units : units;
  const rounded = roundHalfAway(magnitude, scale - format.digits);
  if (rounded === 0n && magnitude !== 0n) {
    return `${negative ? '-' : ''}<${placePoint(1n, format.digits, '')}`;
  }
  const text = placePoint(rounded, format.digits, format.separator ?? ',');
  const shown = format.trim === true && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return negative && rounded !== 0n ? `-${shown}` : shown;
}

function roundHalfAway(magnitude: bigint, dropped: number): bigint {
  if (dropped <= 0) return magnitude * 10n ** BigInt(-dropped);
  const divisor = 10n ** BigInt(dropped);
  return (magnitude + divisor / 2n) / divisor;
}

function placePoint(units: bigint, digits: number, separator: string): string {
  const padded = units.toString().padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits).replace(/\B(?=(?:\d{3})+$)/g, separator);
  return digits === 0 ? whole : `${whole}.${padded.slice(padded.length - digits)}`;
}
