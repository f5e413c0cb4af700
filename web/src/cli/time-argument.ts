import type { UnixSeconds } from '../ids.js';
import { UsageError } from './usage-error.js';

/** The time to judge as of. */
export type Now =
  { readonly from: 'clock' } | { readonly from: 'bundle' } | { readonly from: 'given'; readonly time: UnixSeconds };

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

/** The time that --now states; `others` names what else it could be. */
export function parseTime(text: string | undefined, others = ''): Exclude<Now, { readonly from: 'bundle' }> {
  if (text === undefined) return { from: 'clock' };
  if (/^\d{1,15}$/.test(text)) return { from: 'given', time: Number(text) };
  const milliseconds = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || milliseconds < 0) {
    throw new UsageError(`--now: expected Unix seconds, a time like 2026-09-21T14:13:20Z${others}, got "${text}"`);
  }
  return { from: 'given', time: Math.floor(milliseconds / 1000) };
}
