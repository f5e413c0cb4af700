/// <reference lib="esnext.disposable" preserve="true" />
import type { AnalysisCall } from './analysis-core.js';
import type { AnalysisReply, AnalysisRequest } from './analysis-types.js';
import type { Channel } from './channel.js';
import { AbiMismatchError } from './errors.js';
import type { CallOptions } from './verifier.js';

/**
 * Answers questions about stated inputs: most within milliseconds, searches within a second. A question that is refused is
 * an answer with its `error`; only failures of the program itself reject, as a `ClearmarginError`.
 */
export interface Analyst {
  /** The answers to all questions of `request`, in their order. Questions asked one by one can be stopped in between. */
  ask(request: AnalysisRequest, options?: CallOptions): Promise<AnalysisReply>;
  /** Frees the wasm instance or worker; calls under way reject, as does any later one. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** The analyst's interface over a channel. */
export function analystOver(channel: Channel<AnalysisCall>): Analyst {
  const dispose = () => channel.close();
  return {
    async ask(request, options) {
      const text = await channel.call({ name: 'analyzeAccount', request: JSON.stringify(request) }, options?.signal);
      const reply = JSON.parse(text) as AnalysisReply;
      if (reply.format !== 'clearmargin/analysis/1') {
        throw new AbiMismatchError(`expected a clearmargin/analysis/1, got ${String(reply.format)}`);
      }
      return reply;
    },
    dispose,
    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: dispose,
  } as Analyst;
}
