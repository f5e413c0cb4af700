import type { Address } from '../collect/address.js';
import type { Asking } from '../collect/bounded-fetch.js';
import { CollectError } from '../collect/collect-error.js';
import { sleep } from '../collect/patience.js';
import type { ChainProgress } from '../collect/progress.js';
import { listen } from './event-stream.js';

/** Between attempts, in milliseconds: each pause is twice as long as the one before, until a stream has lasted. */
const longestPause = 300_000;

/**
 * Keeps one event stream open, at whichever address gives one, and says when something may be new. Those that have no
 * stream are asked no more; without any left it ends. Failures are reported and harm nothing: the follower asks by the
 * clock as well.
 */
export async function watchForHints(
  addresses: readonly Address[],
  asking: Asking,
  report: ChainProgress,
  { silence, onHint }: { readonly silence: number; readonly onHint: () => void },
): Promise<void> {
  let order = [...addresses];
  let pause = asking.patience.pause;
  while (!asking.signal.aborted) {
    const [address, ...others] = order;
    if (address === undefined) return;
    report('asked', 'the event stream', { host: address.name });
    const began = Date.now();
    const error = await listen(address, asking, { silence, onEvent: onHint }).catch((reason: unknown) => reason);
    if (asking.signal.aborted) return;
    if (!(error instanceof CollectError)) throw error;
    report('failed', 'the event stream', { host: address.name, error });
    order = error.transient ? [...others, address] : others;
    if (Date.now() - began > silence) pause = asking.patience.pause;
    const wanted = (error.retryAfter ?? 0) * 1000;
    await sleep(Math.min(Math.max(pause, wanted), longestPause), asking.signal).catch(() => undefined);
    pause = Math.min(2 * pause, longestPause);
  }
}
