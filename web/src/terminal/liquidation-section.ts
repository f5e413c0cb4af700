import { decimalText, figureText, percentText } from '../figure-text.js';
import type { LiquidationLine } from '../margin-report.js';
import type { Figure, Report } from '../report.js';
import { cell, table, wrap, type Cell } from './layout.js';
import type { Scene } from './render-report.js';

/** Where each price liquidates the account. */
export function liquidationSection(report: Report, scene: Scene): string[] {
  const lines = report.margin?.error === null ? report.margin.liquidation : [];
  if (lines.length === 0) return [];
  const rows = lines.flatMap((line) => [
    ...row(line, 'down', line.liquidation_down, line.distance_down, line.sigmas_down, line.bankruptcy_down, scene),
    ...row(line, 'up', line.liquidation_up, line.distance_up, line.sigmas_up, line.bankruptcy_up, scene),
  ]);
  const { paint, columns } = scene;
  const headings = ['', 'now', 'liquidated at', '', '', 'nothing left at'].map((text) => cell(text, 'right', paint.faint));
  const body = rows.length === 0 ? [] : (table([headings, ...rows], columns) ?? rows.flatMap((cells) => asItem(cells, columns)));
  const unsure = lines.filter(({ certified, model }) => !certified && !model).map(name);
  return [
    paint.strong('Liquidation, USD'),
    ...body,
    ...safePrices(lines, columns),
    ...[restsOn(lines), ...sigmaNote(lines)].flatMap((text) => wrap(text, columns, 2)).map((line) => paint.faint(line)),
    ...lines.flatMap((line) => (line.model && !isSafe(line) ? modelLines(line, scene) : [])),
    ...unsure.flatMap((text) => wrap(`${text}: the price is not certified exactly`, columns, 2, 4)).map((line) => paint.caution(line)),
  ];
}

/** A model's prices are found by searching, and there may be several. */
function modelLines(line: LiquidationLine, { paint, columns }: Scene): string[] {
  const searched = `${name(line)}: prices searched for in a model, not certified`;
  const crossed = line.crossings.map((price) => decimalText(price, 'USD')).join(', ');
  const texts = line.crossings.length > 1 ? [searched, `${name(line)}: turns between standing and liquidated at ${crossed}`] : [searched];
  return texts.flatMap((text) => wrap(text, columns, 2, 4)).map((text) => paint.caution(text));
}

function row(
  line: LiquidationLine,
  direction: 'down' | 'up',
  price: Figure,
  distance: Figure,
  sigmas: Figure,
  bankruptcy: Figure,
  { paint }: Scene,
): Cell[][] {
  if (price.value === null && price.reason === 'never') return [];
  return [
    [
      cell(`  ${name(line)}`),
      cell(figureText(line.mark), 'right'),
      cell(`${direction === 'down' ? '↓' : '↑'} ${figureText(price)}`, 'right', paint.strong),
      cell(distance.value === null ? '' : `${direction === 'down' ? '−' : '+'}${percentText(distance.value)}`, 'right'),
      cell(sigmas.value === null ? '' : `${figureText(sigmas)} σ`, 'right'),
      cell(bankruptcy.value === null ? '' : figureText(bankruptcy), 'right'),
    ],
  ];
}

function name({ symbol, scope }: LiquidationLine): string {
  return scope === 'cross' ? symbol : `${symbol} (${scope})`;
}

/** One row where a table doesn't fit. */
function asItem(cells: readonly Cell[], columns: number): string[] {
  const [line, mark, price, distance, sigmas, bankruptcy] = cells.map(({ text }) => text.trim());
  const left = bankruptcy === '' ? '' : `, nothing left at ${bankruptcy}`;
  const away = [distance, sigmas].filter((text) => text !== '').join(', ');
  return wrap(`${line} now ${mark}, liquidated at ${price} ${away}${left}`, columns, 2, 4);
}

/** What σ is, where one is shown. */
function sigmaNote(lines: readonly LiquidationLine[]): string[] {
  const isShown = lines.some(({ sigmas_down, sigmas_up }) => sigmas_down.value !== null || sigmas_up.value !== null);
  return isShown ? ["σ: a standard deviation of the price over the policy's sigma_days, by its volatility."] : [];
}

/** What the weakest of these prices rests on, in words. */
function restsOn(lines: readonly LiquidationLine[]): string {
  const levels = lines.flatMap(({ liquidation_down, liquidation_up }) => [liquidation_down.level, liquidation_up.level]);
  const weakest = (['reported', 'attested', 'proposed'] as const).find((level) => levels.includes(level)) ?? 'proven';
  return weakest === 'proven' ? 'All of this is proven.' : `These rest in part on what is only ${weakest}.`;
}

function isSafe({ liquidation_down, liquidation_up }: LiquidationLine): boolean {
  return [liquidation_down, liquidation_up].every((figure) => figure.value === null && figure.reason === 'never');
}

/** The prices that alone can't liquidate anything, in one sentence. */
function safePrices(lines: readonly LiquidationLine[], columns: number): string[] {
  const names = lines.filter(isSafe).map(name);
  if (names.length === 0) return [];
  return wrap(`No price of ${names.join(', ')} alone liquidates the account.`, columns, 2, 2);
}
