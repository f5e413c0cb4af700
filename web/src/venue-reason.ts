import type { VenueAnswer } from './analysis-types.js';

/** Which slips give the venue's number, in words; that none known does where there is none. */
export function venueReason({ causes }: Pick<VenueAnswer, 'causes'>): string {
  const reasons = causes.filter(({ reproduces }) => reproduces).map(({ slips }) => slips.map(slipText).join(' and '));
  return reasons.length === 0 ? 'no known slip gives the venue’s number' : `${reasons.join(', or ')} would give the venue’s number`;
}

const slipText = (slip: string): string => slip.replaceAll('_', ' ');
