import type { UnixSeconds } from '../ids.js';
import type { Report } from '../report.js';
import { accountSection, comparisonSection } from './account-section.js';
import { collateralSection, refusedSection } from './claims-section.js';
import { debtsSection } from './debts-section.js';
import { liquidationSection } from './liquidation-section.js';
import { marginRulesSection } from './margin-rules-section.js';
import { optionsSection } from './options-section.js';
import { colours, plain, printable, type Paint } from './paint.js';
import { notesSection, pathSection } from './path-section.js';
import { verdictSection } from './verdict-section.js';

/** How a report is shown. */
export interface RenderOptions {
  /** Width of the terminal; default 80. Below 60 tables become lists. */
  readonly columns?: number;
  /** Default false. */
  readonly color?: boolean;
  /** Where the report's `now` came from; default `clock`. Anything else is said next to the verdict. */
  readonly judgedAsOf?: 'clock' | 'bundle' | 'given';
  /** The clock, to say how long ago `now` was. */
  readonly clock?: UnixSeconds;
}

/** What every section gets. */
export interface Scene {
  readonly columns: number;
  readonly paint: Paint;
  readonly judgedAsOf: 'clock' | 'bundle' | 'given';
  readonly clock: UnixSeconds | null;
}

/** `report` as lines: verdict first, then the numbers, then how they are known. Ends without a line feed. */
export function renderReport(report: Report, options: RenderOptions = {}): string {
  const scene: Scene = {
    columns: Math.max(40, options.columns ?? 80),
    paint: options.color === true ? colours : plain,
    judgedAsOf: options.judgedAsOf ?? 'clock',
    clock: options.clock ?? null,
  };
  const safe = withPrintableText(report);
  const sections = [
    verdictSection(safe, scene),
    refusedSection(safe, scene),
    liquidationSection(safe, scene),
    comparisonSection(safe, scene),
    accountSection(safe, scene),
    marginRulesSection(safe, scene),
    optionsSection(safe, scene),
    collateralSection(safe, scene),
    debtsSection(safe, scene),
    pathSection(safe, scene),
    notesSection(safe, scene),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The same report, every text made printable at once, so that no section can forget to. */
function withPrintableText<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(withPrintableText) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPrintableText(member)])) as T;
}
