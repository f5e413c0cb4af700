import { percentText, type Figure, type LiquidationLine, type Report } from 'clearmargin';
import { EvidenceBadge } from './evidence-badge.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';

export function LiquidationTable({ report }: { report: Report }) {
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
  if (margin.liquidation.length === 0) return null;
  return (
    <Section title="Where you are liquidated" lead="Each price moves alone, all else stays as it is. USD.">
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Liquidation prices">
        <table>
          <thead>
            <tr>
              <th scope="col">If the price of</th>
              <th scope="col" className="right">Now</th>
              <th scope="col" className="right">falls to</th>
              <th scope="col" className="right">rises to</th>
              <th scope="col" className="right">Nothing left at</th>
              <th scope="col">Rests on</th>
            </tr>
          </thead>
          <tbody>
            {margin.liquidation.map((line) => (
              <Row key={`${line.scope}/${line.underlying}`} line={line} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ line }: { line: LiquidationLine }) {
  const known = [line.liquidation_down, line.liquidation_up].find(({ value }) => value !== null) ?? line.mark;
  return (
    <tr data-scope={line.scope} data-underlying={line.underlying}>
      <th scope="row">
        {line.symbol}
        <span className="sub">{line.scope === 'cross' ? 'whole account' : `isolated: ${line.scope}`}</span>
      </th>
      <td className="right">
        <FigureNumber figure={line.mark} />
      </td>
      <td className="right" data-figure="liquidation_down">
        <PriceAway price={line.liquidation_down} distance={line.distance_down} sign="−" />
      </td>
      <td className="right" data-figure="liquidation_up">
        <PriceAway price={line.liquidation_up} distance={line.distance_up} sign="+" />
      </td>
      <td className="right">
        <Bankruptcy down={line.bankruptcy_down} up={line.bankruptcy_up} />
      </td>
      <td>
        <EvidenceBadge level={known.level} />
      </td>
    </tr>
  );
}

function PriceAway({ price, distance, sign }: { price: Figure; distance: Figure; sign: string }) {
  return (
    <>
      <span className={price.value === null ? '' : 'strong'}>
        <FigureNumber figure={price} />
      </span>
      {distance.value !== null && (
        <span className="sub">
          {sign}
          {percentText(distance.value)}
        </span>
      )}
    </>
  );
}

function Bankruptcy({ down, up }: { down: Figure; up: Figure }) {
  const known = [down, up].filter(({ value }) => value !== null);
  if (known.length === 0) return <FigureNumber figure={down} />;
  return known.map((figure, i) => (
    <span key={i} className={i === 0 ? '' : 'sub'}>
      <FigureNumber figure={figure} />
    </span>
  ));
}
