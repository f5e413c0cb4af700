import type { VenueQuestion } from './analysis-types.js';
import type { ComparisonLine, Report } from './report.js';

const liquidationPrices = 'liquidation_prices.';

/** What to ask the analysis about each figure in which the venue differs: which known slip gives the venue's number. */
export function venueQuestions(report: Report): readonly VenueQuestion[] {
  return report.comparison.filter(({ agrees }) => !agrees).flatMap(questionOf);
}

function questionOf({ figure, theirs: { value } }: ComparisonLine): readonly VenueQuestion[] {
  if (value === null) return [];
  if (figure === 'equity' || figure === 'initial_margin' || figure === 'maintenance_margin') {
    return [{ kind: 'venue', figure, value }];
  }
  if (!figure.startsWith(liquidationPrices)) return [];
  return [{ kind: 'venue', figure: 'liquidation_price', position: figure.slice(liquidationPrices.length), value }];
}
