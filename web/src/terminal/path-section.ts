import type { Evidence, Report } from '../report.js';
import { durationText } from '../time-text.js';
import { shortened, wrap } from './layout.js';
import type { Scene } from './render-report.js';

/** How the figures are known: each root of trust and the steps from it. Steps that paths share are shown once. */
export function pathSection(report: Report, scene: Scene): string[] {
  if (report.evidence.length === 0) return [];
  const lines = report.evidence.flatMap((item, i) => source(item, report.evidence[i - 1], scene));
  return [scene.paint.strong('How it is known'), ...lines];
}

function source(evidence: Evidence, before: Evidence | undefined, { paint, columns }: Scene): string[] {
  const shared = before === undefined ? 0 : sharedSteps(evidence, before);
  const block = evidence.block === null ? '' : `, block ${evidence.block}`;
  const age = evidence.age === null ? '' : `, ${durationText(evidence.age)} old`;
  const title = wrap(`${evidence.level}: ${evidence.rests_on}${block}${age}`, columns, 2, 4);
  const steps = evidence.path.map((step, i) => ({ text: `${i + 1}. ${shortened(step)}`, isShared: i < shared }));
  return [
    ...(shared > 0 ? [paint.faint(`    from step ${shared} also`)] : title),
    ...steps.filter(({ isShared }) => !isShared).flatMap(({ text }) => wrap(text, columns, 4, 7).map((line) => paint.faint(line))),
  ];
}

/** How many first steps two pieces of evidence have in common; none where they rest on different things. */
function sharedSteps(a: Evidence, b: Evidence): number {
  if (a.level !== b.level || a.rests_on !== b.rests_on || a.block_hash !== b.block_hash) return 0;
  const differs = a.path.findIndex((step, i) => step !== b.path[i]);
  return differs < 0 ? a.path.length : differs;
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
