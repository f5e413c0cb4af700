import { isDecimal, type Decimal } from 'clearmargin';
import type { ReactNode } from 'react';

interface AmountSliderProps {
  readonly id: string;
  readonly label: ReactNode;
  /** As typed; null where it is no amount. */
  readonly value: Decimal | null;
  readonly text: string;
  readonly unit: string;
  readonly onText: (text: string) => void;
  /** In whole steps from 0: what they stand for is the caller's, so that amounts stay exact. */
  readonly most: number;
  readonly place: number;
  readonly onPlace: (place: number) => void;
  /** Of the slider. */
  readonly name: string;
  /** What it stands at, in words. */
  readonly spoken: string;
  readonly ends: readonly [ReactNode, ReactNode];
  readonly children?: ReactNode;
}

/** An amount to type or to slide to. */
export function AmountSlider(props: AmountSliderProps) {
  const { id, label, value, text, unit, name, most, place, spoken, ends } = props;
  return (
    <>
      <div className="price-row">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={value === null}
          value={text}
          onChange={({ target }) => props.onText(target.value.trim())}
        />
        <span className="price-move">{unit}</span>
        {props.children}
      </div>
      <input
        type="range"
        className="slider"
        aria-label={name}
        aria-valuetext={spoken}
        min={0}
        max={most}
        step={1}
        disabled={most === 0}
        value={place}
        onChange={({ target }) => props.onPlace(target.valueAsNumber)}
      />
      <div className="slider-ends">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </>
  );
}

/** What was typed as an amount that is not negative; null where it is none. */
export function typedAmount(text: string): Decimal | null {
  return isDecimal(text) && !text.startsWith('-') && text.length <= 40 ? text : null;
}
