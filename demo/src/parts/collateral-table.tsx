import { chargesText, percentText, type ClaimReport, type CollateralLine, type Report } from 'clearmargin';
import { DataTable, type Row } from './data-table.js';
import { EvidenceBadge, EvidenceLegend } from './evidence-badge.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

const columns = [
  { head: 'Balance' },
  { head: 'Evidence' },
  { head: 'Price', isNumber: true },
  { head: 'Worth', isNumber: true },
  { head: 'Haircut', isNumber: true },
  { head: 'Counts', isNumber: true },
];

export function CollateralTable({ report }: { report: Report }) {
  const others = report.claims.filter(({ status }) => status !== 'counted');
  return (
    <Section title="Collateral" lead="What was found, how surely, and what your policy lets it count. USD.">
      {report.collateral.length === 0 ? (
        <p>Nothing counts as collateral.</p>
      ) : (
        <DataTable label="Collateral" columns={columns} rows={report.collateral.map(rowOf)} />
      )}
      {others.length > 0 && (
        <ul className="uncounted">
          {others.map((claim) => (
            <li key={claim.path}>
              {claim.id}: {whyNot(claim)}
            </li>
          ))}
        </ul>
      )}
      <EvidenceLegend />
    </Section>
  );
}

function rowOf(line: CollateralLine): Row {
  return {
    key: `${line.vault}/${line.account}`,
    data: { 'data-vault': line.vault },
    cells: [
      <>
        <FigureNumber figure={line.amount} /> {line.symbol}
        <span className="sub">{line.vault}</span>
      </>,
      <EvidenceBadge level={line.amount.level} />,
      <>
        <FigureNumber figure={line.price} />
        <span className="sub">{line.price.value === null ? '' : line.price.level}</span>
      </>,
      <FigureNumber figure={line.value} />,
      <>
        {line.haircut === null ? '' : percentText(line.haircut)}
        {line.breakdown !== undefined && <span className="sub">{chargesText(line.breakdown)}</span>}
      </>,
      <strong>
        <FigureNumber figure={line.counted_value} />
      </strong>,
    ],
  };
}

function whyNot(claim: ClaimReport): string {
  if (claim.status === 'not_counted') return 'sound, but this vault and account count once';
  return `refused (${claim.error?.name ?? 'no reason given'}), counts nothing`;
}
