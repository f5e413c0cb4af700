import { figureName, type Report } from 'clearmargin';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

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
      lead="Computed here from the collateral, prices and positions of the bundle; the venue’s as it reports them. USD."
    >
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Our figures and the venue’s">
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" className="right">Ours</th>
              <th scope="col" className="right">Venue’s</th>
              <th scope="col" className="right">Difference</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {report.comparison.map((line) => (
              <tr key={line.figure} data-figure={line.figure} className={line.agrees ? '' : 'row-differs'}>
                <th scope="row">{figureName(line.figure)}</th>
                <td className="right strong">
                  <FigureNumber figure={line.ours} />
                </td>
                <td className="right">
                  <FigureNumber figure={line.theirs} />
                </td>
                <td className="right">
                  <FigureNumber figure={line.difference} />
                </td>
                <td>
                  <span className={line.agrees ? 'outcome outcome-agrees' : 'outcome outcome-differs'}>
                    {line.agrees ? '✓ agrees' : '≠ differs'}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
