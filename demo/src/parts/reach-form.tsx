import { decimalText, type Figure, type LiquidationLine } from 'clearmargin';
import type { Question, ReachAnswer, Way } from 'clearmargin/analysis';
import { useMemo, useState } from 'react';
import { atLeastText } from '../limit-text.js';
import { useAnalyst } from '../use-analyst.js';
import { typedAmount } from './amount-slider.js';
import { DataTable } from './data-table.js';
import type { TrialProps } from './try-out.js';

/** What has to be added, closed or moved so that the account stands at a price. */
export function ReachForm({ margin, request }: TrialProps) {
  const lines = margin.liquidation.filter(({ scope, mark }) => scope === 'cross' && mark.value !== null);
  const [chosen, setChosen] = useState(lines[0]?.underlying);
  const line = lines.find(({ underlying }) => underlying === chosen);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<readonly Question[]>(nothing);
  const { answers, problem } = useAnalyst(request, asked);
  const price = typedAmount(text);
  if (line === undefined) return <p>No price moves this account.</p>;
  const [answer] = answers;
  return (
    <>
      <form
        className="trial-choices"
        onSubmit={(event) => {
          event.preventDefault();
          if (price !== null) setAsked([{ kind: 'reach', asset: line.underlying, price }]);
        }}
      >
        <label>
          <span>Price of</span>
          <select
            value={line.underlying}
            onChange={({ target }) => {
              setChosen(lines.find(({ underlying }) => underlying === target.value)?.underlying);
              setText('');
              setAsked(nothing);
            }}
          >
            {lines.map(({ underlying, symbol }) => (
              <option key={underlying} value={underlying}>
                {symbol}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>To stand at, USD</span>
          <input type="text" inputMode="decimal" autoComplete="off" placeholder={nearest(line)} value={text} onChange={({ target }) => setText(target.value.trim())} />
        </label>
        <button type="submit" className="button" disabled={price === null}>
          Find ways
        </button>
      </form>
      {problem !== null && <p className="refusal-reason">{problem}</p>}
      {asked.length > 0 && answer === undefined && problem === null && (
        <p role="status" className="searching">
          Searching: every amount is tried on the whole account …{' '}
          <button type="button" className="button" onClick={() => setAsked(nothing)}>
            Stop
          </button>
        </p>
      )}
      {answer !== undefined && answer.error !== null && (
        <p className="refusal-reason">
          <code>{answer.error.code}</code> {answer.error.name} at {answer.error.where}: {answer.error.expected}
        </p>
      )}
      {answer !== undefined && 'ways' in answer && <Ways answer={answer} />}
    </>
  );
}

const nothing: readonly Question[] = [];

function Ways({ answer: { holds, ways } }: { readonly answer: ReachAnswer }) {
  const useful = useMemo(() => ways.filter(({ amount }) => amount.value !== null), [ways]);
  if (holds) return <p role="status">✓ The account stands on the whole way there already.</p>;
  if (useful.length === 0) return <p role="status">✗ Nothing that can be added, closed or moved alone leads there.</p>;
  return (
    <>
      <p role="status">Each of these is enough by itself:</p>
      <DataTable
        label="Ways to stand at that price"
        columns={[{ head: 'Do' }, { head: 'What' }, { head: 'Amount', isNumber: true }]}
        rows={useful.map((way) => ({ key: `${way.action} ${way.what} ${way.to}`, data: { 'data-action': way.action }, cells: [doText(way), whatText(way), <Least figure={way.amount} />] }))}
      />
    </>
  );
}

function Least({ figure: { value, unit } }: { readonly figure: Figure }) {
  if (value === null) return null;
  return (
    <span className="number" title={`${value} ${unit}`}>
      {atLeastText(value)}
      <span className="unit"> {unit}</span>
    </span>
  );
}

function doText({ action }: Way): string {
  return { add: 'Add to', close: 'Close', move: 'Move' }[action];
}

function whatText({ what, to }: Way): string {
  return to === null ? what : `${what} → ${to}`;
}

/** The price that liquidates today, to start from. */
function nearest({ liquidation_down, liquidation_up, mark }: LiquidationLine): string {
  const figure: Figure = liquidation_down.value !== null ? liquidation_down : liquidation_up.value !== null ? liquidation_up : mark;
  return figure.value === null ? '' : `now ${decimalText(figure.value, 'USD')}`;
}
