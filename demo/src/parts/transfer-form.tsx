import { compareDecimals, decimal, type Decimal } from 'clearmargin';
import type { Question } from 'clearmargin/analysis';
import { useMemo, useState } from 'react';
import { amountAt, amountSteps, placeOf, stepExponent } from '../amount-steps.js';
import { atMostText } from '../limit-text.js';
import { transfersOf, type Transfer } from '../transfers.js';
import { useAnalyst, useAnswer } from '../use-analyst.js';
import { AmountSlider, typedAmount } from './amount-slider.js';
import { BeforeAfter } from './before-after.js';
import { FigureNumber } from './number.js';
import type { TrialProps } from './try-out.js';

const zero = '0' as Decimal;
const siloed: readonly Question[] = [{ kind: 'siloed' }];

/** Funds moved from one vault to another, as to another chain, and what that would make of the account. */
export function TransferForm({ policy, margin, request }: TrialProps) {
  const transfers = useMemo(() => transfersOf(policy, request.inputs), [policy, request]);
  const [chosen, setChosen] = useState(0);
  const [target, setTarget] = useState(() => farthest(transfers[0]));
  const [text, setText] = useState('0');
  const transfer = transfers[chosen];
  const balance = transfer === undefined ? zero : decimal(transfer.from.amount);
  const amount = typedAmount(text);
  const steps = amountSteps(balance, stepExponent([balance]));
  const isMoved = amount !== null && compareDecimals(amount, zero) > 0;
  const question = useMemo<Question | null>(
    () => (isMoved && transfer !== undefined ? { kind: 'transfer', account: transfer.from.account, vault: transfer.from.vault, to: target, amount } : null),
    [isMoved, transfer, target, amount],
  );
  const { answer, problem } = useAnswer(request, question);
  if (transfer === undefined) return <p>No balance has another vault to go to.</p>;
  const { from, symbol, to } = transfer;
  const destination = to.find(({ vault }) => vault === target);
  return (
    <>
      <div className="trial-choices">
        <label>
          <span>From</span>
          <select
            value={chosen}
            onChange={(event) => {
              setChosen(Number(event.target.value));
              setTarget(farthest(transfers[Number(event.target.value)]));
              setText('0');
            }}
          >
            {transfers.map(({ from: { vault, chain, account }, symbol: name }, i) => (
              <option key={`${vault}/${account}`} value={i}>
                {name} in {vault} ({chain})
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>To</span>
          <select value={target} onChange={(event) => setTarget(event.target.value)}>
            {to.map(({ vault, chain }) => (
              <option key={vault} value={vault}>
                {vault} ({chain})
              </option>
            ))}
          </select>
        </label>
      </div>
      <AmountSlider
        id="transfer-amount"
        label="Move"
        value={amount}
        text={text}
        unit={symbol}
        onText={setText}
        most={steps.count}
        place={amount === null ? 0 : placeOf(steps, amount)}
        onPlace={(place) => setText(amountAt(steps, place))}
        name={`Amount of ${symbol} to move`}
        spoken={` ${text} ${symbol} from ${from.vault} to ${target}`}
        ends={['nothing', `all of ${atMostText(balance)} ${symbol}`]}
      >
        <button type="button" className="button" disabled={text === '0'} onClick={() => setText('0')}>
          Reset
        </button>
      </AmountSlider>
      {destination !== undefined && destination.chain !== from.chain && (
        <p className="trial-note">
          From {from.chain} to {destination.chain}. While it is on its way it counts on neither.
        </p>
      )}
      {problem !== null && <p className="refusal-reason">{problem}</p>}
      <BeforeAfter margin={margin} answer={answer} isMoved={isMoved} />
      <Silos request={request} />
    </>
  );
}

/** A vault on another chain, if there is one. */
function farthest(transfer: Transfer | undefined): string {
  const other = transfer?.to.find(({ chain }) => chain !== transfer.from.chain) ?? transfer?.to[0];
  return other?.vault ?? '';
}

/** What would happen if each chain stood by itself: what funds are moved for. */
function Silos({ request }: Pick<TrialProps, 'request'>) {
  const { answers } = useAnalyst(request, siloed);
  const [silo] = answers;
  if (silo === undefined || silo.error !== null || !('siloed' in silo)) return null;
  const { first_to_fail, shortfall_siloed } = silo;
  if (first_to_fail === null || shortfall_siloed.value === null || compareDecimals(shortfall_siloed.value, zero) === 0) return null;
  return (
    <p className="trial-note">
      With an account on each chain, as it is today, {first_to_fail} would fail first, and <FigureNumber figure={shortfall_siloed} withUnit /> would be
      missing.
    </p>
  );
}
