import type { MarginReply, MarginRequest, Verifier } from 'clearmargin';
import { useEffect, useRef, useState } from 'react';

/**
 * The margin for the newest `request`. While one is computed the newest of those that came meanwhile waits, and the ones
 * between are dropped: a slider never runs behind.
 */
export function useMargin(verifier: Verifier | null, request: MarginRequest | null): MarginReply | null {
  const [reply, setReply] = useState<MarginReply | null>(null);
  const waiting = useRef<MarginRequest | null>(null);
  const isBusy = useRef(false);
  useEffect(() => {
    if (verifier === null || request === null) {
      waiting.current = null;
      setReply(null);
      return;
    }
    waiting.current = request;
    if (isBusy.current) return;
    const run = async () => {
      isBusy.current = true;
      try {
        while (waiting.current !== null) {
          const next = waiting.current;
          waiting.current = null;
          setReply(await verifier.computeMargin(next));
        }
      } catch {
        setReply(null);
      } finally {
        isBusy.current = false;
      }
    };
    void run();
  }, [verifier, request]);
  return reply;
}
