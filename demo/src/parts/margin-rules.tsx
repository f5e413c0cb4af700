import {
  bindingText,
  compareDecimals,
  formatDecimal,
  modeText,
  presetAgeText,
  type ComputedMargin,
  type DatedNumbers,
  type Decimal,
  type PortfolioUnitReport,
  type Report,
} from 'clearmargin';
import { FigureNumber } from './number.js';
import { ScenarioProfits } from './scenario-profits.js';
import { Section } from './section.js';

/** By which rules the margin is computed, whose numbers they are and how old; in portfolio mode what binds. */
export function MarginRules({ report }: { readonly report: Report }) {
  const { margin } = report;
  if (margin === null || margin.error !== null) return null;
  const mode = modeText(margin.mode);
  return (
    <Section title="How the margin is computed" className="margin-rules">
      <dl className="about">
        <Rule name="Mode" text={mode.charAt(0).toUpperCase() + mode.slice(1)} />
        <Rule name="Liquidatable" text={margin.trigger === 'strict' ? 'below the maintenance margin' : 'at the maintenance margin'} />
        <Preset name="Margin numbers" preset={margin.preset} label={margin.preset?.name} />
        <Preset name="Collateral numbers" preset={margin.collateral_preset} label={margin.collateral_preset?.name} />
        {margin.option_margin !== null && <Preset name="Options" preset={margin.option_margin} label={margin.option_margin.preset} />}
      </dl>
      {margin.option_margin !== null && <Parameters of={margin.option_margin.parameters} />}
      {margin.model && <p className="table-note">A model went into these figures; its numbers are rounded against the account.</p>}
      {margin.portfolio?.units.map((unit) => <Unit key={unit.underlying} unit={unit} />)}
      <OffsetCredit portfolio={margin.portfolio} />
    </Section>
  );
}

function Rule({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

interface PresetProps {
  readonly name: string;
  readonly label: string | undefined;
  readonly preset: (DatedNumbers & { readonly source: string }) | null;
}

function Preset({ name, label, preset }: PresetProps) {
  if (preset === null) return <Rule name={name} text="the policy’s own; it doesn’t say where from" />;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {label} <Age of={preset} />
        <span className="sub">{preset.source}</span>
      </dd>
    </div>
  );
}

/** The day of the numbers, marked where it is long ago. */
function Age({ of }: { readonly of: DatedNumbers }) {
  return <span className={of.old ? 'preset-old' : 'preset-age'}>{presetAgeText(of)}</span>;
}

function Unit({ unit }: { readonly unit: PortfolioUnitReport }) {
  const { symbol, preset, source, binding, initial_margin, maintenance_margin, worst_scenario, profits, settlement, parameters } = unit;
  return (
    <div className="portfolio-unit" data-unit={symbol}>
      <h3>
        {symbol}: {preset} <Age of={unit} />
      </h3>
      <p className="sub">{source}</p>
      <dl className="mini-figures">
        <div>
          <dt>Initial margin</dt>
          <dd>
            <FigureNumber figure={initial_margin} />
          </dd>
        </div>
        <div>
          <dt>Maintenance margin</dt>
          <dd>
            <FigureNumber figure={maintenance_margin} />
          </dd>
        </div>
        <div>
          <dt>What binds</dt>
          <dd data-binding={binding}>{bindingText(binding)}</dd>
        </div>
      </dl>
      {profits.length > 0 && <ScenarioProfits worst={worst_scenario} profits={profits} unit={settlement} />}
      <Parameters of={parameters} />
    </div>
  );
}

function Parameters({ of }: { readonly of: Readonly<Record<string, Decimal | null>> }) {
  const all = Object.entries(of);
  if (all.length === 0) return null;
  return (
    <details>
      <summary>Numbers as used</summary>
      <dl className="parameters">
        {all.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd className="number" title={value ?? undefined}>
              {value === null ? '∞' : formatDecimal(value, { digits: 6, trim: true })}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function OffsetCredit({ portfolio }: Pick<ComputedMargin, 'portfolio'>) {
  if (portfolio === null) return null;
  const { initial, maintenance } = portfolio.offset_credit;
  if (initial.value === null || compareDecimals(initial.value, '0' as Decimal) === 0) return null;
  return (
    <p className="table-note">
      Let off for units that offset one another: <FigureNumber figure={initial} withUnit /> initial, <FigureNumber figure={maintenance} withUnit /> maintenance.
    </p>
  );
}
