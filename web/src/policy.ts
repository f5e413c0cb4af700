import type { AccountId, AmountText, AssetId, ChainId, HexText, UnixSeconds } from './ids.js';

/** The user's own choices: accounts, roots of trust, vaults and risk parameters. Unknown members are refused. */
export interface Policy {
  readonly format: 'clearmargin/policy/1';
  readonly accounts: readonly AccountId[];
  readonly trust: Readonly<Record<ChainId, EthereumTrust>>;
  readonly assets: readonly AssetDefinition[];
  readonly vaults: readonly Vault[];
  /** Logs that say what was once paid in or out. */
  readonly events?: readonly EventDefinition[];
  readonly collateral: { readonly assets: readonly CollateralAsset[] };
  readonly margin: MarginRules;
  readonly limits?: Limits;
}

/** Where trust in an Ethereum chain begins. */
export interface EthereumTrust {
  readonly kind: 'ethereum';
  readonly network: 'mainnet' | 'sepolia' | 'holesky' | 'hoodi' | CustomNetwork;
  /** The trusted beacon block root. */
  readonly checkpoint: HexText;
  /** `finalized` (default), or `optimistic` for blocks that are signed but not final; such claims are `proposed`. */
  readonly accept?: 'finalized' | 'optimistic';
}

/** A network that has no preset. */
export interface CustomNetwork {
  readonly name: string;
  readonly genesis_time: UnixSeconds;
  readonly genesis_validators_root: HexText;
  /** Default `mainnet`. */
  readonly preset?: 'mainnet' | 'minimal';
  /** Default 12. */
  readonly seconds_per_slot?: number;
  /** From phase0 on. */
  readonly forks: readonly { readonly fork: string; readonly epoch: number; readonly version: HexText }[];
}

/** What an asset is called and how it is priced. */
export interface AssetDefinition {
  readonly id: AssetId;
  readonly symbol: string;
  /** The user's own fixed price: a peg taken for granted. USD. */
  readonly price?: AmountText;
  /** Priced and moved together with that asset, one for one. */
  readonly same_price_as?: AssetId;
}

/** Where a balance lives and what it means. */
export type Vault = NativeVault | Erc20Vault | LedgerVault;

interface VaultBase {
  readonly id: string;
  readonly chain: ChainId;
  readonly asset: AssetId;
  readonly decimals: number;
}

/** The account's own balance of the chain's coin. */
export interface NativeVault extends VaultBase {
  readonly kind: 'native';
}

/** A token's mapping of address to uint256. */
export interface Erc20Vault extends VaultBase {
  readonly kind: 'erc20';
  readonly contract: HexText;
  readonly slot: AmountText | HexText;
  readonly layout?: StorageLayout;
  /** Whose balance it is, where that is not the claim's account. */
  readonly owner?: AccountId;
  /** Pins the contract's code: of the proxy, where there is one. */
  readonly code_hash?: HexText;
  readonly proxy?: ProxyPin;
}

/** A contract's own ledger, by storage expression. */
export interface LedgerVault extends VaultBase {
  readonly kind: 'ledger';
  readonly contract: HexText;
  readonly storage: StorageExpression;
  /** Whose balance it is, where the storage path has no account in it. */
  readonly owner?: AccountId;
  readonly code_hash?: HexText;
  readonly proxy?: ProxyPin;
}

/** How the compiler places mappings; default `solidity`. */
export type StorageLayout = 'solidity' | 'vyper';

/** How to get from a slot to a value, path steps outermost first. */
export interface StorageExpression {
  readonly slot: AmountText | HexText;
  readonly layout?: StorageLayout;
  readonly path?: readonly StorageStep[];
  readonly value: { readonly type: string; readonly byte_offset?: number };
}

/** One step of a {@link StorageExpression}. */
export type StorageStep =
  | { readonly mapping: 'account' | { readonly type: string; readonly value: AmountText | HexText } }
  | { readonly array: { readonly index: AmountText; readonly element_slots: AmountText; readonly length?: AmountText } }
  | {
      readonly packed_array: {
        readonly index: AmountText;
        readonly element_bytes: AmountText;
        readonly length?: AmountText;
      };
    }
  | { readonly offset: AmountText };

/** The implementation a proxy must point at for the layout to hold. */
export interface ProxyPin {
  readonly slot: AmountText | HexText;
  readonly implementation: HexText;
  readonly implementation_code_hash?: HexText;
}

/** Which log of which contract says that an account paid in or out. History: it counts nothing as collateral. */
export interface EventDefinition {
  readonly id: string;
  readonly chain: ChainId;
  readonly contract: HexText;
  readonly event: { readonly name: string; readonly inputs: readonly EventInput[] };
  /** Name of the input that holds whose it is, of type `address`. */
  readonly account: string;
  /** Name of the input that holds how much, of an unsigned integer type. */
  readonly amount: string;
  readonly asset: AssetId;
  readonly decimals: number;
  readonly means: 'deposit' | 'withdrawal';
}

/** One argument of an event, as the contract's interface has it. */
export interface EventInput {
  readonly name: string;
  /** `address`, `bool`, `uint8` to `uint256`, `int8` to `int256`, `bytes1` to `bytes32`, `bytes` or `string`. */
  readonly type: string;
  /** Default false. */
  readonly indexed?: boolean;
}

/** What an asset counts as collateral; one that is not listed counts nothing. */
export interface CollateralAsset {
  readonly asset: AssetId;
  /** From 0 to 1. */
  readonly haircut: AmountText;
  readonly liquidation_buffer?: AmountText;
}

/** How margin is computed. */
export interface MarginRules {
  /** Default `cross`. */
  readonly mode?: 'cross' | 'isolated';
  /** `strict` (default): liquidatable below the maintenance margin; `equal`: at it. */
  readonly trigger?: 'strict' | 'equal';
  readonly instruments: readonly Instrument[];
}

/** One contract that can be traded. */
export interface Instrument {
  readonly id: string;
  /** `linear`: PnL in USD; `inverse`: quantity in contracts of `contract_size` USD, settled in the underlying. */
  readonly kind: 'linear' | 'inverse';
  readonly underlying: AssetId;
  readonly contract_size?: AmountText;
  readonly tiers: readonly Tier[];
}

/** One bracket by notional in USD. */
export type Tier = { readonly floor: AmountText; readonly mmr: AmountText } & (
  | { readonly imr: AmountText }
  | { readonly max_leverage: AmountText }
);

/** How old and how far apart things may be (seconds), and when figures count as equal. */
export interface Limits {
  readonly max_header_age?: number;
  readonly max_checkpoint_age?: number;
  readonly max_price_age?: number;
  readonly max_position_age?: number;
  readonly max_claim_spread?: number;
  /**
   * Seconds that the newest final block may lie behind the newest signed one; default 3600. Two to three epochs, 13 to
   * 20 minutes, are usual.
   */
  readonly max_finality_lag?: number;
  /** The share of a sync committee that has to sign, from 2/3 (the default) to 1. */
  readonly min_participation?: AmountText;
  readonly tolerance_relative?: AmountText;
  readonly tolerance_absolute?: AmountText;
}
