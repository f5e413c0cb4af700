import { useEffect, useRef, useState } from 'react';

/** The answer to the newest question that was answered, or why there is none. */
export interface Newest<A> {
  readonly answer: A | null;
  readonly problem: string | null;
}

const nothing = { answer: null, problem: null };

/**
 * Asks whenever `question` changes; null asks nothing. While one is answered the newest of those that came meanwhile
 * waits, and the ones between are dropped: a slider never runs behind. `ask` stays the same from render to render.
 */
export function useNewest<Q, A>(ask: ((question: Q) => Promise<A>) | null, question: Q | null): Newest<A> {
  const [newest, setNewest] = useState<Newest<A>>(nothing);
  const waiting = useRef<Q | null>(null);
  const isBusy = useRef(false);
  useEffect(() => {
    waiting.current = ask === null ? null : question;
    if (ask === null || question === null) {
      setNewest(nothing);
      return;
    }
    if (isBusy.current) return;
    const run = async () => {
      isBusy.current = true;
      try {
        while (waiting.current !== null) {
          const next = waiting.current;
          waiting.current = null;
          const answer = await ask(next);
          setNewest({ answer, problem: null });
        }
      } catch (error) {
        setNewest({ answer: null, problem: error instanceof Error ? error.message : String(error) });
      } finally {
        isBusy.current = false;
      }
    };
    void run();
  }, [ask, question]);
  return newest;
}
