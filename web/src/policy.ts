import type { AccountId, AmountText, AssetId, ChainId, HexText, UnixSeconds } from './ids.js';

/** The user's own choices: accounts, roots of trust, vaults and risk parameters. Unknown members are refused. */
export interface Policy {
  readonly format: 'clearmargin/policy/1';
  readonly accounts: readonly AccountId[];
  readonly trust: Readonly<Record<ChainId, EthereumTrust>>;
  readonly assets: readonly AssetDefinition[];
  readonly vaults: readonly Vault[];
  readonly collateral: CollateralRules;
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

/** What counts as collateral, and how much of it. */
export interface CollateralRules {
  readonly assets: readonly CollateralAsset[];
  readonly chains?: readonly CollateralChain[];
  /** A lag model; without one time costs nothing. */
  readonly latency?: LatencyRules;
}

/** What an asset counts as collateral; one that is not listed counts nothing. */
export interface CollateralAsset {
  readonly asset: AssetId;
  /** From 0 to 1. */
  readonly haircut: AmountText;
  /** Taken off beside the haircut. From 0 to 1. */
  readonly concentration?: AmountText;
  readonly liquidation_buffer?: AmountText;
  /** Most that counts over all chains, USD. */
  readonly cap?: AmountText;
  /** Per year, 1 is 100%; needed where there is a lag model. */
  readonly volatility?: AmountText;
  /** How old its price may be by the time it is acted on, seconds; the measured age counts where it is more. */
  readonly heartbeat?: number;
}

/** What collateral loses for lying on a chain. */
export interface CollateralChain {
  readonly chain: ChainId;
  readonly haircut?: AmountText;
  /** Most that counts there, USD. */
  readonly cap?: AmountText;
  /** Seconds a liquidation waits there beyond the age of the evidence; needed where there is a lag model. */
  readonly lag?: { readonly finality: number; readonly message: number; readonly execution: number };
  /** The discount for messages that fail: `1 - loss_given_default (1 - e^(-hazard window))`; `window` in seconds. */
  readonly messaging?: {
    readonly hazard_per_year: AmountText;
    readonly window: number;
    readonly loss_given_default: AmountText;
  };
}

/** How the loss over a lag becomes a premium. */
export interface LatencyRules {
  /** Above 0.5 and below 1. */
  readonly confidence: AmountText;
  /** Of the price at the end of the lag (default), or of the lowest on the way. */
  readonly quantile?: 'terminal' | 'path';
}

/** How margin is computed. */
export interface MarginRules {
  /** Default `cross`. */
  readonly mode?: 'cross' | 'isolated';
  /** `strict` (default): liquidatable below the maintenance margin; `equal`: at it. */
  readonly trigger?: 'strict' | 'equal';
  /** The price that requirements are taken at. Default `mark`. */
  readonly basis?: 'mark' | 'entry';
  /** How much of an unrealised gain backs new risk, from 0 to 1. Default 1. */
  readonly gain_weight_initial?: AmountText;
  /** How much of it keeps a position alive, from 0 to 1. Default 1. */
  readonly gain_weight_maintenance?: AmountText;
  /** Of the notional, added to the maintenance margin. */
  readonly close_fee?: AmountText;
  /** g: the maintenance margin is multiplied by 1 + g. */
  readonly gap_add_on?: AmountText;
  /** B: a margin call begins below the maintenance margin x (1 + B); the collateral's own buffers by default. */
  readonly call_buffer?: AmountText;
  /** Of the maintenance margin, below which the venue's backstop takes over. */
  readonly backstop?: AmountText;
  readonly instruments: readonly Instrument[];
}

/** One contract that can be traded. */
export interface Instrument {
  readonly id: string;
  /**
   * `linear`: PnL in USD or `settle`; `inverse`: quantity in contracts of `contract_size` USD, settled in the
   * underlying; `quanto`: `multiplier` coins of `settle` for each unit of price.
   */
  readonly kind: 'linear' | 'inverse' | 'quanto';
  readonly underlying: AssetId;
  /** What it is paid in; required for `quanto`, USD by default for `linear`. */
  readonly settle?: AssetId;
  /** Where its margin lies, one of the collateral's chains; the venue itself by default. */
  readonly chain?: ChainId;
  /** Of a dated future. */
  readonly expiry?: UnixSeconds;
  readonly contract_size?: AmountText;
  /** Required for `quanto`. */
  readonly multiplier?: AmountText;
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
  readonly tolerance_relative?: AmountText;
  readonly tolerance_absolute?: AmountText;
}
