import type { Bundle } from '../bundle.js';
import type { AccountId, ChainId, UnixSeconds } from '../ids.js';
import type { Policy } from '../policy.js';
import type { Verifier } from '../verifier.js';
import type { Asking } from './bounded-fetch.js';
import { judgeBy, noJudge } from './chain-judge.js';
import type { CheckpointOpinions } from './checkpoint-opinion.js';
import type { MissingPart } from './claims.js';
import { collectChain, mostClaims, type ChainOutcome, type ChainSources, type ChosenChain } from './collect-chain.js';
import { CollectError } from './collect-error.js';
import { readPlan, type CollectPlan, type RollupPlan } from './collect-plan.js';
import { collectRollup } from './collect-rollup.js';
import { defaultPatience, startDeadline, type Patience } from './patience.js';
import type { ProgressListener } from './progress.js';
import { readVenueData, type VenueData } from './venue-data.js';

/** How {@link collect} works. */
export interface CollectOptions {
  /** Whom to ask, by chain of the policy. A chain that is not here is not collected. */
  readonly chains: Readonly<Record<ChainId, ChainSources>>;
  /** What the venue says, as an object or as the text it came as. */
  readonly venue?: VenueData | string;
  /** Whose bundle it is: one of the policy's accounts. Default: the first. Claims are made for all of them. */
  readonly account?: AccountId;
  /** Default: the clock's. */
  readonly now?: UnixSeconds;
  /**
   * Judges what servers say while there still are others to ask. Without it false data is found out only when the
   * bundle is verified.
   */
  readonly verifier?: Pick<Verifier, 'verifyBundle'>;
  readonly patience?: Partial<Patience>;
  readonly onProgress?: ProgressListener;
  /** Ends it with the signal's reason. */
  readonly signal?: AbortSignal;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** A bundle, and what could not be put into it. */
export interface Collection {
  readonly bundle: Bundle;
  /** The same as text: what to keep and to verify. */
  readonly text: string;
  /** Empty where the bundle has all that the policy asks for, of the chains that were to be collected. */
  readonly missing: readonly MissingPart[];
  /** One for each chain that has providers. */
  readonly checkpoints: readonly CheckpointOpinions[];
}

/** More a bundle may not have. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Makes a bundle for `policy`: light-client data from its checkpoint on, and a proof of each of its vaults for each
 * of its accounts, at the newest finalized block. What servers say is data, never trust: the policy is read and not
 * changed.
 * @throws {CollectError} where no bundle can be made: no chain has light-client data. A claim that can't be proven is
 * in `missing` instead.
 */
export async function collect(policy: Policy | string, options: CollectOptions): Promise<Collection> {
  const plan = readPlan(policy);
  const account = chooseAccount(plan, options.account);
  const chains = roomInOneBundle(chooseChains(plan, options.chains));
  const venue = options.venue === undefined ? {} : readVenueData(options.venue);
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const patience = { ...defaultPatience, ...options.patience };
  const late = new CollectError('timed_out', {
    expected: `everything within ${patience.timeLimit / 1000} s`,
    got: 'less',
    transient: true,
  });
  const deadline = startDeadline(patience.timeLimit, options.signal, late);
  try {
    const asking: Asking = {
      fetch: options.fetch ?? ((...request) => fetch(...request)),
      signal: deadline.signal,
      patience,
    };
    const { verifier, signal, onProgress } = options;
    const judgeOf = (chain: ChainId, parents: Bundle['chains'] = {}) =>
      verifier === undefined ? noJudge : judgeBy(verifier, policy, { chain, account, now, signal, parents });
    const outcomes = await collectAll(chains, (one, parents) => {
      const context = { asking, judge: judgeOf(one.plan.chain, dataOf(parents)), now, onProgress };
      const { plan } = one;
      if (plan.kind === 'ethereum') return collectChain({ ...one, plan }, context);
      const [parent] = parents;
      if (parent === undefined) throw withoutParent(plan);
      return collectRollup({ ...one, plan }, parent, context);
    });
    options.signal?.throwIfAborted();
    return assemble(outcomes, { account, now, venue });
  } finally {
    deadline.end();
  }
}

/** Each chain when its parents are there, nearest first; others at the same time. */
async function collectAll(
  chains: readonly ChosenChain[],
  collectOne: (chain: ChosenChain, parents: readonly ChainOutcome[]) => Promise<ChainOutcome>,
): Promise<readonly ChainOutcome[]> {
  const started = new Map<ChainId, Promise<readonly ChainOutcome[]>>();
  const start = ({ plan }: ChosenChain): Promise<readonly ChainOutcome[]> => {
    const known = started.get(plan.chain);
    if (known !== undefined) return known;
    const one = chains.find((other) => other.plan.chain === plan.chain) as ChosenChain;
    const parent = plan.kind === 'ethereum' ? undefined : chains.find((other) => other.plan.chain === plan.parent);
    const made = (async () => {
      const parents = parent === undefined ? [] : await start(parent);
      return [await collectOne(one, parents), ...parents];
    })();
    started.set(plan.chain, made);
    return made;
  };
  const lines = await Promise.all(chains.map(start));
  return lines.flatMap(([outcome]) => (outcome === undefined ? [] : [outcome]));
}

const dataOf = (outcomes: readonly ChainOutcome[]): Bundle['chains'] =>
  Object.fromEntries(outcomes.flatMap(({ chain, data }) => (data === null ? [] : [[chain, data] as const])));

function withoutParent({ chain, parent }: RollupPlan): CollectError {
  const expected = `${parent}, which ${chain} is anchored in`;
  return new CollectError('wrong_options', { where: 'chains', expected, got: 'none' });
}

function chooseAccount({ accounts }: CollectPlan, wanted: AccountId | undefined): AccountId {
  const account = accounts.find((one) => wanted === undefined || one.toLowerCase() === wanted.toLowerCase());
  if (account !== undefined) return account;
  throw new CollectError('wrong_options', {
    where: 'account',
    expected: `one of the policy's accounts, ${accounts.join(', ')}`,
    got: `${wanted}`,
  });
}

function chooseChains(plan: CollectPlan, sources: CollectOptions['chains']): readonly ChosenChain[] {
  const entries = Object.entries(sources) as readonly (readonly [ChainId, ChainSources])[];
  if (entries.length === 0) {
    throw new CollectError('wrong_options', { where: 'chains', expected: 'a chain', got: 'none' });
  }
  return entries.map(([chain, source]) => {
    const known = plan.chains.find((one) => one.chain === chain);
    if (known === undefined) {
      const expected = `one of the policy's chains, ${plan.chains.map((one) => one.chain).join(', ')}`;
      throw new CollectError('wrong_options', { where: 'chains', expected, got: chain });
    }
    return { plan: known, sources: source, surplus: [] };
  });
}

/** The first claims, in the policy's order; the others are named as missing. */
function roomInOneBundle(chains: readonly ChosenChain[]): readonly ChosenChain[] {
  let room = mostClaims;
  return chains.map(({ plan, sources }) => {
    const [claims, surplus] = [plan.claims.slice(0, room), plan.claims.slice(room)];
    room -= claims.length;
    return { plan: { ...plan, claims }, sources, surplus };
  });
}

function assemble(
  outcomes: readonly ChainOutcome[],
  { account, now, venue }: { readonly account: AccountId; readonly now: UnixSeconds; readonly venue: VenueData },
): Collection {
  const missing = outcomes.flatMap((outcome) => outcome.missing);
  const chains = dataOf(outcomes);
  const [first, ...others] = outcomes.flatMap(({ data, missing: [why] }) => (data === null && why ? [why.error] : []));
  if (Object.keys(chains).length === 0 && first !== undefined) throw CollectError.ofSeveral([first, ...others]);
  const bundle: Bundle = {
    format: 'clearmargin/bundle/1',
    account,
    as_of: now,
    chains,
    claims: outcomes.flatMap(({ claims }) => claims),
    ...venue,
  };
  const text = JSON.stringify(bundle);
  const size = new TextEncoder().encode(text).length;
  if (size > mostBytes) {
    throw new CollectError('bundle_too_large', { expected: `at most ${mostBytes} bytes`, got: `${size}` });
  }
  return { bundle, text, missing, checkpoints: outcomes.flatMap(({ checkpoints }) => checkpoints ?? []) };
}
