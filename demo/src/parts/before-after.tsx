import {
  compareDecimals,
  decimalText,
  figureName,
  figureText,
  formatDecimal,
  percentText,
  subtractDecimals,
  type ComputedMargin,
  type Decimal,
  type Figure,
  type LiquidationLine,
  type VerifyError,
} from 'clearmargin';
import type { Answer } from 'clearmargin/analysis';
import { DataTable, type Row } from './data-table.js';
import { FigureNumber } from './number.js';

interface BeforeAfterProps {
  readonly margin: ComputedMargin;
  readonly answer: Answer | null;
  /** Whether anything is tried; the answer may be that to the try before. */
  readonly isMoved: boolean;
}

const columns = [{ head: 'Figure' }, { head: 'Now', isNumber: true }, { head: 'Then', isNumber: true }, { head: 'Change', isNumber: true }];

/** Today's account beside the account as it would be. */
export function BeforeAfter({ margin, answer, isMoved }: BeforeAfterProps) {
  const after = isMoved ? afterOf(answer) : margin;
  if (after !== null && 'code' in after) {
    return (
      <p className="refusal-reason" role="status">
        <code>{after.code}</code> {after.name} at {after.where}: {after.expected}
      </p>
    );
  }
  return (
    <div className="before-after" aria-busy={after === null}>
      <p role="status" aria-live="polite" className={(after ?? margin).liquidatable ? 'state state-bad' : 'state state-good'}>
        {after === null ? 'Computing …' : stateText(after, isMoved)}
      </p>
      <DataTable label="The account now and then" columns={columns} rows={rowsOf(margin, after ?? margin)} />
    </div>
  );
}

function afterOf(answer: Answer | null): ComputedMargin | VerifyError | null {
  if (answer === null) return null;
  if (answer.error !== null) return answer.error;
  if (!('margin' in answer)) return null;
  return answer.margin.error ?? (answer.margin as ComputedMargin);
}

function stateText({ liquidatable, level }: ComputedMargin, isMoved: boolean): string {
  const would = isMoved ? 'would ' : '';
  if (liquidatable) return `✗ The account ${isMoved ? 'would be' : 'is'} liquidatable (${level})`;
  return `✓ The account ${would}stand${isMoved ? '' : 's'} (${level})`;
}

/** Figures of which more is better, then those of which less is. */
const figures = [
  ['equity', 'more'],
  ['initial_margin', 'less'],
  ['maintenance_margin', 'less'],
  ['free_collateral', 'more'],
  ['buffer', 'more'],
  ['margin_ratio', 'less'],
] as const;

function rowsOf(before: ComputedMargin, after: ComputedMargin): readonly Row[] {
  const account = figures.map(([name, better]) => rowOf(name, figureName(name), before[name], after[name], better));
  return [...account, levelRow(before, after), ...liquidationRows(before, after)];
}

function levelRow({ level: now }: ComputedMargin, { level: then }: ComputedMargin): Row {
  return { key: 'level', data: { 'data-figure': 'level' }, cells: ['Level', now, then, now === then ? '' : 'changes'] };
}

/** A row for each liquidation price that there is now or would be then. */
function liquidationRows(before: ComputedMargin, after: ComputedMargin): readonly Row[] {
  const keyOf = ({ scope, underlying }: LiquidationLine) => `${scope}/${underlying}`;
  const keys = [...new Set([...before.liquidation, ...after.liquidation].map(keyOf))];
  return keys.flatMap((key) => {
    const [now, then] = [before, after].map(({ liquidation }) => liquidation.find((line) => keyOf(line) === key));
    const { symbol, scope } = (now ?? then) as LiquidationLine;
    const name = scope === 'cross' ? symbol : `${symbol} (${scope})`;
    return (['down', 'up'] as const).flatMap((direction) => {
      const figure = (line: LiquidationLine | undefined): Figure => line?.[`liquidation_${direction}`] ?? gone;
      if (figure(now).value === null && figure(then).value === null) return [];
      const title = `Liquidated if ${name} ${direction === 'down' ? 'falls' : 'rises'} to`;
      return [rowOf(`${key}/${direction}`, title, figure(now), figure(then), direction === 'down' ? 'less' : 'more')];
    });
  });
}

const gone: Figure = { value: null, reason: 'never', unit: 'USD', level: 'reported', from: [] };

function rowOf(key: string, name: string, now: Figure, then: Figure, better: 'more' | 'less'): Row {
  return { key, data: { 'data-figure': key }, cells: [name, <Shown figure={now} />, <strong><Shown figure={then} /></strong>, <Change {...{ now, then, better }} />] };
}

/** Ratios as percentages. */
function Shown({ figure }: { readonly figure: Figure }) {
  if (figure.value === null || figure.unit !== '1') return <FigureNumber figure={figure} />;
  return (
    <span className="number" title={figure.value}>
      {percentText(figure.value, 2)}
    </span>
  );
}

function Change({ now, then, better }: { readonly now: Figure; readonly then: Figure; readonly better: 'more' | 'less' }) {
  if (now.value === null || then.value === null) {
    if (then.value !== null) return <span className="change change-bad">new</span>;
    return then.reason === 'never' ? <span className="change change-good">no longer</span> : <>{figureText(then)}</>;
  }
  const change = subtractDecimals(then.value, now.value);
  const direction = compareDecimals(change, '0' as Decimal);
  if (direction === 0) return <span className="absent">none</span>;
  const isBetter = direction > 0 === (better === 'more');
  return (
    <span className={isBetter ? 'change change-good' : 'change change-bad'} title={change}>
      {signed(changeText(change, now))} <span aria-hidden="true">{direction > 0 ? '▲' : '▼'}</span>
    </span>
  );
}

/** What is too small to show has no sign. */
function signed(text: string): string {
  if (text.includes('<')) return text.replace('-', '');
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`;
}

/** Cents are enough, but for prices below one. */
function changeText(change: Decimal, { value, unit }: Figure): string {
  if (unit === '1') return percentText(change, 2);
  const isSmall = value !== null && /^-?0[.]/.test(value);
  return unit === 'USD' && !isSmall ? formatDecimal(change, { digits: 2 }) : decimalText(change, unit);
}
