import { chargesText } from '../charges-text.js';
import { figureText, percentText } from '../figure-text.js';
import type { ClaimReport, CollateralLine, Report, VerifyError } from '../report.js';
import { cell, table, wrap } from './layout.js';
import type { Scene } from './render-report.js';

/** What counts as collateral, and how surely. */
export function collateralSection(report: Report, scene: Scene): string[] {
  const { paint } = scene;
  if (report.collateral.length === 0) return [];
  const rows = report.collateral.map((line) => [
    cell(`  ${figureText(line.amount)}`, 'right'),
    cell(line.symbol),
    cell(line.amount.value === null ? '' : line.amount.level, 'left', line.amount.level === 'proven' ? paint.good : paint.caution),
    cell(figureText(line.value), 'right'),
    cell(line.haircut === null ? '' : percentText(line.haircut), 'right'),
    cell(figureText(line.counted_value), 'right', paint.strong),
    cell(line.vault, 'left', paint.faint),
  ]);
  const headings = ['', '', '', 'worth', 'haircut', 'counts', ''].map((text) => cell(text, 'right', paint.faint));
  const unused = report.claims.filter(({ status }) => status === 'not_counted').flatMap((claim) => notCounted(claim, scene));
  const body = table([headings, ...rows], scene.columns) ?? report.collateral.flatMap((line) => asItem(line, scene));
  const charged = report.collateral.flatMap((line) => charges(line, scene));
  return [paint.strong('Collateral, USD'), ...body, ...[...charged, ...unused].map((text) => paint.faint(text))];
}

/** What time and chains take off, where the policy says that they do. */
function charges({ symbol, vault, breakdown }: CollateralLine, { columns }: Scene): string[] {
  if (breakdown === undefined) return [];
  return wrap(`${symbol} in ${vault}: ${chargesText(breakdown)}`, columns, 2, 4);
}

function asItem(line: CollateralLine, { columns }: Scene): string[] {
  const level = line.amount.value === null ? '' : `, ${line.amount.level}`;
  return [
    ...wrap(`${figureText(line.amount)} ${line.symbol}${level}`, columns, 2, 4),
    ...wrap(`worth ${figureText(line.value)}, counts ${figureText(line.counted_value)}`, columns, 4),
  ];
}

function notCounted(claim: ClaimReport, { columns }: Scene): string[] {
  return wrap(`${claim.id}: sound, not counted (this vault and account count once)`, columns, 2, 4);
}

/** Everything refused, with the check that refused it. Empty where nothing was. */
export function refusedSection(report: Report, scene: Scene): string[] {
  const items: (readonly [string, VerifyError])[] = [];
  for (const chain of report.chains) {
    for (const part of chain.parent === undefined ? chain.updates : chain.blocks) {
      if (part.error !== null) items.push([part.path, part.error]);
    }
    if (chain.error !== null) items.push([`chain ${chain.chain}`, chain.error]);
  }
  for (const claim of report.claims) {
    if (claim.error !== null) items.push([`claim ${claim.id}`, claim.error]);
  }
  for (const error of report.refused) items.push([error.where, error]);
  if (items.length === 0) return [];
  return [scene.paint.strong('Refused'), ...items.flatMap(([what, error]) => refusal(what, error, scene))];
}

function refusal(what: string, error: VerifyError, { paint, columns }: Scene): string[] {
  return [
    ...wrap(`✗ ${what}: ${error.name} (${error.code}, ${error.kind})`, columns, 2, 4).map((line) => paint.bad(line)),
    ...wrap(error.expected, columns, 4),
    ...wrap(`at ${error.where}`, columns, 4).map((line) => paint.faint(line)),
  ];
}
