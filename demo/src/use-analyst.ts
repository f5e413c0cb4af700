import type { Answer, Question } from 'clearmargin/analysis';
import type { MarginRequest } from 'clearmargin';
import { useEffect, useState } from 'react';

/** The answers to `questions`, or why there are none. Nothing is loaded before the first question. */
export interface Analysis {
  readonly answers: readonly Answer[] | null;
  readonly problem: string | null;
}

/** Asks whenever `request` or `questions` change; null asks nothing. */
export function useAnalyst(request: MarginRequest, questions: readonly Question[] | null): Analysis {
  const [analysis, setAnalysis] = useState<Analysis>({ answers: null, problem: null });
  useEffect(() => {
    if (questions === null) return;
    let left = false;
    ask(request, questions).then(
      (answered) => !left && setAnalysis(answered),
      (error: unknown) => !left && setAnalysis({ answers: null, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      left = true;
    };
  }, [request, questions]);
  return analysis;
}

let analyst: Promise<import('clearmargin/analysis').Analyst> | null = null;

async function ask(request: MarginRequest, questions: readonly Question[]): Promise<Analysis> {
  analyst ??= load();
  const reply = await (await analyst).ask({ ...request, questions });
  return { answers: reply.answers, problem: reply.error === null ? null : `${reply.error.name} at ${reply.error.where}` };
}

async function load(): Promise<import('clearmargin/analysis').Analyst> {
  try {
    const { analysisIntegrity, createAnalyst } = await import('clearmargin/analysis');
    return await createAnalyst(isSecureContext ? { integrity: analysisIntegrity } : {});
  } catch (error) {
    analyst = null;
    throw error;
  }
}
