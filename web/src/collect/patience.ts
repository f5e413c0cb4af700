import { CollectError } from './collect-error.js';

/** How long and how often servers are asked. Times in milliseconds. */
export interface Patience {
  /** For one answer, from asking to its last byte. Default 10 seconds. */
  readonly requestTimeout: number;
  /** For everything. Default 2 minutes. */
  readonly timeLimit: number;
  /** How often all addresses are asked again, where asking again may help. Default 2. */
  readonly retries: number;
  /** Before they are asked again for the first time; each later pause is twice as long. Default half a second. */
  readonly pause: number;
  /** A server that asks for a longer pause than this is given up. Default 20 seconds. */
  readonly longestPause: number;
}

export const defaultPatience: Patience = {
  requestTimeout: 10_000,
  timeLimit: 120_000,
  retries: 2,
  pause: 500,
  longestPause: 20_000,
};

/** Waits, or rejects with the signal's reason. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** A time limit, and what ends what it has started. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Frees its timer, and stops what is still running. */
  end(): void;
}

/** Aborts after `milliseconds` with `error`, or with the reason of `outer`. */
export function startDeadline(milliseconds: number, outer: AbortSignal | undefined, error: CollectError): Deadline {
  const controller = new AbortController();
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted === true) follow();
  outer?.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => controller.abort(error), milliseconds);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}

/**
 * What `work` gives, unless the time is up or `outer` is aborted first: then that reason, whether or not the work
 * listens to its signal.
 */
export async function withinTime<T>(
  milliseconds: number,
  outer: AbortSignal,
  error: CollectError,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = startDeadline(milliseconds, outer, error);
  const { signal } = deadline;
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([aborted, work(signal)]);
  } catch (failure) {
    // A fetch that was stopped fails in its own words; the reason says more.
    throw signal.aborted ? signal.reason : failure;
  } finally {
    deadline.end();
  }
}
