import { formatDecimal } from '../decimal.js';
import { figureText } from '../figure-text.js';
import { figureName } from '../figure-name.js';
import type { IsolatedReport } from '../margin-report.js';
import type { ComparisonLine, Figure, Report } from '../report.js';
import { cell, table, wrap, type Cell } from './layout.js';
import type { Scene } from './render-report.js';

/** The account's figures, by our arithmetic. */
export function accountSection(report: Report, scene: Scene): string[] {
  const { margin } = report;
  const { paint, columns } = scene;
  if (margin === null) return [];
  if (margin.error !== null) {
    const { code, name, where, expected } = margin.error;
    const lines = wrap(`${code} ${name} at ${where}: ${expected}`, columns, 2, 4);
    return [paint.strong('Account'), ...lines.map((line) => paint.bad(line))];
  }
  const figures: readonly (readonly [string, Figure])[] = [
    ['equity', margin.equity],
    ['initial_margin', margin.initial_margin],
    ['maintenance_margin', margin.maintenance_margin],
    ['buffer', margin.buffer],
    ['free_collateral', margin.free_collateral],
    ['margin_ratio', margin.margin_ratio],
    ['health', margin.health],
    ['leverage', margin.leverage],
  ];
  const cells = figures.map(([name, figure]) => [cell(figureName(name)), cell(figureText(figure), 'right')]);
  const half = Math.ceil(cells.length / 2);
  const pairs = cells.slice(0, half).map((left, i) => [cell(''), ...left, cell(''), ...(cells[half + i] ?? [])]);
  const body = table(pairs, columns) ?? figures.map(([name, figure]) => `  ${figureName(name)}: ${figureText(figure)}`);
  return [paint.strong('Account, USD'), ...body, ...margin.isolated.flatMap((one) => isolatedLines(one, scene))];
}

/** Our figures beside the venue's. */
export function comparisonSection(report: Report, scene: Scene): string[] {
  const { paint, columns } = scene;
  if (report.comparison.length === 0) return [];
  const headings = ['', 'ours', 'venue', 'difference', ''].map((text) => cell(text, 'right', paint.faint));
  const rows = report.comparison.map((line) => comparisonRow(line, scene));
  const body = table([headings, ...rows], columns) ?? rows.flatMap(asItem);
  return [paint.strong('Against the venue, USD'), ...body];
}

function comparisonRow(line: ComparisonLine, { paint }: Scene): Cell[] {
  return [
    cell(`  ${figureName(line.figure)}`),
    cell(figureText(line.ours), 'right'),
    cell(figureText(line.theirs), 'right'),
    cell(differenceText(line.difference), 'right'),
    line.agrees ? cell('agrees', 'left', paint.good) : cell('differs', 'left', paint.caution),
  ];
}

/** Cents are enough for what is far below the tolerance. */
function differenceText(difference: Figure): string {
  return difference.value === null ? figureText(difference) : formatDecimal(difference.value, { digits: 2 });
}

/** One row where a table doesn't fit: the name and outcome, then the numbers under it. */
function asItem(cells: readonly Cell[]): string[] {
  const [name, ours, theirs, difference, outcome] = cells.map(({ text }) => text);
  return [`${name}: ${outcome}`, `    ours ${ours}`, `    venue ${theirs}`, `    difference ${difference}`];
}

function isolatedLines(one: IsolatedReport, { paint, columns }: Scene): string[] {
  const numbers = `equity ${figureText(one.equity)}, maintenance margin ${figureText(one.maintenance_margin)}`;
  const now = one.liquidatable ? [paint.bad('    liquidatable now')] : [];
  return [...wrap(`Isolated ${one.position}: ${numbers}`, columns, 2, 4), ...now];
}
