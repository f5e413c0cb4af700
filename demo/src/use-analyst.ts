import type { Analyst, Answer, Question } from 'clearmargin/analysis';
import type { MarginRequest } from 'clearmargin';
import { useEffect, useMemo, useState } from 'react';
import { useNewest, type Newest } from './use-newest.js';

/** The answers so far, in the order of the questions, or why there are none. */
export interface Analysis {
  readonly answers: readonly Answer[];
  readonly problem: string | null;
}

const unanswered: Analysis = { answers: [], problem: null };

/**
 * Asks whenever `request` or `questions` change, one question after the other, so that a search keeps no other question
 * waiting for long and is stopped when nobody wants it any more. Nothing is loaded before the first question.
 */
export function useAnalyst(request: MarginRequest, questions: readonly Question[]): Analysis {
  const [analysis, setAnalysis] = useState<Analysis>(unanswered);
  useEffect(() => {
    const controller = new AbortController();
    setAnalysis(unanswered);
    const askAll = async () => {
      for (const question of questions) {
        const answer = await ask(request, question, controller.signal);
        setAnalysis(({ answers }) => ({ answers: [...answers, answer], problem: null }));
      }
    };
    askAll().catch((error: unknown) => {
      if (controller.signal.aborted) return;
      setAnalysis(({ answers }) => ({ answers, problem: error instanceof Error ? error.message : String(error) }));
    });
    return () => controller.abort();
  }, [request, questions]);
  return analysis;
}

/** The answer to the newest question: one for each move of a slider. Null asks nothing. */
export function useAnswer(request: MarginRequest, question: Question | null): Newest<Answer> {
  const asked = useMemo(() => (question === null ? null : { request, question }), [request, question]);
  return useNewest(askNewest, asked);
}

const askNewest = ({ request, question }: { request: MarginRequest; question: Question }) => ask(request, question);

let analyst: Promise<Analyst> | null = null;

async function ask(request: MarginRequest, question: Question, signal?: AbortSignal): Promise<Answer> {
  analyst ??= load();
  const { answers, error } = await (await analyst).ask({ ...request, questions: [question] }, signal && { signal });
  const [answer] = answers;
  if (answer === undefined) throw new Error(error === null ? 'no answer' : `${error.name} at ${error.where}: ${error.expected}`);
  return answer;
}

async function load(): Promise<Analyst> {
  try {
    const { analysisIntegrity, createAnalyst } = await import('clearmargin/analysis');
    return await createAnalyst(isSecureContext ? { integrity: analysisIntegrity } : {});
  } catch (error) {
    analyst = null;
    throw error;
  }
}
