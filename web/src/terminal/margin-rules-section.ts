import { compareDecimals, type Decimal } from '../decimal.js';
import { decimalText, figureText } from '../figure-text.js';
import type { ComputedMargin, GreeksLine, PortfolioUnitReport } from '../margin-report.js';
import { bindingText, modeText, presetAgeText, scenarioText, type DatedNumbers } from '../portfolio-text.js';
import type { Report } from '../report.js';
import { cell, table, wrap } from './layout.js';
import type { Scene } from './render-report.js';

/** By which rules the margin is computed and how old they are; in portfolio mode what binds. */
export function marginRulesSection(report: Report, scene: Scene): string[] {
  const { margin } = report;
  if (margin === null || margin.error !== null) return [];
  const rules = [
    ...ruleLines('Margin', margin.preset?.name, margin.preset, scene),
    ...ruleLines('Collateral', margin.collateral_preset?.name, margin.collateral_preset, scene),
    ...ruleLines('Options', margin.option_margin?.preset, margin.option_margin, scene),
    ...portfolioLines(margin, scene),
    ...greekLines(margin.greeks, scene),
  ];
  const heading = scene.paint.strong(`Rules: ${modeText(margin.mode)}`);
  if (rules.length > 0) return [heading, ...rules];
  return [heading, ...wrap('The policy does not say where its numbers come from.', scene.columns, 2).map((line) => scene.paint.faint(line))];
}

function ruleLines(what: string, name: string | undefined, numbers: (DatedNumbers & { source: string }) | null, { paint, columns }: Scene): string[] {
  if (name === undefined || numbers === null) return [];
  const lines = wrap(`${what}: ${name}, ${presetAgeText(numbers)} (${numbers.source})`, columns, 2, 4);
  return numbers.old ? lines.map((line) => paint.caution(line)) : lines;
}

function portfolioLines({ portfolio }: ComputedMargin, scene: Scene): string[] {
  if (portfolio === null) return [];
  const { initial, maintenance } = portfolio.offset_credit;
  const hasCredit = [initial, maintenance].some(({ value }) => value !== null && compareDecimals(value, '0' as Decimal) > 0);
  const credit = `Let off for units that offset one another: ${figureText(initial)} initial, ${figureText(maintenance)} maintenance`;
  return [...portfolio.units.flatMap((unit) => unitLines(unit, scene)), ...(hasCredit ? wrap(credit, scene.columns, 2, 4) : [])];
}

function unitLines(unit: PortfolioUnitReport, scene: Scene): string[] {
  const { columns } = scene;
  const { symbol, preset, binding, worst_scenario, profits, settlement, initial_margin, maintenance_margin } = unit;
  const margins = `initial ${figureText(initial_margin)}, maintenance ${figureText(maintenance_margin)}`;
  const lines = [...ruleLines(symbol, preset, unit, scene), ...wrap(`${margins}; what binds: ${bindingText(binding)}`, columns, 4)];
  if (worst_scenario !== null) {
    const profit = profits[worst_scenario.index];
    const loss = profit === undefined ? '' : `: ${decimalText(profit, settlement)} ${settlement}`;
    const place = `scenario ${worst_scenario.index + 1} of ${profits.length}`;
    lines.push(...wrap(`Worst is ${place}, ${scenarioText(worst_scenario)}${loss}`, columns, 4));
  }
  return lines;
}

function greekLines(lines: readonly GreeksLine[], { paint, columns }: Scene): string[] {
  if (lines.length === 0) return [];
  const headings = ['', 'delta', 'gamma', 'vega/100 points', 'theta/year', 'for 1 %'].map((text) => cell(text, 'right', paint.faint));
  const rows = lines.map(({ symbol, delta, gamma, vega, theta, cash_delta }) => [
    cell(`  ${symbol}`),
    ...[delta, gamma, vega, theta, cash_delta].map((figure) => cell(figureText(figure), 'right')),
  ]);
  const asItems = () =>
    lines.flatMap(({ symbol, delta, gamma, vega, theta }) =>
      wrap(`${symbol}: delta ${figureText(delta)}, gamma ${figureText(gamma)}, vega ${figureText(vega)} for 100 points, theta ${figureText(theta)} a year`, columns, 2, 4),
    );
  return table([headings, ...rows], columns) ?? asItems();
}
