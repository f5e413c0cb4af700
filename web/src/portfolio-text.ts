import { assertNever } from './assert-never.js';
import { compareDecimals, type Decimal } from './decimal.js';
import { percentText } from './figure-text.js';
import type { MarginMode, PortfolioBinding, PortfolioScenario } from './margin-report.js';
import { timeText } from './time-text.js';

/** A set of numbers with its name and day: a report's preset, option rule or portfolio unit. */
export interface DatedNumbers {
  readonly as_of: number | null;
  readonly old: boolean;
}

/** How positions are margined, for a person. */
export function modeText(mode: MarginMode): string {
  switch (mode) {
    case 'cross':
      return 'cross margin';
    case 'isolated':
      return 'isolated margin';
    case 'portfolio':
      return 'portfolio margin';
    default:
      return assertNever(mode);
  }
}

/** The day that numbers are of, and whether that is long ago: "of 2024-10-01, older than 90 days". */
export function presetAgeText({ as_of, old }: DatedNumbers): string {
  if (as_of === null) return 'undated: check it against the venue';
  return `of ${timeText(as_of).slice(0, 10)}${old ? ', older than 90 days' : ''}`;
}

/** The rule that asks most, for a person. */
export function bindingText(binding: PortfolioBinding): string {
  switch (binding) {
    case 'none':
      return 'no single rule';
    case 'scenario':
      return 'the worst scenario';
    case 'basis_contingency':
      return 'forwards and spot moving apart';
    case 'minimum_delta':
      return 'the least margin for deltas';
    case 'short_options':
      return 'the least margin for short options';
    case 'isolated':
      return 'every option by itself';
    case 'max_loss':
      return 'the worst settlement of the options together';
    default:
      return assertNever(binding);
  }
}

/** What happens in a scenario, for a person: "the price falls by 16.0 %, volatility up". */
export function scenarioText({ move, volatility }: PortfolioScenario): string {
  return `${moveText(move)}, volatility ${volatility.replaceAll('_', ' ')}`;
}

function moveText(move: Decimal): string {
  const direction = compareDecimals(move, '0' as Decimal);
  if (direction === 0) return 'the price stays';
  return `the price ${direction < 0 ? 'falls' : 'rises'} by ${percentText(move).replace('-', '')}`;
}
