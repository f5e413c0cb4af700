import { elements, hexOf, member, oneOf, optionalMember, refuse, text, wholeNumber, type Field } from './field.js';

/** As much of a network's parameters as it takes to ask its servers the right things. */
export interface Network {
  readonly name: string;
  readonly genesisTime: number;
  readonly genesisValidatorsRoot: string;
  readonly secondsPerSlot: number;
  readonly preset: Preset;
  /** Each with its first epoch, oldest first. */
  readonly forks: readonly (readonly [name: string, epoch: number])[];
}

/** Sizes that a network cannot choose by configuration. */
export interface Preset {
  readonly slotsPerEpoch: number;
  readonly slotsPerPeriod: number;
  readonly committeeSize: number;
}

/** Spec: consensus-specs@a08d8a6 presets/{mainnet,minimal}/{phase0,altair}.yaml */
const presets = {
  mainnet: { slotsPerEpoch: 32, slotsPerPeriod: 32 * 256, committeeSize: 512 },
  minimal: { slotsPerEpoch: 8, slotsPerPeriod: 8 * 8, committeeSize: 32 },
} as const;

const forkNames = ['phase0', 'altair', 'bellatrix', 'capella', 'deneb', 'electra', 'fulu', 'gloas'] as const;

/** Those the verifier knows by name; a test compares them with its table. */
const named: Readonly<Record<string, { readonly chain: string; readonly network: Network }>> = {
  mainnet: row(
    'mainnet',
    'eip155:1',
    1606824023,
    '0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95',
    [0, 74240, 144896, 194048, 269568, 364032, 411392],
  ),
  sepolia: row(
    'sepolia',
    'eip155:11155111',
    1655733600,
    '0xd8ea171f3c94aea21ebc42a1ed61052acf3f9209c00e4efbaaddac09ed9b8078',
    [0, 50, 100, 56832, 132608, 222464, 272640, 353024],
  ),
  holesky: row(
    'holesky',
    'eip155:17000',
    1695902400,
    '0x9143aa7c615a7f7115e2b6aac319c03529df8242ae705fba9df39b79c59fa8b1',
    [0, 0, 0, 256, 29696, 115968, 165120],
  ),
  hoodi: row(
    'hoodi',
    'eip155:560048',
    1742213400,
    '0x212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f',
    [0, 0, 0, 0, 0, 2048, 50688],
  ),
};

function row(
  name: string,
  chain: string,
  genesisTime: number,
  genesisValidatorsRoot: string,
  epochs: readonly number[],
) {
  const forks = epochs.map((epoch, i) => [forkNames[i] ?? '', epoch] as const);
  return {
    chain,
    network: { name, genesisTime, genesisValidatorsRoot, secondsPerSlot: 12, preset: presets.mainnet, forks },
  };
}

/**
 * How old a checkpoint may be where the policy does not say, in seconds: with Gloas the weak-subjectivity period halves
 * (EIP-8061). The verifier has the same rule.
 */
export function maxCheckpointAgeAt(now: number, network: Network): number {
  const epoch = Math.floor((now - network.genesisTime) / (network.secondsPerSlot * network.preset.slotsPerEpoch));
  const isGloas = network.forks.some(([name, first]) => name === 'gloas' && first <= epoch);
  return isGloas ? 518_400 : 1_209_600;
}

/** The network that a policy trusts on `chain`: one by name, or the user's own. */
export function readNetwork(field: Field, chain: string): Network {
  if (typeof field.value === 'object') return readOwnNetwork(field);
  const name = text(field);
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known === undefined) return refuse(field, Object.keys(named).join(', '));
  if (known.chain !== chain) return refuse(field, `the network of ${chain}`, `${name} of ${known.chain}`);
  return known.network;
}

function readOwnNetwork(field: Field): Network {
  const preset = optionalMember(field, 'preset');
  const seconds = optionalMember(field, 'seconds_per_slot');
  const secondsPerSlot = seconds === undefined ? 12 : wholeNumber(seconds);
  if (seconds !== undefined && secondsPerSlot === 0) return refuse(seconds, 'at least 1');
  return {
    name: text(member(field, 'name')),
    genesisTime: wholeNumber(member(field, 'genesis_time')),
    genesisValidatorsRoot: hexOf(member(field, 'genesis_validators_root'), 32).toLowerCase(),
    secondsPerSlot,
    preset: presets[preset === undefined ? 'mainnet' : oneOf(preset, ['mainnet', 'minimal'])],
    forks: elements(member(field, 'forks'), 16).map(
      (fork) => [text(member(fork, 'fork')), wholeNumber(member(fork, 'epoch'))] as const,
    ),
  };
}

/** The fork whose rules hold in `slot`. */
export function forkAtSlot(slot: number, { forks, preset }: Network): string {
  const epoch = Math.floor(slot / preset.slotsPerEpoch);
  return forks.filter(([, first]) => first <= epoch).at(-1)?.[0] ?? 'phase0';
}

/** The sync committee's period that `slot` lies in. */
export function periodAtSlot(slot: number, { preset }: Network): number {
  return Math.floor(slot / preset.slotsPerPeriod);
}

/** When `slot` begins, in Unix seconds. */
export function timeAtSlot(slot: number, { genesisTime, secondsPerSlot }: Network): number {
  return genesisTime + slot * secondsPerSlot;
}
