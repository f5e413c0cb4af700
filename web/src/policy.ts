import type { AccountId, AmountText, AssetId, ChainId, HexText, UnixSeconds } from './ids.js';
import type { OptionInstrument, OptionMarginRules, PortfolioRules } from './option-rules.js';

/** The user's own choices: accounts, roots of trust, vaults and risk parameters. Unknown members are refused. */
export interface Policy {
  readonly format: 'clearmargin/policy/1';
  readonly accounts: readonly AccountId[];
  readonly trust: Readonly<Record<ChainId, Trust>>;
  readonly assets: readonly AssetDefinition[];
  readonly vaults: readonly Vault[];
  /** Logs that say what was once paid in or out. */
  readonly events?: readonly EventDefinition[];
  readonly collateral: CollateralRules;
  readonly margin: MarginRules;
  readonly limits?: Limits;
}

/** Why a chain's blocks are believed. */
export type Trust = EthereumTrust | OpStackTrust | ArbitrumTrust;

/** An OP Stack chain, believed by way of its contracts on a parent chain. */
export interface OpStackTrust {
  readonly kind: 'op-stack';
  /** Another chain of the policy's trust. */
  readonly parent: ChainId;
  readonly rollup: 'op-mainnet' | 'base' | OpStackContracts;
  /** `resolved` (default), or `proposed` for blocks whose game is still open too; such claims are `proposed`. */
  readonly accept?: 'resolved' | 'proposed';
  /** Seconds, 864000 by default: how old the rollup's block may be. */
  readonly max_anchor_age?: number;
}

/** Contracts of an OP Stack chain; at least one of `games`, `anchors` and `oracle`. */
export interface OpStackContracts {
  readonly name: string;
  readonly games?: {
    readonly factory: HexText;
    /** 0: permissionless, 1: permissioned. */
    readonly game_types: readonly (0 | 1)[];
    /** Who can set games aside. Without one nothing is more than `proposed`. */
    readonly guardian?: { readonly layout: 'anchor-state-registry' | 'optimism-portal'; readonly contract: HexText };
    /** Seconds. */
    readonly finality_delay: number;
    /** Only for games found by their place in the list; default 2. */
    readonly claim_data_slot?: AmountText | number;
  };
  readonly anchors?: { readonly registry: HexText; readonly game_type: 0 | 1 };
  readonly oracle?: { readonly contract: HexText };
}

/** An Arbitrum chain, believed by way of its contracts on a parent chain. */
export interface ArbitrumTrust {
  readonly kind: 'arbitrum';
  /** Another chain of the policy's trust. */
  readonly parent: ChainId;
  readonly rollup: 'arbitrum-one' | 'arbitrum-nova' | ArbitrumContracts;
  /** `confirmed` (default), or `proposed` for pending assertions too; such claims are `proposed`. */
  readonly accept?: 'confirmed' | 'proposed';
  /** Seconds, 864000 by default: how old the rollup's block may be. */
  readonly max_anchor_age?: number;
}

/** Contracts of an Arbitrum chain; at least one of `outbox`, `rollup` and `legacy_rollup`. */
export interface ArbitrumContracts {
  readonly name: string;
  readonly outbox?: HexText;
  /** With BoLD assertions. */
  readonly rollup?: HexText;
  /** With numbered nodes, from before BoLD. */
  readonly legacy_rollup?: HexText;
  /** Whether a committee keeps the data; default false. */
  readonly any_trust?: boolean;
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

/** What counts as collateral, and how much of it. */
export interface CollateralRules {
  /** Where these numbers come from; shown with its age. */
  readonly preset?: PresetOrigin;
  readonly assets: readonly CollateralAsset[];
  readonly chains?: readonly CollateralChain[];
  /** A lag model; without one time costs nothing. */
  readonly latency?: LatencyRules;
}

/** Where numbers come from. It decides nothing; after 90 days reports call it old. */
export interface PresetOrigin {
  readonly name: string;
  /** A page, a document, a version. */
  readonly source: string;
  readonly as_of: UnixSeconds;
}

/** What an asset counts as collateral, by one haircut or by tiers; one that is not listed counts nothing. */
export type CollateralAsset = CollateralTerms &
  (
    | {
        /** From 0 to 1. */
        readonly haircut: AmountText;
        readonly tiers?: undefined;
      }
    | { readonly haircut?: undefined; readonly tiers: CollateralTiers }
  );

/** Ratios by size, each of its own slice, over all of the asset that is counted. */
export interface CollateralTiers {
  readonly unit: 'quantity' | 'usd';
  /** `up_to` is where the slice ends, absent in the last row only; `ratio` how much of it counts, from 0 to 1. */
  readonly rows: readonly { readonly up_to?: AmountText; readonly ratio: AmountText }[];
}

/** What goes for an asset beside its haircut or tiers. */
export interface CollateralTerms {
  readonly asset: AssetId;
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
  /** Where these numbers come from; shown with its age. */
  readonly preset?: PresetOrigin;
  /** Default `cross`. `portfolio`: the cross account by the loss of all in a model's scenarios. */
  readonly mode?: 'cross' | 'isolated' | 'portfolio';
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
  /** Horizon of one sigma, in days: what liquidation prices are measured in beside percent. Default 1. */
  readonly sigma_days?: AmountText;
  /** What is asked of a debt, by asset; a debt in an asset that is not listed is refused. */
  readonly liabilities?: readonly LiabilityRule[];
  /** Wallets that some contracts are settled into. */
  readonly wallets?: readonly WalletRule[];
  /** Needed where there are options and the mode is not `portfolio`. */
  readonly option_margin?: OptionMarginRules;
  /** Needed where the mode is `portfolio`. */
  readonly portfolio?: PortfolioRules;
  readonly instruments: readonly Instrument[];
}

/** Margin asked of a debt in one asset, as ratios of its value. From 0 to 1. */
export interface LiabilityRule {
  readonly asset: AssetId;
  readonly initial: AmountText;
  readonly maintenance: AmountText;
}

/** A wallet that the venue settles some contracts into, apart from the rest; below zero it is a borrow. */
export interface WalletRule {
  readonly id: string;
  /** What it holds; USD where absent. */
  readonly asset?: AssetId;
  /** Where it lies, one of the collateral's chains; the venue itself by default. */
  readonly chain?: ChainId;
  /** Asked of what is borrowed, as ratios of its value. From 0 to 1. */
  readonly initial: AmountText;
  readonly maintenance: AmountText;
}

/** One contract that can be traded. */
export type Instrument = FuturesInstrument | OptionInstrument;

/** A perpetual or a dated future. */
export interface FuturesInstrument {
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
  /** Id of the wallet that its profit and funding are settled into; apart from wallets by default. */
  readonly wallet?: string;
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
