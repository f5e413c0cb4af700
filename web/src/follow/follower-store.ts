/** A light client as it is kept: untrusted, like everything that others can write. */
export interface StoredClient {
  /** The slots of its newest final and newest signed block: which of two is newer. */
  readonly progress: readonly [finalizedSlot: number, headSlot: number];
  /** What `advanceLightClient` gave. */
  readonly text: string;
}

/** Where light clients are kept, one for each `key`: chain and checkpoint. */
export interface FollowerStore {
  /** Null where none is kept. */
  load(key: string): Promise<StoredClient | null>;
  /** All or nothing. False where a newer one is kept, which stays. */
  save(key: string, client: StoredClient): Promise<boolean>;
  clear(key: string): Promise<void>;
  /** Frees what it holds open. */
  close?(): void;
}

/** Whether `kept` stays where `client` would take its place. */
export function isNewer(kept: StoredClient, client: StoredClient): boolean {
  const [finalized, head] = kept.progress;
  const [otherFinalized, otherHead] = client.progress;
  return finalized > otherFinalized || (finalized === otherFinalized && head > otherHead);
}

/** The client that `value` is; null for anything else. */
export function asStoredClient(value: unknown): StoredClient | null {
  if (typeof value !== 'object' || value === null || !('text' in value) || !('progress' in value)) return null;
  const { text, progress } = value;
  if (typeof text !== 'string' || !Array.isArray(progress) || progress.length !== 2) return null;
  const [finalized, head] = progress as readonly unknown[];
  return isSlot(finalized) && isSlot(head) ? { text, progress: [finalized, head] } : null;
}

const isSlot = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
