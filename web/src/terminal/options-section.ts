import { decimalText, figureText, percentText } from '../figure-text.js';
import type { OptionReport, PositionReport } from '../margin-report.js';
import type { Report } from '../report.js';
import { timeText } from '../time-text.js';
import { wrap } from './layout.js';
import type { Scene } from './render-report.js';

/** The options held, and what the model makes of them. Other positions are seen in the account's figures. */
export function optionsSection(report: Report, { paint, columns }: Scene): string[] {
  const positions = report.margin?.error === null ? report.margin.positions : [];
  const lines = positions.flatMap((position) => (position.option === null ? [] : wrap(optionText(position, position.option), columns, 2, 4)));
  return lines.length === 0 ? [] : [paint.strong('Options'), ...lines];
}

function optionText({ id, qty, pnl }: PositionReport, { right, style, strike, expiry, volatility, value, delta }: OptionReport): string {
  const what = `${figureText(qty)} ${style === 'inverse' ? 'coin-settled ' : ''}${right}s at ${decimalText(strike, 'USD')}, ${timeText(expiry)}`;
  const worth = `worth ${figureText(value)} ${value.unit}, profit ${figureText(pnl)} ${pnl.unit}`;
  return `${id}: ${what}; ${worth}; volatility ${percentText(volatility)}, delta ${decimalText(delta, '')}`;
}
