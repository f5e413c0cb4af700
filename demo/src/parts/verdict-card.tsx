import {
  durationText,
  percentText,
  timeText,
  type EvidenceLevel,
  type Figure,
  type LiquidationLine,
  type Report,
  type UnixSeconds,
  type VerdictStatus,
} from 'clearmargin';
import type { Judgement } from '../use-report.js';
import { EvidenceBadge } from './evidence-badge.js';
import { Hashes } from './hashes.js';
import { FigureNumber } from './number.js';

interface VerdictCardProps {
  readonly judgement: Judgement;
  readonly isSample: boolean;
  readonly usesOwnTime: boolean;
  readonly from: string | null;
  readonly clockTime: UnixSeconds;
}

const headlines: Readonly<Record<VerdictStatus, string>> = {
  agrees: 'Verified',
  differs: 'Figures differ',
  refused: 'Refused',
  unreadable: 'Can’t be read',
};

const marks: Readonly<Record<VerdictStatus, string>> = {
  agrees: 'M10 21l7 7 14-15',
  differs: 'M9 15h22M9 25h22M26 9L14 31',
  refused: 'M11 11l18 18M29 11L11 29',
  unreadable: 'M20 10v13M20 29v1',
};

export function VerdictCard({ judgement, isSample, usesOwnTime, from, clockTime }: VerdictCardProps) {
  const { report, took, problem } = judgement;
  return (
    <section id="verdict" className={`card verdict verdict-${report?.verdict.status ?? 'waiting'}`} aria-label="Verdict" tabIndex={-1}>
      <div className="verdict-head" role="status" aria-live="polite" aria-atomic="true">
        <svg className="verdict-mark" viewBox="0 0 40 40" width="56" height="56" aria-hidden="true">
          <circle cx="20" cy="20" r="20" />
          {report !== null && <path d={marks[report.verdict.status]} />}
        </svg>
        <div>
          <h1>{report === null ? (problem === null ? 'Checking…' : 'Not checked') : headlines[report.verdict.status]}</h1>
          <p className="verdict-sentence">{report?.verdict.sentence ?? 'The verifier runs in this browser, nowhere else.'}</p>
        </div>
      </div>
      {report !== null && (
        <>
          <p className="as-of">
            {isSample && <strong>This is the sample that ships with the page. </strong>}
            Judged as of <time dateTime={isoTime(report.now)}>{timeText(report.now)}</time>
            {usesOwnTime ? `, ${isSample ? 'the sample’s' : 'the bundle’s'} own time, not the clock${agoText(clockTime - report.now)}.` : ', by this device’s clock.'}
          </p>
          {report.error !== null && (
            <p className="refusal-reason">
              <code>{report.error.code}</code> {report.error.name}
              {report.error.where !== '' && ` at ${report.error.where}`}: {report.error.expected}
            </p>
          )}
          <KeyFigures report={report} />
          <dl className="about">
            {report.account !== '' && (
              <div>
                <dt>Account</dt>
                <dd>
                  <Hashes text={report.account} />
                </dd>
              </div>
            )}
            {from !== null && (
              <div>
                <dt>Bundle</dt>
                <dd>{from}</dd>
              </div>
            )}
            <RestsOn report={report} />
            {took !== null && (
              <div>
                <dt>Checked in</dt>
                <dd>{Math.max(1, Math.round(took))} ms, on this device</dd>
              </div>
            )}
          </dl>
        </>
      )}
    </section>
  );
}

function KeyFigures({ report }: { report: Report }) {
  const { margin } = report;
  if (margin === null || margin.error !== null) return null;
  const nearest = nearestLiquidation(margin.liquidation);
  return (
    <dl className="key-figures">
      <KeyFigure name="Equity" figure={margin.equity} unit="USD, after haircuts" />
      <KeyFigure name="Buffer to liquidation" figure={margin.buffer} unit="USD above the maintenance margin" />
      <div className={nearest !== null && nearest.distance < 0.05 ? 'key-figure key-figure-near' : 'key-figure'}>
        <dt>Nearest liquidation</dt>
        <dd className="key-figure-value">{nearest === null ? <span className="absent">none</span> : <FigureNumber figure={nearest.price} />}</dd>
        <dd className="key-figure-note">
          {margin.liquidatable
            ? 'the account is liquidatable now'
            : nearest !== null && `if ${nearest.symbol} ${nearest.verb} ${percentText(nearest.away)}${nearest.scope === 'cross' ? '' : ` (${nearest.scope})`}`}
        </dd>
      </div>
    </dl>
  );
}

function KeyFigure({ name, figure, unit }: { name: string; figure: Figure; unit: string }) {
  return (
    <div className="key-figure">
      <dt>{name}</dt>
      <dd className="key-figure-value">
        <FigureNumber figure={figure} />
      </dd>
      <dd className="key-figure-note">{unit}</dd>
    </div>
  );
}

function nearestLiquidation(lines: readonly LiquidationLine[]) {
  const all = lines.flatMap(({ scope, symbol, liquidation_down, liquidation_up, distance_down, distance_up }) => [
    { scope, symbol, verb: 'falls', price: liquidation_down, distance: distance_down },
    { scope, symbol, verb: 'rises', price: liquidation_up, distance: distance_up },
  ]);
  const known = all.flatMap(({ distance, ...rest }) =>
    distance.value === null ? [] : [{ ...rest, away: distance.value, distance: Number(distance.value) }],
  );
  return known.sort((a, b) => a.distance - b.distance)[0] ?? null;
}

/** Says at once which parts are proven and which are somebody's word. */
function RestsOn({ report }: { report: Report }) {
  const { collateral, prices, positions, debts, wallets } = report.inputs;
  const parts = [
    { name: 'Collateral', level: weakest(collateral) },
    { name: 'Prices', level: weakest(prices) },
    { name: 'Positions', level: weakest(positions) },
    { name: 'Debts', level: weakest(debts) },
    { name: 'Wallets', level: weakest(wallets) },
  ].filter((part): part is { name: string; level: EvidenceLevel } => part.level !== null);
  return parts.map(({ name, level }) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd>
        <EvidenceBadge level={level} />
      </dd>
    </div>
  ));
}

const strength: readonly EvidenceLevel[] = ['reported', 'attested', 'proposed', 'proven'];

function weakest(inputs: readonly { readonly level: EvidenceLevel }[]): EvidenceLevel | null {
  return strength.find((level) => inputs.some((input) => input.level === level)) ?? null;
}

function agoText(gap: number): string {
  if (Math.abs(gap) < 120) return '';
  return ` (${durationText(Math.abs(gap))} ${gap > 0 ? 'ago' : 'from now'})`;
}

function isoTime(time: UnixSeconds): string {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
