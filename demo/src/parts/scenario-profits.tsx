import { decimalText, scenarioText, type Decimal, type PortfolioScenario } from 'clearmargin';
import { approximate } from '../price-range.js';

interface ScenarioProfitsProps {
  readonly worst: PortfolioScenario | null;
  readonly profits: readonly Decimal[];
  readonly unit: string;
}

/** What the positions gain or lose in each scenario: the worst in words, all as bars and as a list. */
export function ScenarioProfits({ worst, profits, unit }: ScenarioProfitsProps) {
  const worstProfit = worst === null ? undefined : profits[worst.index];
  const sentence =
    worst === null || worstProfit === undefined
      ? `${profits.length} scenarios`
      : `Worst is scenario ${worst.index + 1} of ${profits.length}, ${scenarioText(worst)}: ${decimalText(worstProfit, unit)} ${unit}`;
  return (
    <>
      <p className="scenario-worst">{sentence}</p>
      <Bars profits={profits} worst={worst?.index ?? null} label={sentence} />
      <details>
        <summary>Profit in each scenario, {unit}</summary>
        <ol className="scenario-list">
          {profits.map((profit, i) => (
            <li key={i} className={i === worst?.index ? 'scenario-bad' : undefined}>
              <span className="number" title={profit}>
                {decimalText(profit, unit)}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

const height = 64;

interface BarsProps {
  readonly profits: readonly Decimal[];
  readonly worst: number | null;
  readonly label: string;
}

/** Gains up, losses down, on one scale: for the eye, so doubles are enough. */
function Bars({ profits, worst, label }: BarsProps) {
  const values = profits.map(approximate);
  const top = Math.max(0, ...values);
  const scale = height / (top - Math.min(0, ...values) || 1);
  return (
    <svg className="scenario-bars" viewBox={`0 0 ${values.length * 4} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {values.map((value, i) => (
        <rect
          key={i}
          className={i === worst ? 'bar bar-worst' : 'bar'}
          x={i * 4 + 0.5}
          width={3}
          y={(top - Math.max(0, value)) * scale}
          height={Math.max(0.75, Math.abs(value) * scale)}
        />
      ))}
      <line x1={0} x2={values.length * 4} y1={top * scale} y2={top * scale} />
    </svg>
  );
}
