import { percentText, type ClaimReport, type Report } from 'clearmargin';
import { EvidenceBadge, EvidenceLegend } from './evidence-badge.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

export function CollateralTable({ report }: { report: Report }) {
  const others = report.claims.filter(({ status }) => status !== 'counted');
  return (
    <Section title="Collateral" lead="What was found, how surely, and what your policy lets it count. Values in USD.">
      {report.collateral.length === 0 ? (
        <p>Nothing counts as collateral.</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Collateral">
          <table>
            <thead>
              <tr>
                <th scope="col">Balance</th>
                <th scope="col">Evidence</th>
                <th scope="col" className="right">Price</th>
                <th scope="col" className="right">Worth</th>
                <th scope="col" className="right">Haircut</th>
                <th scope="col" className="right">Counts</th>
              </tr>
            </thead>
            <tbody>
              {report.collateral.map((line) => (
                <tr key={`${line.vault}/${line.account}`} data-vault={line.vault}>
                  <th scope="row">
                    <FigureNumber figure={line.amount} /> {line.symbol}
                    <span className="sub">{line.vault}</span>
                  </th>
                  <td>
                    <EvidenceBadge level={line.amount.level} />
                  </td>
                  <td className="right">
                    <FigureNumber figure={line.price} />
                    <span className="sub">{line.price.value === null ? '' : line.price.level}</span>
                  </td>
                  <td className="right">
                    <FigureNumber figure={line.value} />
                  </td>
                  <td className="right">{line.haircut === null ? '' : percentText(line.haircut)}</td>
                  <td className="right strong">
                    <FigureNumber figure={line.counted_value} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {others.length > 0 && <ul className="uncounted">{others.map(uncounted)}</ul>}
      <EvidenceLegend />
    </Section>
  );
}

function uncounted(claim: ClaimReport) {
  const why =
    claim.status === 'refused' ? `refused (${claim.error?.name ?? 'no reason'}), counts nothing` : 'sound, but this vault and account count once';
  return (
    <li key={claim.path}>
      {claim.id}: {why}
    </li>
  );
}
