import type { Evidence, Report } from '../report.js';
import { durationText } from '../time-text.js';
import { shortened, wrap } from './layout.js';
import type { Scene } from './render-report.js';

/** How the figures are known: each root of trust and the steps from it. */
export function pathSection(report: Report, scene: Scene): string[] {
  if (report.evidence.length === 0) return [];
  return [scene.paint.strong('How it is known'), ...report.evidence.flatMap((item) => source(item, scene))];
}

function source(evidence: Evidence, { paint, columns }: Scene): string[] {
  const block = evidence.block === null || evidence.block === '0' ? '' : `, block ${evidence.block}`;
  const age = evidence.age === null ? '' : `, ${durationText(evidence.age)} old`;
  return [
    ...wrap(`${evidence.level}: ${evidence.rests_on}${block}${age}`, columns, 2, 4),
    ...evidence.path.flatMap((step, i) => wrap(`${i + 1}. ${shortened(step)}`, columns, 4, 7)).map((line) => paint.faint(line)),
  ];
}

/** What was taken for granted, what to look at, and what was not understood. */
export function notesSection(report: Report, scene: Scene): string[] {
  return [
    ...notes('Warnings', report.warnings, scene, scene.paint.caution),
    ...notes('Assumed', report.assumptions, scene, scene.paint.faint),
    ...notes('Ignored in the bundle', report.ignored, scene, scene.paint.faint),
  ];
}

function notes(title: string, texts: readonly string[], scene: Scene, paint: (text: string) => string): string[] {
  if (texts.length === 0) return [];
  return [scene.paint.strong(title), ...texts.flatMap((text) => wrap(text, scene.columns, 2, 4)).map(paint)];
}
