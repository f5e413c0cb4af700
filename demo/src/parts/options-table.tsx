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

const greeks = [
  ['delta', 'Delta'],
  ['gamma', 'Gamma'],
  ['vega', 'Vega, 100 points'],
  ['theta', 'Theta, a year'],
  ['rho', 'Rho'],
  ['vanna', 'Vanna'],
  ['volga', 'Volga'],
  ['cash_delta', 'Delta, for 1 %'],
  ['cash_gamma', 'Gamma, for 1 %'],
] as const;

/** The options held, and how the account reacts by them. Nothing where there are none. */
export function OptionsTable({ report }: { readonly report: Report }) {
  const { margin } = report;
  if (margin === null || margin.error !== null) return null;
  const rows = margin.positions.flatMap((position) => (position.option === null ? [] : [rowOf(position, position.option)]));
  if (rows.length === 0) return null;
  return (
    <Section
      title="Options"
      lead="Worth what the bundle’s marks say, or where there is none what Black’s model makes of the stated volatility; what a move of the price does is the model’s."
    >
      <DataTable label="Options held" columns={optionColumns} rows={rows} />
      {margin.greeks.map((line) => (
        <Greeks key={line.underlying} line={line} />
      ))}
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

/** How the account reacts to one underlying, all its positions together. */
function Greeks({ line }: { readonly line: GreeksLine }) {
  return (
    <div className="greeks" data-greeks={line.symbol}>
      <h3>All positions on {line.symbol}</h3>
      <dl className="mini-figures">
        {greeks.map(([name, label]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <FigureNumber figure={line[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
