import { figureText, percentText, venueQuestions, venueReason, type MarginRequest, type Policy, type Report } from 'clearmargin';
import type { Answer, Question, ScenarioResult, Step } from 'clearmargin/analysis';
import { useMemo, useState } from 'react';
import { atMostText } from '../limit-text.js';
import { useAnalyst } from '../use-analyst.js';
import { DataTable, type Row } from './data-table.js';
import { FigureNumber } from './number.js';
import { Section } from './section.js';
import { marginRequest } from './what-if.js';

interface AccountQuestionsProps {
  readonly report: Report;
  readonly policy: Policy;
}

/** What else can be asked of the account; the analysis is loaded when somebody asks. */
export function AccountQuestions({ report, policy }: AccountQuestionsProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (report.margin === null || report.margin.error !== null) return null;
  return (
    <Section title="Ask about this account" lead="How far it may go, what a crash makes of it, and why the venue shows another figure. USD.">
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>Load the analysis</summary>
        {isOpen && <Answers report={report} policy={policy} />}
      </details>
    </Section>
  );
}

function Answers({ report, policy }: AccountQuestionsProps) {
  const request = useMemo<MarginRequest>(() => marginRequest(report, policy), [report, policy]);
  const questions = useMemo(() => questionsOf(report, policy), [report, policy]);
  const { answers, problem } = useAnalyst(request, questions);
  if (problem !== null) return <p className="refusal-reason">{problem}</p>;
  return (
    <>
      {answers.map((answer, i) => (
        <AnswerView key={i} answer={answer} question={questions[i]} />
      ))}
      {answers.length < questions.length && <p role="status">Computing …</p>}
    </>
  );
}

function questionsOf(report: Report, policy: Policy): readonly Question[] {
  return [
    ...venueQuestions(report),
    { kind: 'max_withdraw' },
    ...policy.margin.instruments.flatMap(({ id }): Question[] => [
      { kind: 'max_order', instrument: id, side: 'buy', step: '0.001' },
      { kind: 'max_order', instrument: id, side: 'sell', step: '0.001' },
    ]),
    { kind: 'reverse_stress' },
    { kind: 'historical', to: 'low' },
    { kind: 'chain_failures' },
    { kind: 'explain' },
  ];
}

function AnswerView({ answer, question }: { answer: Answer; question: Question | undefined }) {
  if (answer.error !== null || question === undefined) return null;
  switch (answer.kind) {
    case 'venue':
      return 'causes' in answer && question.kind === 'venue' ? (
        <p data-question="venue">
          The venue’s {wordsOf(question.position === undefined ? question.figure : `liquidation price of ${question.position}`)}:{' '}
          {venueReason(answer)}.
        </p>
      ) : null;
    case 'max_withdraw':
      return 'withdrawals' in answer ? (
        <p data-question="max_withdraw">
          At most may leave, each by itself: {answer.withdrawals.map(({ amount, vault }) => `${amount.value === null ? figureText(amount) : atMostText(amount.value)} ${amount.unit} (${vault})`).join(', ')}
        </p>
      ) : null;
    case 'max_order':
      return 'qty' in answer && question.kind === 'max_order' ? (
        <p data-question="max_order">
          Largest order to {question.side} {question.instrument}: {answer.qty.value === null ? figureText(answer.qty) : atMostText(answer.qty.value)} {answer.qty.unit}
        </p>
      ) : null;
    case 'reverse_stress':
      return 'joint_move_down' in answer ? (
        <p data-question="reverse_stress">
          Liquidated if all prices fall by {moveText(answer.joint_move_down.value)} or rise by {moveText(answer.joint_move_up.value)} together.
        </p>
      ) : null;
    case 'historical':
    case 'chain_failures':
      return 'scenarios' in answer && answer.scenarios.length > 0 ? (
        <DataTable
          label={answer.kind === 'historical' ? 'Crashes that happened, at their low' : 'Chains cut off'}
          columns={[{ head: answer.kind === 'historical' ? 'Crash' : 'Cut off' }, { head: 'Equity', isNumber: true }, { head: 'Buffer', isNumber: true }, { head: 'Level' }]}
          rows={answer.scenarios.map(scenarioRow)}
        />
      ) : null;
    case 'explain':
      return 'steps' in answer ? (
        <DataTable
          label="How the figures come about"
          columns={[{ head: 'Figure' }, { head: 'Formula' }, { head: 'Of' }, { head: 'Value', isNumber: true }]}
          rows={answer.steps.map(stepRow)}
        />
      ) : null;
    default:
      return null;
  }
}

function scenarioRow({ name, pools }: ScenarioResult): Row {
  const cross = pools.find(({ scope }) => scope === 'cross') ?? pools[0];
  if (cross === undefined) return { key: name, cells: [name, '', '', ''] };
  return {
    key: name,
    ...(cross.liquidatable && { className: 'row-differs' }),
    cells: [name, <FigureNumber figure={cross.equity} />, <FigureNumber figure={cross.buffer} />, cross.level],
  };
}

function stepRow({ of, figure, formula, terms, value, rounds }: Step, i: number): Row {
  const given = Object.entries(terms).map(([name, term]) => `${name} ${term}`);
  return { key: `${i}`, cells: [`${wordsOf(figure)} of ${of}`, formula, given.join(', '), <span title={`rounded ${rounds}`}>{value}</span>] };
}

const wordsOf = (name: string) => name.replaceAll('_', ' ');

function moveText(value: Parameters<typeof percentText>[0] | null): string {
  return value === null ? 'nothing that does it' : percentText(value).replace('-', '');
}
