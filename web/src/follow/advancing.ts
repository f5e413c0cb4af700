import type { AdvanceChainData, AdvanceReply } from '../advance.js';
import { faultOf, refusedBy } from '../collect/chain-judge.js';
import { CollectError } from '../collect/collect-error.js';
import { CoreCrashedError } from '../errors.js';
import type { UnixSeconds } from '../ids.js';
import type { Policy } from '../policy.js';
import type { EthereumChainReport, VerifyError } from '../report.js';
import type { Verifier } from '../verifier.js';
import type { FollowedChain } from './followed-chain.js';
import type { StoredClient } from './follower-store.js';

/** What leads a light client on, from one server. */
export type Lead = Pick<AdvanceChainData, 'bootstrap' | 'updates' | 'finality_updates' | 'optimistic_updates'>;

/** A follower's light client: what the verifier made of all that it was given. */
export interface Advancing {
  /** What is proven; null before it has begun. */
  readonly row: EthereumChainReport | null;
  /** What to keep; null before it has begun. */
  readonly client: StoredClient | null;
  /** Goes on from a client that was kept. Why not, where the verifier refuses it: then nothing has changed. */
  restore(text: string): Promise<VerifyError | null>;
  /**
   * Takes what `host` gave, as far as it holds, and says what is wrong with the rest.
   * @throws {CollectError} for what no other server could mend: the policy, or its checkpoint.
   */
  take(host: string, what: string, lead: Lead): Promise<CollectError | null>;
}

/** What every step takes. */
export interface AdvancingContext {
  readonly verifier: Pick<Verifier, 'advanceLightClient'>;
  readonly policy: Policy | string;
  readonly chain: FollowedChain;
  readonly now: () => UnixSeconds;
  readonly signal: AbortSignal;
  /** Gets each client that is another than the one before. */
  readonly onChange: (client: StoredClient) => Promise<void>;
}

const checkpoint_too_old = 283;

/** A light client of `chain` that has not begun. */
export function createAdvancing({ verifier, policy, chain, now, signal, onChange }: AdvancingContext): Advancing {
  let row: EthereumChainReport | null = null;
  let client: StoredClient | null = null;

  async function advance(store: string | undefined, lead: Lead): Promise<AdvanceReply> {
    const reply = await verifier.advanceLightClient(
      {
        ...(store !== undefined && { store }),
        chainData: { kind: 'ethereum', ...lead },
        policy,
        chain: chain.chain,
        now: now(),
      },
      { signal },
    );
    const { error } = reply;
    if (error !== null && !isOfStore(error)) {
      const got = `${error.name} (${error.expected})`;
      throw new CollectError('policy_unreadable', { where: error.where, expected: 'what the verifier can read', got });
    }
    return reply;
  }

  async function adopt({ chain: report, store, changed }: AdvanceReply): Promise<void> {
    if (store === null || report === null) return;
    row = report;
    client = { progress: progressOf(report), text: JSON.stringify(store) };
    if (changed) await onChange(client);
  }

  return {
    get row() {
      return row;
    },
    get client() {
      return client;
    },
    async restore(text) {
      const reply = await advance(text, {});
      await adopt(reply);
      return reply.store === null ? (reply.error ?? reply.chain?.error ?? null) : null;
    },
    async take(host, what, lead) {
      try {
        const reply = await advance(client?.text, lead);
        const refusal = reply.store === null ? (reply.error ?? reply.chain?.error ?? null) : null;
        if (refusal?.code === checkpoint_too_old) {
          const where = `the policy's checkpoint of ${chain.chain}`;
          throw new CollectError('checkpoint_too_old', { where, expected: 'a newer one', got: refusal.expected });
        }
        await adopt(reply);
        const fault = refusal ?? reply.chain?.updates.map(faultOf).find((one) => one !== null) ?? null;
        return fault === null ? null : refusedBy(host, what, fault);
      } catch (cause) {
        if (!(cause instanceof CoreCrashedError)) throw cause;
        // Whatever is wrong with the verifier, it is this data that shows it.
        const expected = 'what can be judged';
        return new CollectError('not_proven', { host, where: what, expected, got: cause.message, cause });
      }
    },
  };
}

const isOfStore = ({ where }: VerifyError) => /^store\b/.test(where);

const progressOf = ({ finalized, optimistic }: EthereumChainReport): StoredClient['progress'] => [
  Number(finalized?.slot ?? 0),
  Number(optimistic?.slot ?? finalized?.slot ?? 0),
];
