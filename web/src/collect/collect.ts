import type { Bundle, Claim, EthereumChainData } from '../bundle.js';
import type { AccountId, ChainId, UnixSeconds } from '../ids.js';
import type { Policy } from '../policy.js';
import type { Verifier } from '../verifier.js';
import { parseAddress } from './address.js';
import { createBeaconApi } from './beacon-api.js';
import type { Asking } from './bounded-fetch.js';
import { judgeBy, noJudge, type ChainJudge } from './chain-judge.js';
import { askCheckpointProviders, type CheckpointOpinions } from './checkpoint-opinion.js';
import { proveClaims, type MissingPart } from './claims.js';
import { CollectError } from './collect-error.js';
import { readPlan, type ChainPlan, type ClaimPlan, type CollectPlan } from './collect-plan.js';
import { createExecutionRpc, type Eip1193Provider, type ExecutionNode } from './execution-rpc.js';
import { gatherLightClientData } from './light-client-data.js';
import { defaultPatience, startDeadline, type Patience } from './patience.js';
import { progressOf, type ProgressListener } from './progress.js';
import { readVenueData, type VenueData } from './venue-data.js';

/** Who is asked about a chain, the preferred first. */
export interface ChainSources {
  /** Addresses of Beacon APIs. */
  readonly beacon: readonly string[];
  /** Addresses of execution nodes, or providers such as a wallet in a page. */
  readonly rpc: readonly (string | Eip1193Provider)[];
  /** Beacon APIs that are asked for their opinion of the policy's checkpoint, and for nothing else. */
  readonly checkpoints?: readonly string[];
}

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
   * Judges what servers say while there still are others to ask. Without it false data is found out only when the bundle is
   * verified.
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
const mostClaims = 256;

/**
 * Makes a bundle for `policy`: light-client data from its checkpoint on, and a proof of each of its vaults for each of its
 * accounts, at the newest finalized block. What servers say is data, never trust: the policy is read and not changed.
 * @throws {CollectError} where no bundle can be made: no chain has light-client data. A claim that can't be proven is in
 * `missing` instead.
 */
export async function collect(policy: Policy | string, options: CollectOptions): Promise<Collection> {
  const plan = readPlan(policy);
  const account = chooseAccount(plan, options.account);
  const chains = roomInOneBundle(chooseChains(plan, options.chains));
  const venue = options.venue === undefined ? {} : readVenueData(options.venue);
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const patience = { ...defaultPatience, ...options.patience };
  const late = new CollectError('timed_out', { expected: `everything within ${patience.timeLimit / 1000} s`, got: 'less', transient: true });
  const deadline = startDeadline(patience.timeLimit, options.signal, late);
  try {
    const asking: Asking = { fetch: options.fetch ?? ((...request) => fetch(...request)), signal: deadline.signal, patience };
    const outcomes = await Promise.all(chains.map((one) => {
      const { verifier, signal } = options;
      const judge = verifier === undefined ? noJudge : judgeBy(verifier, policy, { chain: one.plan.chain, account, now, signal });
      return collectChain(one, { asking, judge, now, onProgress: options.onProgress });
    }));
    options.signal?.throwIfAborted();
    return assemble(outcomes, { account, now, venue });
  } finally {
    deadline.end();
  }
}

function chooseAccount({ accounts }: CollectPlan, wanted: AccountId | undefined): AccountId {
  const account = accounts.find((one) => wanted === undefined || one.toLowerCase() === wanted.toLowerCase());
  if (account !== undefined) return account;
  throw new CollectError('wrong_options', { where: 'account', expected: `one of the policy's accounts, ${accounts.join(', ')}`, got: `${wanted}` });
}

/** A chain to collect. */
interface ChosenChain {
  readonly plan: ChainPlan;
  readonly sources: ChainSources;
  /** Claims that no bundle has room for. */
  readonly surplus: readonly ClaimPlan[];
}

function chooseChains(plan: CollectPlan, sources: CollectOptions['chains']): readonly ChosenChain[] {
  const entries = Object.entries(sources) as readonly (readonly [ChainId, ChainSources])[];
  if (entries.length === 0) throw new CollectError('wrong_options', { where: 'chains', expected: 'a chain', got: 'none' });
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

/** What became of one chain. */
interface ChainOutcome {
  readonly chain: ChainId;
  /** Null where the chain could not be followed: then `missing` says why, and is not empty. */
  readonly data: EthereumChainData | null;
  readonly claims: readonly Claim[];
  readonly missing: readonly MissingPart[];
  readonly checkpoints: CheckpointOpinions | null;
}

interface ChainContext {
  readonly asking: Asking;
  readonly judge: ChainJudge;
  readonly now: UnixSeconds;
  readonly onProgress: ProgressListener | undefined;
}

async function collectChain({ plan, sources, surplus }: ChosenChain, { asking, judge, now, onProgress }: ChainContext): Promise<ChainOutcome> {
  const { chain } = plan;
  const report = progressOf(chain, onProgress);
  const beacon = createBeaconApi(plan.network, sources.beacon.map(parseAddress), asking, report);
  const rpc = createExecutionRpc(plan.chainNumber, sources.rpc.map(nodeOf), asking, report);
  const providers = (sources.checkpoints ?? []).map(parseAddress);
  const opinions = providers.length === 0 ? null : askCheckpointProviders(plan, providers, asking, report);
  const missingPart = (error: CollectError): MissingPart => ({ chain, vault: null, account: null, error });
  // Whatever becomes of the chain, its opinions are waited for: nothing is left running.
  const [followed, checkpoints] = await Promise.all([follow(), opinions]);
  const missing = [...followed.missing, ...surplus.map(({ vault, account }) => ({ chain, vault, account, error: tooMany() }))];
  for (const { vault, error } of missing) report('missing', vault === null ? 'part of the chain' : `the proof of ${vault}`, { error });
  return { chain, checkpoints, ...followed, missing };

  async function follow(): Promise<Pick<ChainOutcome, 'data' | 'claims' | 'missing'>> {
    try {
      const { data, block, optimisticError } = await gatherLightClientData(plan, beacon, judge.chain, now, report);
      const withoutOptimistic = optimisticError === null ? [] : [missingPart(optimisticError)];
      if (plan.claims.length === 0) return { data, claims: [], missing: withoutOptimistic };
      if (block === null) return { data, claims: [], missing: [...withoutOptimistic, missingPart(noBlock(plan))] };
      const { claims, missing } = await proveClaims(chain, plan.claims, block, data, { rpc, judge: judge.proofs, report });
      return { data, claims, missing: [...withoutOptimistic, ...missing] };
    } catch (error) {
      if (!(error instanceof CollectError) || error.code === 'policy_unreadable') throw error;
      return { data: null, claims: [], missing: [missingPart(error)] };
    }
  }
}

function nodeOf(source: string | Eip1193Provider, i: number): ExecutionNode {
  return typeof source === 'string' ? parseAddress(source) : { name: `provider ${i + 1}`, provider: source };
}

function noBlock({ chain }: ChainPlan): CollectError {
  return new CollectError('unsupported_fork', { where: `the finalized header of ${chain}`, expected: 'an execution block, as from Capella to Fulu', got: 'none' });
}

function tooMany(): CollectError {
  return new CollectError('bundle_too_large', { expected: `at most ${mostClaims} claims`, got: 'more' });
}

function assemble(
  outcomes: readonly ChainOutcome[],
  { account, now, venue }: { readonly account: AccountId; readonly now: UnixSeconds; readonly venue: VenueData },
): Collection {
  const missing = outcomes.flatMap((outcome) => outcome.missing);
  const chains = Object.fromEntries(outcomes.flatMap(({ chain, data }) => (data === null ? [] : [[chain, data] as const])));
  const [first, ...others] = missing;
  if (Object.keys(chains).length === 0 && first !== undefined) {
    throw CollectError.ofSeveral([first.error, ...others.map(({ error }) => error)]);
  }
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
  if (size > mostBytes) throw new CollectError('bundle_too_large', { expected: `at most ${mostBytes} bytes`, got: `${size}` });
  return { bundle, text, missing, checkpoints: outcomes.flatMap(({ checkpoints }) => checkpoints ?? []) };
}
