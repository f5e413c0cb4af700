import { figureText } from '../figure-text.js';
import { figureName } from '../figure-name.js';
import type { ComparisonLine, Figure, IsolatedReport, Report } from '../report.js';
import { cell, table, wrap, type Cell } from './layout.js';
import type { Scene } from './render-report.js';

/** The account's figures, ours beside the venue's where it gave them. */
export function accountSection(report: Report, scene: Scene): string[] {
  const { margin } = report;
  if (margin === null) return [];
  if (margin.error !== null) {
    const { code, name, where, expected } = margin.error;
    const lines = wrap(`${code} ${name} at ${where}: ${expected}`, scene.columns, 2, 4);
    return [scene.paint.strong('Account'), ...lines.map((line) => scene.paint.bad(line))];
  }
  const own: readonly (readonly [string, Figure])[] = [
    ['equity', margin.equity],
    ['initial_margin', margin.initial_margin],
    ['maintenance_margin', margin.maintenance_margin],
    ['buffer', margin.buffer],
    ['free_collateral', margin.free_collateral],
    ['margin_ratio', margin.margin_ratio],
    ['health', margin.health],
    ['leverage', margin.leverage],
  ];
  const compared = new Map(report.comparison.map((line) => [line.figure, line]));
  const rows = own.map(([name, figure]) => figureRow(name, figure, compared.get(name), scene));
  const others = report.comparison
    .filter(({ figure }) => !own.some(([name]) => name === figure))
    .map((line) => figureRow(line.figure, line.ours, line, scene));
  const all = [headings(report, scene), ...rows, ...others].filter((cells) => cells.length > 0);
  const asTable = table(all, scene.columns);
  const apart = margin.isolated.flatMap((one) => isolatedLines(one, scene));
  return [scene.paint.strong('Account, USD'), ...(asTable ?? all.slice(report.comparison.length > 0 ? 1 : 0).map(asItem)), ...apart];
}

function headings(report: Report, { paint }: Scene): Cell[] {
  if (report.comparison.length === 0) return [];
  return ['', 'ours', 'the venue’s', 'difference'].map((text, i) => cell(text, i === 0 ? 'left' : 'right', paint.faint));
}

function figureRow(name: string, ours: Figure, line: ComparisonLine | undefined, { paint }: Scene): Cell[] {
  const first = [cell(`  ${figureName(name)}`), cell(figureText(ours), 'right')];
  if (line === undefined) return first;
  const verdict = line.agrees ? cell('agrees', 'left', paint.good) : cell('differs', 'left', paint.caution);
  return [...first, cell(figureText(line.theirs), 'right'), cell(figureText(line.difference), 'right'), verdict];
}

/** One row where a table doesn't fit: the name, then the numbers under it. */
function asItem(cells: readonly Cell[]): string {
  const [name, ours, theirs, difference, verdict] = cells.map(({ text }) => text);
  if (theirs === undefined) return `${name}: ${ours}`;
  return `${name}: ${verdict}\n    ours ${ours}\n    venue’s ${theirs}\n    difference ${difference}`;
}

function isolatedLines(one: IsolatedReport, { paint, columns }: Scene): string[] {
  const numbers = `equity ${figureText(one.equity)}, maintenance margin ${figureText(one.maintenance_margin)}`;
  const now = one.liquidatable ? [paint.bad('    liquidatable now')] : [];
  return [...wrap(`Isolated ${one.position}: ${numbers}`, columns, 2, 4), ...now];
}
