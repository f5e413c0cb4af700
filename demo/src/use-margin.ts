import type { MarginReply, MarginRequest, Verifier } from 'clearmargin';
import { useCallback } from 'react';
import { useNewest } from './use-newest.js';

/** The margin for the newest `request`: one for each move of a slider. */
export function useMargin(verifier: Verifier | null, request: MarginRequest | null): MarginReply | null {
  const ask = useCallback((next: MarginRequest) => (verifier as Verifier).computeMargin(next), [verifier]);
  return useNewest(verifier === null ? null : ask, request).answer;
}
