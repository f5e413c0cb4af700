import type { AccountId, ChainId } from '../ids.js';
import { CollectError } from './collect-error.js';
import {
  elements,
  hexOf,
  member,
  membersOf,
  oneOf,
  optionalMember,
  refuse,
  rootField,
  text,
  unsignedInteger,
  wholeNumber,
  type Field,
} from './field.js';
import { readNetwork, type Network } from './networks.js';
import { readArbitrum, readOpStack, type ArbitrumContracts, type OpStackContracts } from './rollup-contracts.js';
import { erc20Slot, storageSlot } from './storage-slot.js';
import { parseJson, ShapeError } from './untrusted-json.js';

/** What a policy asks to be collected. */
export interface CollectPlan {
  readonly accounts: readonly AccountId[];
  readonly chains: readonly ChainPlan[];
}

/** What is collected of one chain. */
export type ChainPlan = EthereumPlan | RollupPlan;

interface AnyPlan {
  readonly chain: ChainId;
  /** The number of EIP-155. */
  readonly chainNumber: bigint;
  readonly claims: readonly ClaimPlan[];
}

/** A chain that a light client follows. */
export interface EthereumPlan extends AnyPlan {
  readonly kind: 'ethereum';
  readonly network: Network;
  /** In lower case. */
  readonly checkpoint: string;
  readonly acceptsOptimistic: boolean;
  /** Seconds. */
  readonly maxHeaderAge: number;
  /** Absent where the policy leaves it to the network's fork. */
  readonly maxCheckpointAge: number | undefined;
}

/** A chain whose blocks its parent chain's contracts anchor. */
export type RollupPlan = OpStackPlan | ArbitrumPlan;

interface AnyRollupPlan extends AnyPlan {
  readonly parent: ChainId;
  /** Whether blocks count whose anchor can still be undone. */
  readonly acceptsProposed: boolean;
  /** Seconds. */
  readonly maxAnchorAge: number;
}

export interface OpStackPlan extends AnyRollupPlan {
  readonly kind: 'op-stack';
  readonly contracts: OpStackContracts;
}

export interface ArbitrumPlan extends AnyRollupPlan {
  readonly kind: 'arbitrum';
  readonly contracts: ArbitrumContracts;
}

/** One balance to prove. */
export interface ClaimPlan {
  readonly id: string;
  readonly vault: string;
  readonly account: AccountId;
  /** Whose account proof it is: the account's own, or the contract's. */
  readonly address: string;
  readonly slots: readonly bigint[];
  /** The contract behind a proxy whose code the policy pins. */
  readonly implementation: string | null;
}

/** The defaults of docs/bundle-format.md. */
const defaultAnchorAge = 864_000;
const defaultLimits = { max_header_age: 3600 } as const;

/**
 * What to collect for `policy`. Only what decides that is read; the rest is the verifier's to judge.
 * @throws {CollectError} `policy_unreadable`, naming the field.
 */
export function readPlan(policy: object | string): CollectPlan {
  try {
    return planOf(rootField(typeof policy === 'string' ? parseJson(policy) : policy));
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new CollectError('policy_unreadable', {
      where: error.path === '' ? 'the policy' : `the policy, ${error.path}`,
      expected: error.expected,
      got: error.got,
    });
  }
}

function planOf(policy: Field): CollectPlan {
  oneOf(member(policy, 'format'), ['clearmargin/policy/1']);
  const accounts = elements(member(policy, 'accounts'), 256).map(readAccount);
  const vaults = elements(member(policy, 'vaults'), 256);
  const trust = member(policy, 'trust');
  const chains = Object.keys(membersOf(trust)).map((chain) =>
    planChain(chain, member(trust, chain), policy, accounts, vaults),
  );
  if (accounts.length === 0) refuse(member(policy, 'accounts'), 'an account');
  if (chains.length === 0) refuse(trust, 'a chain');
  for (const chain of chains) assertRooted(chain, chains, trust);
  return { accounts: accounts.map(({ id }) => id), chains };
}

/** Refuses a rollup whose parents do not lead to a chain that a light client follows. */
function assertRooted(plan: ChainPlan, chains: readonly ChainPlan[], trust: Field): void {
  let lower: ChainPlan | undefined = plan;
  for (let steps = 0; lower?.kind !== 'ethereum'; steps += 1) {
    const parent: ChainId | undefined = lower?.parent;
    if (lower === undefined || steps === chains.length) {
      refuse(member(trust, plan.chain), 'parents that lead to a chain of kind ethereum', 'others');
    }
    lower = chains.find(({ chain }) => chain === parent);
  }
}

interface Account {
  readonly id: AccountId;
  readonly chain: string;
  readonly address: string;
}

function readAccount(field: Field): Account {
  const id = text(field);
  const colon = id.lastIndexOf(':');
  const [chain, address] = [id.slice(0, Math.max(0, colon)), id.slice(colon + 1)];
  if (!/^[-a-z0-9]{3,8}:[-\w]{1,32}$/.test(chain) || address === '') return refuse(field, 'an account by CAIP-10');
  if (chain.startsWith('eip155:')) hexOf({ ...field, value: address }, 20);
  return { id: id as AccountId, chain, address };
}

function planChain(
  chain: string,
  trust: Field,
  policy: Field,
  accounts: readonly Account[],
  vaults: readonly Field[],
): ChainPlan {
  const chainNumber = /^eip155:([1-9]\d{0,19})$/.exec(chain)?.[1];
  if (chainNumber === undefined) return refuse(trust, 'a chain of eip155', `"${chain}"`);
  const kind = oneOf(member(trust, 'kind'), ['ethereum', 'op-stack', 'arbitrum']);
  const common: AnyPlan = {
    chain: chain as ChainId,
    chainNumber: BigInt(chainNumber),
    claims: planClaims(chain, accounts, vaults),
  };
  const accept = optionalMember(trust, 'accept');
  if (kind !== 'ethereum') return planRollup(kind, trust, accept, common);
  return {
    ...common,
    kind,
    network: readNetwork(member(trust, 'network'), chain),
    checkpoint: hexOf(member(trust, 'checkpoint'), 32).toLowerCase(),
    acceptsOptimistic: accept !== undefined && oneOf(accept, ['finalized', 'optimistic']) === 'optimistic',
    maxHeaderAge: readLimit(policy, 'max_header_age'),
    maxCheckpointAge: givenLimit(policy, 'max_checkpoint_age'),
  };
}

function planRollup(
  kind: RollupPlan['kind'],
  trust: Field,
  accept: Field | undefined,
  common: AnyPlan,
): RollupPlan {
  const settled = kind === 'op-stack' ? 'resolved' : 'confirmed';
  const maxAge = optionalMember(trust, 'max_anchor_age');
  const rollup = member(trust, 'rollup');
  const rules = {
    ...common,
    parent: text(member(trust, 'parent')) as ChainId,
    acceptsProposed: accept !== undefined && oneOf(accept, [settled, 'proposed']) === 'proposed',
    maxAnchorAge: maxAge === undefined ? defaultAnchorAge : wholeNumber(maxAge),
  };
  return kind === 'op-stack'
    ? { ...rules, kind, contracts: readOpStack(rollup) }
    : { ...rules, kind, contracts: readArbitrum(rollup) };
}

/** A limit of the policy, or its default. */
export function readLimit(policy: Field, name: keyof typeof defaultLimits): number {
  return givenLimit(policy, name) ?? defaultLimits[name];
}

function givenLimit(policy: Field, name: string): number | undefined {
  const limits = optionalMember(policy, 'limits');
  const limit = limits && optionalMember(limits, name);
  return limit === undefined ? undefined : wholeNumber(limit);
}

/** Each vault of the chain, for each account that can have something in it. */
function planClaims(chain: string, accounts: readonly Account[], vaults: readonly Field[]): readonly ClaimPlan[] {
  const own = accounts.filter((account) => account.chain === chain);
  return vaults
    .filter((vault) => text(member(vault, 'chain')) === chain)
    .flatMap((vault) =>
      own.filter((account) => canOwn(vault, account)).map((account) => planClaim(vault, account, own.length > 1)),
    );
}

function canOwn(vault: Field, { chain, address }: Account): boolean {
  const owner = optionalMember(vault, 'owner');
  if (owner === undefined) return true;
  const other = readAccount(owner);
  return other.chain === chain && other.address.toLowerCase() === address.toLowerCase();
}

function planClaim(vault: Field, account: Account, isOneOfSeveral: boolean): ClaimPlan {
  const name = text(member(vault, 'id'), 64);
  const common = { id: isOneOfSeveral ? `${name}/${account.address}` : name, vault: name, account: account.id };
  const kind = oneOf(member(vault, 'kind'), ['native', 'erc20', 'ledger']);
  if (kind === 'native') return { ...common, address: account.address.toLowerCase(), slots: [], implementation: null };
  const slot =
    kind === 'erc20' ? erc20Slot(vault, account.address) : storageSlot(member(vault, 'storage'), account.address);
  const proxy = optionalMember(vault, 'proxy');
  const pinsCode = proxy !== undefined && optionalMember(proxy, 'implementation_code_hash') !== undefined;
  return {
    ...common,
    address: hexOf(member(vault, 'contract'), 20).toLowerCase(),
    slots: proxy === undefined ? [slot] : [...new Set([slot, unsignedInteger(member(proxy, 'slot'))])],
    implementation: pinsCode ? hexOf(member(proxy, 'implementation'), 20).toLowerCase() : null,
  };
}
