import { assertNever } from '../assert-never.js';
import type { Report, VerdictStatus } from '../report.js';
import { durationText, timeText } from '../time-text.js';
import { shortened, wrap } from './layout.js';
import type { Paint } from './paint.js';
import type { Scene } from './render-report.js';

/** The verdict, the time it holds for, and whose account it is about. */
export function verdictSection(report: Report, scene: Scene): string[] {
  const { paint, columns } = scene;
  const { word, colour } = headline(report.verdict.status, paint);
  const lines = [
    colour(paint.strong(word)),
    ...wrap(report.verdict.sentence, columns),
    ...asOf(report, scene).map((line) => (scene.judgedAsOf === 'clock' ? line : paint.caution(line))),
  ];
  if (report.error !== null) {
    const { code, name, where, expected } = report.error;
    lines.push(...wrap(`${code} ${name}${where === '' ? '' : ` at ${where}`}: ${expected}`, columns, 0, 2));
  }
  if (report.account) lines.push(...wrap(shortened(`Account ${report.account}`), columns, 0, 2).map((line) => paint.faint(line)));
  if (report.margin?.error === null && report.margin.liquidatable) lines.push(paint.bad(paint.strong('Liquidatable now')));
  return lines;
}

function headline(status: VerdictStatus, paint: Paint): { word: string; colour: (text: string) => string } {
  switch (status) {
    case 'agrees':
      return { word: '✓ VERIFIED', colour: paint.good };
    case 'differs':
      return { word: '≠ FIGURES DIFFER', colour: paint.caution };
    case 'refused':
      return { word: '✗ REFUSED', colour: paint.bad };
    case 'unreadable':
      return { word: '✗ UNREADABLE', colour: paint.bad };
    default:
      return assertNever(status);
  }
}

function asOf(report: Report, scene: Scene): string[] {
  const gap = scene.clock === null ? 0 : scene.clock - report.now;
  const apart = Math.abs(gap) < 120 ? '' : `, ${durationText(Math.abs(gap))} ${gap > 0 ? 'ago' : 'from now'}`;
  const time = timeText(report.now);
  switch (scene.judgedAsOf) {
    case 'clock':
      return wrap(`Judged as of ${time}.`, scene.columns);
    case 'bundle':
      return wrap(`Judged as of ${time}, the bundle's own time, not the clock${apart}.`, scene.columns);
    case 'given':
      return wrap(`Judged as of ${time}, the time given with --now${apart}.`, scene.columns);
    default:
      return assertNever(scene.judgedAsOf);
  }
}
