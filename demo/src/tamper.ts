import type { BeaconObject, Bundle, Claim } from 'clearmargin';

/** A part of a bundle in which one byte can be changed. */
export interface TamperPart {
  readonly id: string;
  /** What is changed, for a person: "The committee's signature". */
  readonly label: string;
  /** What somebody who changes it would be after. */
  readonly motive: string;
}

/** What was changed. */
export interface Tampering {
  readonly part: TamperPart;
  /** The bundle with one byte changed. */
  readonly text: string;
  /** Path of the changed value. */
  readonly where: string;
  readonly byte: number;
  readonly before: string;
  readonly after: string;
}

type Step = string | number;
type Container = Record<Step, unknown>;

interface Target {
  readonly part: TamperPart;
  readonly find: (bundle: Bundle) => readonly Step[] | null;
}

const targets: readonly Target[] = [
  {
    part: { id: 'signature', label: 'Committee’s signature', motive: 'pass off a header nobody signed' },
    find: (bundle) => inNewestUpdate(bundle, 'sync_aggregate', 'sync_committee_signature'),
  },
  {
    part: { id: 'participants', label: 'List of signers', motive: 'pretend that others signed' },
    find: (bundle) => inNewestUpdate(bundle, 'sync_aggregate', 'sync_committee_bits'),
  },
  {
    part: { id: 'header', label: 'Block header', motive: 'put another block under the signature' },
    find: (bundle) => inNewestUpdate(bundle, 'attested_header', 'beacon', 'parent_root'),
  },
  {
    part: { id: 'finality-branch', label: 'Finality branch', motive: 'call a block final that isn’t' },
    find: (bundle) => inNewestUpdate(bundle, 'finality_branch', 0),
  },
  {
    part: { id: 'execution-header', label: 'Execution header', motive: 'swap the state the balances are read from' },
    find: (bundle) => inNewestUpdate(bundle, 'finalized_header', 'execution', 'state_root'),
  },
  {
    part: { id: 'committee-key', label: 'A committee member’s key', motive: 'sign in a member’s place' },
    find: (bundle) => inBootstrap(bundle, 'current_sync_committee', 'pubkeys', 0),
  },
  {
    part: { id: 'account-proof', label: 'Account proof', motive: 'point at another contract’s storage' },
    find: (bundle) => inClaim(bundle, hasStorage, (claim) => ['proof', 'accountProof', claim.proof.accountProof.length - 1]),
  },
  {
    part: { id: 'storage-proof', label: 'Storage proof', motive: 'prove another balance' },
    find: (bundle) =>
      inClaim(bundle, hasStorage, (claim) => {
        const last = (claim.proof.storageProof[0]?.proof.length ?? 0) - 1;
        return ['proof', 'storageProof', 0, 'proof', last];
      }),
  },
  {
    part: { id: 'balance', label: 'Balance itself', motive: 'claim more than there is' },
    find: (bundle) => inClaim(bundle, hasStorage, () => ['proof', 'storageProof', 0, 'value']),
  },
];

/** The parts of `bundle` that can be changed. */
export function tamperParts(bundle: Bundle): readonly TamperPart[] {
  return targets.filter(({ find }) => hexAt(bundle, find(bundle)) !== null).map(({ part }) => part);
}

/** `bundle` with one bit of one byte of `partId` flipped, or null where it has no such part. */
export function tamper(bundle: Bundle, partId: string): Tampering | null {
  const target = targets.find(({ part }) => part.id === partId);
  const copy = structuredClone(bundle);
  const path = target?.find(copy) ?? null;
  const found = hexAt(copy, path);
  if (target === undefined || path === null || found === null) return null;
  const byte = Math.floor((found.text.length - 2) / 4);
  const start = 2 + 2 * byte;
  const before = found.text.slice(start, start + 2);
  const after = (Number.parseInt(before, 16) ^ 1).toString(16).padStart(before.length, '0');
  found.holder[found.name] = found.text.slice(0, start) + after + found.text.slice(start + 2);
  return { part: target.part, text: JSON.stringify(copy), where: pathText(path), byte, before, after };
}

function inNewestUpdate(bundle: Bundle, ...rest: readonly Step[]): readonly Step[] | null {
  for (const [chain, data] of Object.entries(bundle.chains)) {
    if (data.kind !== 'ethereum') continue;
    for (const list of ['finality_updates', 'updates'] as const) {
      const last = (data[list]?.length ?? 0) - 1;
      if (last >= 0) return ['chains', chain, list, last, 'data', ...rest];
    }
  }
  return null;
}

function inBootstrap(bundle: Bundle, ...rest: readonly Step[]): readonly Step[] | null {
  const [first] = Object.entries(bundle.chains) as [string, { bootstrap?: BeaconObject }][];
  return first === undefined ? null : ['chains', first[0], 'bootstrap', 'data', ...rest];
}

const hasStorage = (claim: Claim) => claim.proof.storageProof.length > 0;

function inClaim(
  bundle: Bundle,
  wanted: (claim: Claim) => boolean,
  rest: (claim: Claim) => readonly Step[],
): readonly Step[] | null {
  const index = bundle.claims.findIndex(wanted);
  const claim = bundle.claims[index];
  return claim === undefined ? null : ['claims', index, ...rest(claim)];
}

function hexAt(bundle: Bundle, path: readonly Step[] | null) {
  if (path === null) return null;
  let holder: unknown = bundle;
  for (const step of path.slice(0, -1)) holder = isContainer(holder) ? holder[step] : undefined;
  const name = path.at(-1);
  if (!isContainer(holder) || name === undefined) return null;
  const text = holder[name];
  return typeof text === 'string' && /^0x[0-9a-fA-F]{2,}$/.test(text) ? { holder, name, text } : null;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function pathText(path: readonly Step[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
}
