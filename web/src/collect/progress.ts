import type { ChainId } from '../ids.js';
import type { CollectError } from './collect-error.js';

/** What happens while a bundle is collected, for a person to watch. */
export interface CollectProgress {
  /**
   * `asked` an address, it `answered` or `failed`; `waiting` before all are asked again; `refused` by the verifier;
   * `missing` from the bundle for good.
   */
  readonly kind: 'asked' | 'answered' | 'failed' | 'waiting' | 'refused' | 'missing';
  readonly chain: ChainId;
  /** What is asked for, as "the finality update". */
  readonly what: string;
  /** Who is asked; null where it is nobody in particular. */
  readonly host: string | null;
  /** Why it failed. */
  readonly error: CollectError | null;
  /** How long it waits, in seconds. */
  readonly seconds: number | null;
}

/** Takes each event as it happens. What it throws ends the collecting. */
export type ProgressListener = (progress: CollectProgress) => void;

/** The same for one chain, with what is not said left empty. */
export type ChainProgress = (
  kind: CollectProgress['kind'],
  what: string,
  details?: { readonly host?: string; readonly error?: CollectError; readonly seconds?: number },
) => void;

/** Reports to `listener` what happens on `chain`. */
export function progressOf(chain: ChainId, listener: ProgressListener | undefined): ChainProgress {
  return (kind, what, { host = null, error = null, seconds = null }: Partial<CollectProgress> = {}) =>
    listener?.({ kind, chain, what, host, error, seconds });
}
