import { percentText } from './figure-text.js';
import type { CollateralBreakdown } from './report.js';
import { durationText } from './time-text.js';

/** What a balance's haircut is made of, for a person: "haircut 5.00 %, latency 0.77 % for 16 minutes". Zeros are left out. */
export function chargesText({ base, chain, latency, concentration, discount, lag }: CollateralBreakdown): string {
  const parts = [
    ['haircut', base],
    ['chain', chain],
    ['concentration', concentration],
  ] as const;
  const texts = parts.filter(([, part]) => part !== '0').map(([name, part]) => `${name} ${percentText(part, 2)}`);
  if (lag !== undefined) texts.push(`latency ${percentText(latency, 2)} for ${durationText(lag.seconds)}`);
  if (discount !== '1') texts.push(`of the rest ${percentText(discount, 2)} for messages that fail`);
  return texts.length === 0 ? 'nothing is taken off' : texts.join(', ');
}
