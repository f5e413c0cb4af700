import { decimalText, percentText, timeText, type GreeksLine, type OptionReport, type PositionReport, type Report } from 'clearmargin';
import { DataTable, type Row } from './data-table.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

const optionColumns = [
  { head: 'Option' },
  { head: 'Held', isNumber: true },
  { head: 'Volatility', isNumber: true },
  { head: 'Delta', isNumber: true },
  { head: 'Value', isNumber: true },
  { head: 'Profit', isNumber: true },
];

const greekColumns = ['Underlying', 'Delta', 'Gamma', 'Vega', 'Theta', 'Rho', 'Vanna', 'Volga', 'Cash delta', 'Cash gamma'].map((head, i) => ({ head, isNumber: i > 0 }));

/** The options held, and how the account reacts by them. Nothing where there are none. */
export function OptionsTable({ report }: { readonly report: Report }) {
  const { margin } = report;
  if (margin === null || margin.error !== null) return null;
  const rows = margin.positions.flatMap((position) => (position.option === null ? [] : [rowOf(position, position.option)]));
  if (rows.length === 0) return null;
  return (
    <Section title="Options" lead="Valued by Black’s model at the volatility the bundle states: a model’s numbers, rounded against the account.">
      <DataTable label="Options held" columns={optionColumns} rows={rows} />
      {margin.greeks.length > 0 && <DataTable label="How the account reacts" columns={greekColumns} rows={margin.greeks.map(greekRow)} />}
    </Section>
  );
}

function rowOf({ id, qty, pnl }: PositionReport, { right, style, strike, expiry, volatility, forward, value, delta }: OptionReport): Row {
  return {
    key: id,
    data: { 'data-position': id },
    cells: [
      <>
        {right} at {decimalText(strike, 'USD')}
        <span className="sub">
          {id}, {style === 'inverse' ? 'coin-settled, ' : ''}
          {timeText(expiry)}
        </span>
      </>,
      <FigureNumber figure={qty} />,
      <span title={`forward ${forward} USD`}>{percentText(volatility)}</span>,
      <span title={delta}>{decimalText(delta, '')}</span>,
      <FigureNumber figure={value} withUnit />,
      <FigureNumber figure={pnl} withUnit />,
    ],
  };
}

function greekRow(line: GreeksLine): Row {
  const { symbol, delta, gamma, vega, theta, rho, vanna, volga, cash_delta, cash_gamma } = line;
  return {
    key: line.underlying,
    data: { 'data-greeks': symbol },
    cells: [symbol, ...[delta, gamma, vega, theta, rho, vanna, volga, cash_delta, cash_gamma].map((figure, i) => <FigureNumber key={i} figure={figure} />)],
  };
}
