import { figureName, figureText, formatDecimal, type ComparisonLine, type Figure, type Report } from 'clearmargin';
import { DataTable, type Row } from './data-table.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

const columns = [
  { head: 'Figure' },
  { head: 'Ours', isNumber: true },
  { head: 'Venue’s', isNumber: true },
  { head: 'Difference', isNumber: true },
  { head: 'Outcome' },
];

export function ComparisonTable({ report }: { report: Report }) {
  if (report.error !== null) return null;
  if (report.comparison.length === 0) {
    return (
      <Section title="Ours against the venue’s">
        <p>The venue gave no figures, so there is nothing to compare.</p>
      </Section>
    );
  }
  return (
    <Section
      title="Ours against the venue’s"
      lead="Ours are computed here from the bundle’s collateral, prices and positions; the venue’s are what it reports. USD."
    >
      <DataTable label="Our figures and the venue’s" columns={columns} rows={report.comparison.map(rowOf)} />
    </Section>
  );
}

function rowOf(line: ComparisonLine): Row {
  return {
    key: line.figure,
    data: { 'data-figure': line.figure },
    ...(!line.agrees && { className: 'row-differs' }),
    cells: [
      figureName(line.figure),
      <strong>
        <FigureNumber figure={line.ours} />
      </strong>,
      <FigureNumber figure={line.theirs} />,
      <Difference figure={line.difference} />,
      <span className={line.agrees ? 'outcome outcome-agrees' : 'outcome outcome-differs'}>
        {line.agrees ? '✓ agrees' : '≠ differs'}
      </span>,
    ],
  };
}

/** Cents are enough for what is far below the tolerance; the exact value is a hover away. */
function Difference({ figure }: { figure: Figure }) {
  if (figure.value === null) return <span className="absent">{figureText(figure)}</span>;
  return <span title={figure.value}>{formatDecimal(figure.value, { digits: 2 }).replace('-', '−')}</span>;
}
