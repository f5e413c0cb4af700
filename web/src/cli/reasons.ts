import { createAnalyst } from '../analysis-inline.js';
import { figureName } from '../figure-name.js';
import type { Policy } from '../policy.js';
import type { Report } from '../report.js';
import { printable } from '../terminal/paint.js';
import { venueQuestions } from '../venue-questions.js';
import { venueReason } from '../venue-reason.js';

/** Why the venue's figures may be others, one line each; empty where there is nothing to ask. */
export async function reasonsText(report: Report, policy: string): Promise<string> {
  const questions = venueQuestions(report);
  if (questions.length === 0) return '';
  const analyst = await createAnalyst();
  const { evidence, inputs, now } = report;
  const { answers } = await analyst.ask({ policy: JSON.parse(policy) as Policy, now, evidence, inputs, questions });
  analyst.dispose();
  const lines = answers.flatMap((answer, i) => {
    const question = questions[i];
    if (question === undefined || !('causes' in answer)) return [];
    const name = question.position === undefined ? question.figure : `liquidation_prices.${question.position}`;
    return [`  ${printable(figureName(name))}: ${venueReason(answer)}`];
  });
  return lines.length === 0 ? '' : `\nWhy the venue may differ\n${lines.join('\n')}\n`;
}
