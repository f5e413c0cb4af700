/**
 * A report as text for a terminal.
 *
 * @example
 * ```ts
 * import { renderReport } from 'clearmargin/terminal';
 * import type { Report } from 'clearmargin';
 *
 * export const show = (report: Report) => console.log(renderReport(report, { columns: process.stdout.columns }));
 * ```
 *
 * @packageDocumentation
 */
export { renderReport, type RenderOptions } from './terminal/render-report.js';
