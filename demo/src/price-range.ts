import type { AssetId, ComputedMargin, Decimal, Figure } from 'clearmargin';

/** A price for the slider and the curve, where a double's digits are enough: nothing is judged by it. */
export function approximate(value: Decimal): number {
  return Number(value);
}

/** The prices that slider and curve span. */
export interface PriceRange {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** Half to one and a half times the mark, stretched to show the liquidation prices that aren't too far to matter. */
export function priceRange(margin: ComputedMargin, asset: AssetId, mark: number): PriceRange {
  const marks = margin.liquidation
    .filter(({ underlying, scope }) => underlying === asset && scope === 'cross')
    .flatMap((line) => [line.liquidation_down, line.liquidation_up, line.bankruptcy_down, line.bankruptcy_up])
    .filter((figure: Figure) => figure.value !== null)
    .map((figure) => approximate(figure.value as Decimal))
    .filter((price) => price > mark / 5 && price < mark * 3);
  const step = 10 ** Math.floor(Math.log10(mark) - 3);
  const low = Math.max(step, Math.min(mark * 0.5, ...marks.map((price) => price * 0.92)));
  const high = Math.max(mark * 1.5, ...marks.map((price) => price * 1.06));
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
}

/** A price of the slider as a decimal, at the slider's own step. */
export function priceText(price: number, step: number): string {
  return price.toFixed(Math.max(0, -Math.floor(Math.log10(step))));
}

/** `count` prices over the range, for the curve. */
export function pricesOver(range: PriceRange, count: number): string[] {
  const width = (range.high - range.low) / (count - 1);
  return Array.from({ length: count }, (_, i) => priceText(range.low + i * width, range.step / 10));
}
