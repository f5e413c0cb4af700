import { figureText } from '../figure-text.js';
import type { DebtReport, WalletReport } from '../margin-report.js';
import type { Report } from '../report.js';
import { cell, table, wrap, type Cell } from './layout.js';
import type { Scene } from './render-report.js';

/** What is owed and what lies in wallets apart, each with the margin that it asks for. Empty where there is neither. */
export function debtsSection(report: Report, scene: Scene): string[] {
  const { margin } = report;
  if (margin === null || margin.error !== null || margin.debts.length + margin.wallets.length === 0) return [];
  return [scene.paint.strong('Debts and wallets, USD'), ...debtLines(margin.debts, scene), ...walletLines(margin.wallets, scene)];
}

function debtLines(debts: readonly DebtReport[], scene: Scene): string[] {
  const { paint, columns } = scene;
  if (debts.length === 0) return [];
  const rows = debts.map(({ id, amount, symbol, value, initial_margin, maintenance_margin }) => [
    cell(`  ${figureText(amount)}`, 'right'),
    cell(symbol),
    cell(amount.level, 'left', amount.level === 'proven' ? paint.good : paint.caution),
    ...[value, initial_margin, maintenance_margin].map((figure) => cell(figureText(figure), 'right')),
    cell(id, 'left', paint.faint),
  ]);
  const asItems = () =>
    debts.flatMap(({ amount, symbol, value, initial_margin, maintenance_margin }) => [
      ...wrap(`Debt of ${figureText(amount)} ${symbol}, ${amount.level}: worth ${figureText(value)}`, columns, 2, 4),
      ...wrap(`margin ${figureText(initial_margin)} initial, ${figureText(maintenance_margin)} maintenance`, columns, 4),
    ]);
  return table([headings(['  debt', '', '', 'worth', 'initial', 'maintenance', ''], scene), ...rows], columns) ?? asItems();
}

function walletLines(wallets: readonly WalletReport[], scene: Scene): string[] {
  const { paint, columns } = scene;
  if (wallets.length === 0) return [];
  const rows = wallets.map(({ id, cash, settled, borrowed, initial_margin, maintenance_margin }) => [
    cell(`  ${figureText(cash)}`, 'right'),
    cell(cash.unit),
    cell(cash.level, 'left', cash.level === 'proven' ? paint.good : paint.caution),
    ...[settled, borrowed, initial_margin, maintenance_margin].map((figure) => cell(figureText(figure), 'right')),
    cell(id, 'left', paint.faint),
  ]);
  const asItems = () =>
    wallets.flatMap(({ id, cash, settled, borrowed, initial_margin, maintenance_margin }) => [
      ...wrap(`Wallet ${id}: ${figureText(cash)} ${cash.unit}, ${cash.level}; settled ${figureText(settled)}, borrowed ${figureText(borrowed)}`, columns, 2, 4),
      ...wrap(`margin ${figureText(initial_margin)} initial, ${figureText(maintenance_margin)} maintenance`, columns, 4),
    ]);
  return table([headings(['  wallet', '', '', 'settled', 'borrowed', 'initial', 'maintenance', ''], scene), ...rows], columns) ?? asItems();
}

function headings(texts: readonly string[], { paint }: Scene): Cell[] {
  return texts.map((text) => cell(text, 'right', paint.faint));
}
