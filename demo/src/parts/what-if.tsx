import {
  compareDecimals,
  decimalText,
  figureText,
  percentText,
  reasonText,
  type ComputedMargin,
  type Decimal,
  type LiquidationLine,
  type MarginReply,
  type MarginRequest,
  type Policy,
  type Report,
  type Verifier,
} from 'clearmargin';
import { useMemo, useState } from 'react';
import { approximate, priceRange, pricesOver, priceText } from '../price-range.js';
import { useMargin } from '../use-margin.js';
import { EquityCurve } from './equity-curve.js';
import { Section } from './section.js';

interface WhatIfProps {
  readonly report: Report;
  readonly policy: Policy;
  readonly verifier: Verifier | null;
}

export function WhatIf({ report, policy, verifier }: WhatIfProps) {
  const { margin } = report;
  const lines = margin?.error === null ? movable(margin) : [];
  const [asset, setAsset] = useState<string | null>(null);
  const line = lines.find(({ underlying }) => underlying === asset) ?? lines[0];
  if (line === undefined || margin === null || margin.error !== null) return null;
  return (
    <Section
      title="What if the price moves?"
      lead="Move the price and everything is computed again, by the same code that judged the bundle. The curve is the account in cross margin."
    >
      {lines.length > 1 && (
        <fieldset className="segments">
          <legend>Price of</legend>
          {lines.map(({ underlying, symbol }) => (
            <label key={underlying} className="segment">
              <input type="radio" name="asset" checked={underlying === line.underlying} onChange={() => setAsset(underlying)} />
              <span>{symbol}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Explorer key={line.underlying} report={report} policy={policy} verifier={verifier} margin={margin} line={line} />
    </Section>
  );
}

/** The prices that can liquidate the account; all of them where none can. */
function movable({ liquidation }: ComputedMargin): readonly LiquidationLine[] {
  const priced = liquidation.filter(({ scope, mark }) => scope === 'cross' && mark.value !== null);
  const dangerous = priced.filter((line) => line.liquidation_down.value !== null || line.liquidation_up.value !== null);
  return dangerous.length > 0 ? dangerous : priced;
}

interface ExplorerProps extends WhatIfProps {
  readonly margin: ComputedMargin;
  readonly line: LiquidationLine;
}

function Explorer({ report, policy, verifier, margin, line }: ExplorerProps) {
  const mark = approximate(line.mark.value as Decimal);
  const range = useMemo(() => priceRange(margin, line.underlying, mark), [margin, line.underlying, mark]);
  const [price, setPrice] = useState(mark);
  const isMoved = price !== mark;
  const request = useMemo<MarginRequest>(() => marginRequest(report, policy), [report, policy]);
  const whatIf = useMemo<MarginRequest | null>(
    () => (isMoved ? { ...request, what_if: { asset: line.underlying, price: priceText(price, range.step / 10) } } : null),
    [request, isMoved, price, line.underlying, range],
  );
  const curve = useMemo<MarginRequest>(
    () => ({ ...request, curve: { asset: line.underlying, prices: pricesOver(range, 121) } }),
    [request, line.underlying, range],
  );
  const moved = useMargin(verifier, whatIf);
  const points = useMargin(verifier, curve)?.curve ?? [];
  const shown = marginOf(moved) ?? margin;
  const text = isMoved ? priceText(price, range.step / 10) : (line.mark.value ?? '');
  return (
    <>
      <div className="price-row">
        <label htmlFor="price">{line.symbol} at</label>
        <input
          id="price"
          type="number"
          inputMode="decimal"
          min={range.low}
          max={range.high}
          step="any"
          value={text}
          onChange={(event) => {
            const typed = event.target.valueAsNumber;
            if (Number.isFinite(typed) && typed > 0) setPrice(typed);
          }}
        />
        <span className="price-move">{isMoved ? moveText(price / mark - 1) : 'the price now'}</span>
        <button type="button" className="button" disabled={!isMoved} onClick={() => setPrice(mark)}>
          Reset
        </button>
      </div>
      <input
        type="range"
        className="slider"
        aria-label={`Price of ${line.symbol}`}
        aria-valuetext={`${text} USD, ${isMoved ? moveText(price / mark - 1) : 'the price now'}`}
        min={range.low}
        max={range.high}
        step={range.step}
        value={Math.min(range.high, Math.max(range.low, price))}
        onChange={(event) => setPrice(event.target.valueAsNumber)}
      />
      <Outcome margin={shown} reply={moved} isMoved={isMoved} />
      <EquityCurve points={points} line={line} price={price} onPrice={(picked) => setPrice(Math.max(range.step, Math.round(picked / range.step) * range.step))} />
    </>
  );
}

export function marginRequest(report: Report, policy: Policy): MarginRequest {
  return { policy, now: report.now, evidence: report.evidence, inputs: report.inputs };
}

export function marginOf(reply: MarginReply | null): ComputedMargin | null {
  return reply?.margin?.error === null ? reply.margin : null;
}

interface OutcomeProps {
  readonly margin: ComputedMargin;
  readonly reply: MarginReply | null;
  readonly isMoved: boolean;
}

/** The account in short, and whether it stands. */
export function Outcome({ margin, reply, isMoved }: OutcomeProps) {
  const problem = reply?.error ?? reply?.margin?.error ?? null;
  if (problem !== null) {
    return (
      <p className="refusal-reason" role="status">
        <code>{problem.code}</code> {problem.name} at {problem.where}: {problem.expected}
      </p>
    );
  }
  const figures = [
    ['Equity', figureText(margin.equity)],
    ['Maintenance margin', figureText(margin.maintenance_margin)],
    ['Buffer', figureText(margin.buffer)],
    ['Margin ratio', margin.margin_ratio.value === null ? reasonText(margin.margin_ratio.reason) : percentText(margin.margin_ratio.value)],
  ] as const;
  return (
    <div className="what-if-outcome" role="status" aria-live="polite">
      <p className={margin.liquidatable ? 'state state-bad' : 'state state-good'}>
        {stateText(margin.liquidatable, isMoved)}
      </p>
      <dl className="mini-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
        {margin.isolated.map(({ position, equity, liquidatable }) => (
          <div key={position}>
            <dt>{position} (isolated)</dt>
            <dd className={liquidatable ? 'number state-bad' : 'number'}>
              {liquidatable ? '✗ liquidated' : `${equity.value === null ? figureText(equity) : decimalText(equity.value, 'USD')}`}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function stateText(isLiquidatable: boolean, isMoved: boolean): string {
  if (isLiquidatable) return isMoved ? '✗ The account would be liquidated' : '✗ The account is liquidatable';
  return isMoved ? '✓ The account would stand' : '✓ The account stands';
}

function moveText(part: number): string {
  const percent = (part * 100).toFixed(1);
  return `${compareDecimals(percent as Decimal, '0' as Decimal) > 0 ? '+' : ''}${percent.replace('-', '−')} %`;
}
