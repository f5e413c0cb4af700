import type { Report, UnixSeconds, Verifier } from 'clearmargin';
import { useEffect, useState } from 'react';

/** The newest judgement. */
export interface Judgement {
  readonly report: Report | null;
  /** Milliseconds the judgement took, loading not counted. */
  readonly took: number | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

/** Judges a bundle whenever it, the policy or the time changes; the report before stays until the next is there. */
export function useReport(
  verifier: Verifier | null,
  bundle: string | null,
  policy: string | null,
  now: UnixSeconds,
): Judgement {
  const [judgement, setJudgement] = useState<Judgement>({ report: null, took: null, isBusy: true, problem: null });
  useEffect(() => {
    if (verifier === null || bundle === null || policy === null) return;
    const controller = new AbortController();
    const began = performance.now();
    setJudgement((before) => ({ ...before, isBusy: true }));
    verifier.verifyBundle(bundle, policy, now, { signal: controller.signal }).then(
      (report) => setJudgement({ report, took: performance.now() - began, isBusy: false, problem: null }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const problem = error instanceof Error ? error.message : String(error);
        setJudgement({ report: null, took: null, isBusy: false, problem });
      },
    );
    return () => controller.abort();
  }, [verifier, bundle, policy, now]);
  return judgement;
}
