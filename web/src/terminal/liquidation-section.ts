import { figureText, percentText } from '../figure-text.js';
import type { Figure, LiquidationLine, Report } from '../report.js';
import { cell, table, wrap, type Cell } from './layout.js';
import type { Scene } from './render-report.js';

/** Where each price liquidates the account. */
export function liquidationSection(report: Report, scene: Scene): string[] {
  const lines = report.margin?.error === null ? report.margin.liquidation : [];
  if (lines.length === 0) return [];
  return [scene.paint.strong('Liquidation'), ...lines.flatMap((line) => marks(line, scene))];
}

function marks(line: LiquidationLine, scene: Scene): string[] {
  const { paint } = scene;
  const scope = line.scope === 'cross' ? '' : ` (isolated: ${line.scope})`;
  const level = line.mark.value === null ? '' : ` (${line.mark.level})`;
  const title = `${line.symbol}${scope}, now ${figureText(line.mark)}${level}`;
  const rows: Cell[][] = [
    row('if it falls to', line.liquidation_down, line.distance_down, '−', scene),
    row('if it rises to', line.liquidation_up, line.distance_up, '+', scene),
    row('bankrupt below', line.bankruptcy_down, null, '', scene),
    row('bankrupt above', line.bankruptcy_up, null, '', scene),
  ].filter((cells): cells is Cell[] => cells !== null);
  const unsure = line.certified ? [] : [paint.caution('    not certified exactly')];
  const body = table(rows, scene.columns) ?? rows.flatMap(asItem);
  return [...wrap(title, scene.columns, 2, 4), ...body, ...unsure];
}

/** One row where a table doesn't fit: the label and its price, then how far and how sure. */
function asItem(cells: readonly Cell[]): string[] {
  const [label, price, ...rest] = cells.map(({ text }) => text);
  const detail = rest.filter((text) => text !== '').join(' ');
  return [`${label} ${price}`, ...(detail === '' ? [] : [`      ${detail}`])];
}

function row(label: string, price: Figure, distance: Figure | null, sign: string, scene: Scene): Cell[] | null {
  const { paint } = scene;
  const isLiquidation = distance !== null;
  if (price.value === null && !isLiquidation) return null;
  const paintPrice = isLiquidation && price.value !== null ? paint.strong : paint.faint;
  const away = distance !== null && distance.value !== null ? `${sign}${percentText(distance.value)}` : '';
  return [
    cell(`    ${label}`),
    cell(figureText(price), 'right', paintPrice),
    cell(away, 'right'),
    cell(price.value === null ? '' : price.level, 'left', paint.faint),
  ];
}
