import { decimalText, figureText, percentText, type Figure, type LiquidationLine, type Policy, type Report } from 'clearmargin';
import { DataTable, type Row } from './data-table.js';
import { EvidenceBadge } from './evidence-badge.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

const columns = [
  { head: 'Price of' },
  { head: 'Now', isNumber: true },
  { head: 'Liquidated at', isNumber: true },
  { head: 'Away', isNumber: true },
  { head: 'Nothing left at', isNumber: true },
  { head: 'Rests on' },
];

export function LiquidationTable({ report, policy }: { report: Report; policy: Policy | null }) {
  const { margin } = report;
  if (margin === null) return null;
  if (margin.error !== null) {
    return (
      <Section title="Where you are liquidated">
        <p className="refusal-reason">
          <code>{margin.error.code}</code> {margin.error.name} at {margin.error.where}: {margin.error.expected}
        </p>
      </Section>
    );
  }
  const rows = margin.liquidation.flatMap((line) => [
    ...rowOf(line, 'down', line.liquidation_down, line.distance_down, line.sigmas_down, line.bankruptcy_down),
    ...rowOf(line, 'up', line.liquidation_up, line.distance_up, line.sigmas_up, line.bankruptcy_up),
  ]);
  const isSafe = (line: LiquidationLine) => isNever(line.liquidation_down) && isNever(line.liquidation_up);
  const searched = margin.liquidation.filter((line) => line.model && !isSafe(line));
  const safe = margin.liquidation.filter(isSafe);
  return (
    <Section title="Where you are liquidated" lead="Each price moves alone, all else stays as it is. USD.">
      {rows.length > 0 && <DataTable label="Liquidation prices" columns={columns} rows={rows} />}
      {margin.liquidation.some(hasSigmas) && (
        <p className="table-note">
          σ: a standard deviation of the price over {daysText(policy?.margin.sigma_days ?? '1')}, by your policy’s volatility.
        </p>
      )}
      {searched.map((line) => (
        <p key={`${line.scope}/${line.underlying}`} className="crossings" data-model={line.symbol}>
          {line.symbol}
          {line.scope === 'cross' ? '' : ` (${line.scope})`}: searched for in a model, not certified.{' '}
          {line.crossings.length > 1 && `The account turns between standing and liquidated at ${line.crossings.map((price) => decimalText(price, 'USD')).join(', ')}.`}
        </p>
      ))}
      {safe.length > 0 && (
        <p className="table-note">No price of {safe.map(({ symbol }) => symbol).join(', ')} alone liquidates the account.</p>
      )}
    </Section>
  );
}

function rowOf(line: LiquidationLine, direction: 'down' | 'up', price: Figure, distance: Figure, sigmas: Figure, bankruptcy: Figure): Row[] {
  if (isNever(price)) return [];
  const falls = direction === 'down';
  return [
    {
      key: `${line.scope}/${line.underlying}/${direction}`,
      data: { 'data-scope': line.scope, 'data-symbol': line.symbol, 'data-direction': direction },
      cells: [
        <>
          {line.symbol} {falls ? 'falls' : 'rises'}
          <span className="sub">
            {line.scope === 'cross' ? 'whole account' : `isolated: ${line.scope}`}
            {line.model ? ', by a model' : ''}
          </span>
        </>,
        <FigureNumber figure={line.mark} />,
        <strong>
          <FigureNumber figure={price} />
        </strong>,
        <>
          {distance.value === null ? '' : `${falls ? '−' : '+'}${percentText(distance.value)}`}
          {sigmas.value !== null && (
            <span className="sub" title={sigmas.value}>
              {figureText(sigmas)} σ
            </span>
          )}
        </>,
        <FigureNumber figure={bankruptcy} />,
        <EvidenceBadge level={price.level} />,
      ],
    },
  ];
}

function hasSigmas({ sigmas_down, sigmas_up }: LiquidationLine): boolean {
  return sigmas_down.value !== null || sigmas_up.value !== null;
}

function daysText(days: string): string {
  return `${days} ${days === '1' ? 'day' : 'days'}`;
}

function isNever(figure: Figure): boolean {
  return figure.value === null && figure.reason === 'never';
}
