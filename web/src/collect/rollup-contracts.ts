import { elements, hexOf, member, oneOf, optionalMember, refuse, text, wholeNumber, type Field } from './field.js';

/** Which contracts of the parent chain anchor an OP Stack chain, as far as bundles are collected by them. */
export interface OpStackContracts {
  readonly factory: string;
  /** Types of games that count, the preferred first. */
  readonly gameTypes: readonly number[];
  readonly guardian: { readonly layout: 'anchor-state-registry' | 'optimism-portal'; readonly contract: string } | null;
  /** Seconds from a game's resolution to when it is final. */
  readonly finalityDelay: number;
}

/** Which contracts of the parent chain anchor an Arbitrum chain. */
export interface ArbitrumContracts {
  readonly outbox: string | null;
  readonly rollup: string | null;
}

const finalityDelay = 302_400;

/** Those the verifier knows by name; a test compares them with its table. */
const namedOpStacks: Readonly<Record<string, OpStackContracts>> = {
  'op-mainnet': opStackRow('0xe5965ab5962edc7477c8520243a95517cd252fa9', '0x23b2c62946350f4246f9f9d027e071f0264fd113'),
  base: opStackRow('0x43edb88c4b80fdd2adff2412a7bebf9df42cb40e', '0x909f6cf47ed12f010a796527f562bfc26c7f4e72'),
};

const namedArbitrums: Readonly<Record<string, ArbitrumContracts>> = {
  'arbitrum-one': {
    outbox: '0x0b9857ae2d4a3dbe74ffe1d7df045bb7f96e4840',
    rollup: '0x4dceb440657f21083db8add07665f8ddbe1dcfc0',
  },
  'arbitrum-nova': {
    outbox: '0xd4b80c3d7240325d18e645b49e6535a3bf95cc58',
    rollup: '0xe7e8ccc7c381809bdc4b213ce44016300707b7bd',
  },
};

function opStackRow(factory: string, registry: string): OpStackContracts {
  return { factory, gameTypes: [0], guardian: { layout: 'anchor-state-registry', contract: registry }, finalityDelay };
}

/** The contracts that a policy trusts for an OP Stack chain: by name, or the user's own. */
export function readOpStack(field: Field): OpStackContracts {
  if (typeof field.value !== 'object') return known(namedOpStacks, field);
  const games = optionalMember(field, 'games');
  if (games === undefined) {
    return refuse(field, 'games: chains without them can be verified, but not collected', 'none');
  }
  const guardian = optionalMember(games, 'guardian');
  return {
    factory: address(member(games, 'factory')),
    gameTypes: elements(member(games, 'game_types'), 8).map(wholeNumber),
    guardian:
      guardian === undefined
        ? null
        : {
            layout: oneOf(member(guardian, 'layout'), ['anchor-state-registry', 'optimism-portal']),
            contract: address(member(guardian, 'contract')),
          },
    finalityDelay: wholeNumber(member(games, 'finality_delay')),
  };
}

/** The contracts that a policy trusts for an Arbitrum chain: by name, or the user's own. */
export function readArbitrum(field: Field): ArbitrumContracts {
  if (typeof field.value !== 'object') return known(namedArbitrums, field);
  const [outbox, rollup] = [optionalMember(field, 'outbox'), optionalMember(field, 'rollup')];
  if (outbox === undefined && rollup === undefined) {
    return refuse(field, 'an outbox or a rollup: chains without them can be verified, but not collected', 'neither');
  }
  return { outbox: outbox ? address(outbox) : null, rollup: rollup ? address(rollup) : null };
}

function known<Contracts>(table: Readonly<Record<string, Contracts>>, field: Field): Contracts {
  const name = text(field);
  const contracts = Object.hasOwn(table, name) ? table[name] : undefined;
  return contracts ?? refuse(field, `${Object.keys(table).join(', ')}, or an object`);
}

const address = (field: Field) => hexOf(field, 20).toLowerCase();
