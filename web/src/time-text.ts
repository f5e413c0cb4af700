import type { UnixSeconds } from './ids.js';

/** `2026-09-21 14:13:20 UTC`. */
export function timeText(time: UnixSeconds): string {
  const date = new Date(time * 1000);
  if (Number.isNaN(date.getTime())) return `Unix time ${time}`;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const spans = [
  { unit: 'day', seconds: 86400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** A span of time in its largest unit that gives at least two: "16 minutes", "95 seconds", "3 days". */
export function durationText(seconds: number): string {
  for (const { unit, seconds: length } of spans) {
    if (seconds >= 2 * length) return `${Math.floor(seconds / length)} ${unit}s`;
  }
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}
