import { CollectError } from '../collect/collect-error.js';
import type { ChainProgress } from '../collect/progress.js';
import type { VerifyError } from '../report.js';
import type { Advancing } from './advancing.js';
import type { FollowedChain } from './followed-chain.js';
import type { FollowerStore, StoredClient } from './follower-store.js';
import { createIndexedDbStore } from './indexed-db-store.js';

/** Where a follower's light client is kept. What fails there is reported, and the follower goes on. */
export interface Keeping {
  /** Goes on from what is kept. Why not, where the verifier refuses it: then it is cleared away. */
  restore(advancing: Advancing): Promise<VerifyError | null>;
  save(client: StoredClient): Promise<void>;
  close(): void;
}

/** Each checkpoint has a place of its own in `given`. */
export function keeping(
  { chain, checkpoint }: FollowedChain,
  given: 'indexeddb' | FollowerStore | undefined,
  report: ChainProgress,
): Keeping {
  const isOurs = given === undefined || given === 'indexeddb';
  const store = isOurs ? createIndexedDbStore() : given;
  const key = `${chain}/${checkpoint}`;

  async function tolerating<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CollectError) || error.code !== 'store_unavailable') throw error;
      report('failed', what, { error });
      return null;
    }
  }

  return {
    async restore(advancing) {
      const kept = await tolerating('reading the light client that was kept', () => store.load(key));
      if (kept === null) return null;
      const refusal = await advancing.restore(kept.text);
      // One that calls itself newer than it is would never be written over.
      const isOverstated = (advancing.client?.progress[0] ?? 0) < kept.progress[0];
      if (refusal !== null || isOverstated) await tolerating('clearing it away', () => store.clear(key));
      return refusal;
    },
    async save(client) {
      await tolerating('keeping the light client', () => store.save(key, client));
    },
    close: () => (isOurs ? store.close?.() : undefined),
  };
}
