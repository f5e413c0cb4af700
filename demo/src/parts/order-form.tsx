import { compareDecimals, type Decimal } from 'clearmargin';
import type { Answer, OrderQuestion, Question } from 'clearmargin/analysis';
import { useMemo, useState } from 'react';
import { amountAt, amountSteps, placeOf, stepExponent } from '../amount-steps.js';
import { atMostText } from '../limit-text.js';
import { useAnalyst, useAnswer } from '../use-analyst.js';
import { AmountSlider, typedAmount } from './amount-slider.js';
import { BeforeAfter } from './before-after.js';
import type { TrialProps } from './try-out.js';

const zero = '0' as Decimal;

/** Where the order goes: the account's own position, or one with a margin of its own. */
interface Place {
  readonly position: string | undefined;
  readonly label: string;
}

function placesOf(positions: TrialProps['margin']['positions'], instrument: string, isIsolated: boolean): readonly Place[] {
  const isolated = positions
    .filter((position) => position.instrument === instrument && position.margin_mode === 'isolated')
    .map(({ id }) => ({ position: id, label: `${id} (isolated)` }));
  return isIsolated ? isolated : [{ position: undefined, label: 'the whole account' }, ...isolated];
}

type Side = 'buy' | 'sell';

/** An order of any size, and what it would make of the account. */
export function OrderForm({ policy, margin, request }: TrialProps) {
  const { instruments, mode } = policy.margin;
  const placesIn = (instrument: string) => placesOf(margin.positions, instrument, mode === 'isolated');
  const [instrument, setInstrument] = useState(instruments[0]?.id ?? '');
  const places = placesIn(instrument);
  const [side, setSide] = useState<Side>('buy');
  const [position, setPosition] = useState(places[0]?.position);
  const [text, setText] = useState('0');
  const [price, setPrice] = useState('');
  const [fee, setFee] = useState('');
  const terms = useMemo(() => (places.length === 0 ? null : termsOf(instrument, position, price, fee)), [places.length, instrument, position, price, fee]);
  const limits = useAnalyst(request, useMemo(() => limitQuestions(terms), [terms]));
  const most = quantityOf(limits.answers[side === 'buy' ? 0 : 1]);
  const steps = amountSteps(most ?? zero, stepExponent([most ?? zero]));

  const size = typedAmount(text);
  const isTrade = size !== null && compareDecimals(size, zero) > 0 && terms !== null;
  const question = useMemo<Question | null>(
    () => (isTrade ? { kind: 'order', ...terms, qty: side === 'buy' ? size : `-${size}` } : null),
    [isTrade, terms, side, size],
  );
  const { answer, problem } = useAnswer(request, question);
  const isBeyond = isTrade && most !== null && compareDecimals(size, most) > 0;
  return (
    <>
      <div className="trial-choices">
        <label>
          <span>Instrument</span>
          <select
            value={instrument}
            onChange={({ target }) => {
              setInstrument(target.value);
              setPosition(placesIn(target.value)[0]?.position);
              setText('0');
            }}
          >
            {instruments.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        {places.length > 1 && (
          <label>
            <span>Held by</span>
            <select value={position ?? ''} onChange={({ target }) => setPosition(target.value === '' ? undefined : target.value)}>
              {places.map((place) => (
                <option key={place.label} value={place.position ?? ''}>
                  {place.label}
                </option>
              ))}
            </select>
          </label>
        )}
        <Typed label="Filled at" placeholder="the mark" text={price} onText={setPrice} />
        <Typed label="Fee, of the notional" placeholder="0" text={fee} onText={setFee} />
      </div>
      <fieldset className="segments">
        <legend className="visually-hidden">Side</legend>
        {(['buy', 'sell'] as const).map((one) => (
          <label key={one} className="segment">
            <input type="radio" name="side" checked={side === one} onChange={() => setSide(one)} />
            <span>{one === 'buy' ? 'Buy' : 'Sell'}</span>
          </label>
        ))}
      </fieldset>
      <AmountSlider
        id="order-size"
        label={side === 'buy' ? 'Buy' : 'Sell'}
        value={size}
        text={text}
        unit="contracts"
        onText={setText}
        most={steps.count}
        place={size === null ? 0 : placeOf(steps, size)}
        onPlace={(place) => setText(amountAt(steps, place))}
        name={`Size of an order in ${instrument}`}
        spoken={`${side} ${text} contracts`}
        ends={['nothing', most === null ? '' : `at most ${atMostText(most)}`]}
      >
        <button type="button" className="button" disabled={text === '0'} onClick={() => setText('0')}>
          Reset
        </button>
      </AmountSlider>
      {places.length === 0 && <p className="trial-note">Every position has a margin of its own here, and there is none in {instrument}.</p>}
      {terms === null && places.length > 0 && <p className="refusal-reason">Price and fee have to be numbers like 3127.45 and 0.0005.</p>}
      {isBeyond && <p className="trial-note trial-caution">✗ More than the initial margin carries: the venue would refuse this order.</p>}
      {(problem ?? limits.problem) !== null && <p className="refusal-reason">{problem ?? limits.problem}</p>}
      <BeforeAfter margin={margin} answer={answer} isMoved={isTrade} />
    </>
  );
}

interface TypedProps {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A number that may be left out. */
function Typed({ label, placeholder, text, onText }: TypedProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        placeholder={placeholder}
        aria-invalid={text !== '' && typedAmount(text) === null}
        value={text}
        onChange={({ target }) => onText(target.value.trim())}
      />
    </label>
  );
}

type OrderTerms = Pick<OrderQuestion, 'instrument' | 'position' | 'price' | 'fee'>;

/** Null where something typed is no number. */
function termsOf(instrument: string, position: string | undefined, price: string, fee: string): OrderTerms | null {
  if ([price, fee].some((text) => text !== '' && typedAmount(text) === null)) return null;
  return { instrument, ...(position !== undefined && { position }), ...(price !== '' && { price }), ...(fee !== '' && { fee }) };
}

function limitQuestions(terms: OrderTerms | null): readonly Question[] {
  if (terms === null) return [];
  return [
    { kind: 'max_order', side: 'buy', ...terms },
    { kind: 'max_order', side: 'sell', ...terms },
  ];
}

function quantityOf(answer: Answer | undefined): Decimal | null {
  if (answer === undefined || answer.error !== null || !('qty' in answer)) return null;
  return answer.qty.value;
}
