import type { Decimal } from './decimal.js';
import type { ErrorCode, ErrorKind } from './error-codes.js';
import type { Hex } from './hex.js';
import type { AccountId, AmountText, AssetId, ChainId, UnixSeconds } from './ids.js';
import type { MarginReport } from './margin-report.js';

/**
 * What a figure rests on, strongest first: a root of trust by consensus and hashes; the same on a claim that can still
 * be undone; k of n named keys; somebody's word.
 */
export type EvidenceLevel = 'proven' | 'proposed' | 'attested' | 'reported';

/** One root that figures rest on, and the way from there. */
export interface Evidence {
  readonly level: EvidenceLevel;
  readonly rests_on: string;
  /** Null where no chain is meant. */
  readonly chain: ChainId | null;
  readonly block: Decimal | null;
  readonly block_hash: Hex | null;
  readonly as_of: UnixSeconds | null;
  /** Seconds at the report's `now`. */
  readonly age: number | null;
  /** The steps from root to figure, for a person. */
  readonly path: readonly string[];
}

/** A number with its unit and what it rests on. */
export interface KnownFigure {
  readonly value: Decimal;
  readonly unit: string;
  /** The weakest level of what it is made of. */
  readonly level: EvidenceLevel;
  /** Indices into the report's `evidence`. */
  readonly from: readonly number[];
}

/** No number, and why: "never", "already", "infinite", "undefined", "missing_price" and so on. */
export interface AbsentFigure {
  readonly value: null;
  readonly reason: string;
  readonly unit: string;
  readonly level: EvidenceLevel;
  readonly from: readonly number[];
}

/** A number, or why there is none. */
export type Figure = KnownFigure | AbsentFigure;

/** Why something was refused: which check, which field, and what was expected of it. */
export interface VerifyError {
  readonly code: ErrorCode;
  readonly name: string;
  readonly kind: ErrorKind;
  /** Path of the refused field. */
  readonly where: string;
  /** One sentence with both sides. */
  readonly expected: string;
}

/** The outcome in one word. Exit codes of the command line: 0, 3, 4, 2. */
export type VerdictStatus = 'agrees' | 'refused' | 'differs' | 'unreadable';

/** The outcome. */
export interface Verdict {
  readonly status: VerdictStatus;
  readonly exit_code: 0 | 2 | 3 | 4;
  readonly sentence: string;
}

/** What follows from a bundle and a policy at a stated time. */
export interface Report {
  readonly format: 'clearmargin/report/1';
  readonly now: UnixSeconds;
  readonly verdict: Verdict;
  readonly account: AccountId | '';
  readonly evidence: readonly Evidence[];
  readonly chains: readonly ChainReport[];
  readonly claims: readonly ClaimReport[];
  /** Only where the bundle has any. History: they count nothing as collateral. */
  readonly events?: readonly EventReport[];
  /** Likewise; they say nothing of whose they are. */
  readonly transactions?: readonly TransactionReport[];
  readonly collateral: readonly CollateralLine[];
  /** Null only where the bundle or policy can't be read. */
  readonly margin: MarginReport | null;
  readonly comparison: readonly ComparisonLine[];
  readonly inputs: Required<MarginInputs>;
  /** What was refused beside chains and claims: prices, positions. */
  readonly refused: readonly VerifyError[];
  readonly assumptions: readonly string[];
  readonly warnings: readonly string[];
  /** Paths of bundle members that this version does not know. */
  readonly ignored: readonly string[];
  readonly error: VerifyError | null;
}

/** How far one chain was followed. */
export type ChainReport = EthereumChainReport | RollupChainReport;

/** Which blocks of a rollup were proven from its parent chain. */
export interface RollupChainReport {
  readonly chain: ChainId;
  /** The bundle's word; empty where it has none. */
  readonly kind: string;
  readonly parent: ChainId;
  readonly network: string;
  readonly status: 'verified' | 'refused';
  readonly error: VerifyError | null;
  readonly blocks: readonly RollupBlockReport[];
}

/** What became of one block of a rollup. A refused one harms no other. */
export interface RollupBlockReport {
  readonly path: string;
  readonly accepted: boolean;
  /** Null, like all up to `rests_on`, where the block is not proven. */
  readonly hash: Hex | null;
  readonly number: Decimal | null;
  readonly time: UnixSeconds | null;
  readonly age: number | null;
  readonly level: EvidenceLevel | null;
  readonly rests_on: string | null;
  /** Hash of the parent chain's block that anchors it; null where that is not proven. */
  readonly parent_block: Hex | null;
  readonly error: VerifyError | null;
}

/** How far one chain's light client came. */
export interface EthereumChainReport {
  readonly chain: ChainId;
  readonly kind: string;
  readonly parent?: never;
  readonly network: string | null;
  readonly status: 'verified' | 'refused';
  readonly error: VerifyError | null;
  readonly checkpoint: {
    readonly root: Hex;
    readonly slot: Decimal;
    readonly time: UnixSeconds;
    readonly age: number;
    /** The policy's limit. */
    readonly max_age: number;
  } | null;
  readonly finalized: HeaderReport | null;
  readonly optimistic: HeaderReport | null;
  /** How far the newest final block lies behind the newest signed one. */
  readonly finality_lag: { readonly slots: Decimal; readonly seconds: number } | null;
  /** Signers that the policy asks of an update; 0 where no client began. */
  readonly min_participation: number;
  readonly updates: readonly UpdateReport[];
  /** Execution headers and older blocks that the bundle names, where it names any. */
  readonly older_blocks?: readonly OlderBlockReport[];
}

/** What became of an execution header or an older block. A refused one is no block that claims may be made at. */
export type OlderBlockReport = { readonly path: string } & (
  | ({ readonly accepted: true; readonly error: null } & BlockPlace)
  | ({ readonly accepted: false; readonly error: VerifyError } & NoBlockPlace)
);

/** A block, and how old it is. */
export interface BlockPlace {
  readonly hash: Hex;
  readonly number: Decimal;
  readonly time: UnixSeconds;
  readonly age: number;
}

/** No block. */
export interface NoBlockPlace {
  readonly hash: null;
  readonly number: null;
  readonly time: null;
  readonly age: null;
}

/** One proven header. */
export interface HeaderReport {
  readonly slot: Decimal;
  readonly root: Hex;
  readonly number: Decimal;
  readonly hash: Hex;
  readonly state_root: Hex;
  readonly time: UnixSeconds;
  readonly age: number;
  /** Committee members who signed it. */
  readonly participation: number;
  readonly committee_size: number;
}

/** What became of one update. A refused one changes nothing. */
export interface UpdateReport {
  readonly path: string;
  readonly accepted: boolean;
  readonly participation: number;
  readonly error: VerifyError | null;
}

/** What became of one claim of what was once paid in or out. */
export type EventReport = {
  readonly id: string;
  readonly path: string;
  readonly chain: ChainId;
  /** Id of an event in the policy. */
  readonly event: string;
  readonly account: AccountId;
} & (
  | ({
      /** Both are sound, as firmly as `amount` says; `repeated`: the same log was listed before. */
      readonly status: 'listed' | 'repeated';
      readonly means: 'deposit' | 'withdrawal';
      readonly asset: AssetId;
      readonly symbol: string;
      readonly amount: KnownFigure;
      readonly transaction_index: Decimal;
      readonly log_index: Decimal;
      readonly error: null;
    } & BlockPlace)
  | ({
      readonly status: 'refused';
      readonly means: null;
      readonly asset: null;
      readonly symbol: null;
      readonly amount: null;
      readonly transaction_index: null;
      readonly log_index: null;
      readonly error: VerifyError;
    } & NoBlockPlace)
);

/** What became of one claim that a transaction is in a block. */
export type TransactionReport = {
  readonly id: string;
  readonly path: string;
  readonly chain: ChainId;
} & (
  | ({
      /** Both are sound, as firmly as `level` says; `repeated`: the same transaction was listed before. */
      readonly status: 'listed' | 'repeated';
      readonly transaction_hash: Hex;
      /** EIP-2718; 0 for legacy ones. */
      readonly type: number;
      readonly transaction_index: Decimal;
      /** What its receipt says; null where none was given. */
      readonly succeeded: boolean | null;
      readonly level: EvidenceLevel;
      /** Indices into the report's `evidence`. */
      readonly from: readonly number[];
      readonly error: null;
    } & BlockPlace)
  | ({
      readonly status: 'refused';
      readonly transaction_hash: null;
      readonly type: null;
      readonly transaction_index: null;
      readonly succeeded: null;
      readonly level: null;
      readonly from: null;
      readonly error: VerifyError;
    } & NoBlockPlace)
);

/** What became of one claim. */
export interface ClaimReport {
  readonly id: string;
  readonly path: string;
  readonly chain: ChainId;
  readonly vault: string;
  readonly account: AccountId;
  /** `not_counted`: sound, but the same vault and account counts once. `refused`: worth zero. */
  readonly status: 'counted' | 'not_counted' | 'refused';
  /** Empty where the claim names no vault of the policy. */
  readonly asset: AssetId | '';
  readonly symbol: string;
  /** Null where the claim is refused. */
  readonly amount: Figure | null;
  readonly error: VerifyError | null;
}

/** What one vault's balance counts. */
export interface CollateralLine {
  readonly vault: string;
  readonly account: AccountId;
  readonly chain: ChainId;
  readonly asset: AssetId;
  readonly symbol: string;
  readonly amount: Figure;
  readonly price: Figure;
  readonly value: Figure;
  readonly haircut: Decimal | null;
  readonly counted_value: Figure;
  /** Where the policy has terms for chains. */
  readonly breakdown?: CollateralBreakdown;
}

/** The parts of a haircut, and what messages that fail cost. */
export interface CollateralBreakdown {
  readonly base: Decimal;
  readonly chain: Decimal;
  readonly latency: Decimal;
  readonly concentration: Decimal;
  /** The messaging discount factor. */
  readonly discount: Decimal;
  /** Where the policy has a lag model. */
  readonly lag?: MeasuredLag;
}

/** How long a balance waits until a liquidation is through, seconds. */
export interface MeasuredLag {
  /** Of what proves it, measured. */
  readonly balance_age: number;
  /** Of its price, measured, or the price's heartbeat where that is more. */
  readonly price_age: number;
  readonly finality: number;
  readonly message: number;
  readonly execution: number;
  /** All of it. */
  readonly seconds: number;
}

/** One figure, ours beside the venue's. */
export interface ComparisonLine {
  readonly figure: string;
  readonly ours: Figure;
  readonly theirs: Figure;
  readonly difference: Figure;
  readonly agrees: boolean;
}

/** What the margin was computed from: the part of a report that {@link MarginRequest} takes back. */
export interface MarginInputs {
  readonly collateral: readonly CollateralInput[];
  readonly prices: readonly PriceInput[];
  readonly positions: readonly PositionInput[];
  /** None where absent; reports always have it. */
  readonly debts?: readonly DebtInput[];
  /** None where absent; reports always have it. */
  readonly wallets?: readonly WalletInput[];
}

/** A balance. */
export interface CollateralInput {
  readonly vault: string;
  readonly account: AccountId;
  readonly chain: ChainId;
  readonly asset: AssetId;
  readonly amount: AmountText;
  readonly from: readonly number[];
  readonly level: EvidenceLevel;
}

/** A price. USD per whole token. */
export interface PriceInput {
  readonly asset: AssetId;
  readonly price: AmountText;
  readonly conf: AmountText;
  readonly from: readonly number[];
  readonly level: EvidenceLevel;
}

/** A bundle's position, with what it rests on. */
export interface PositionInput {
  readonly id: string;
  readonly instrument: string;
  readonly qty: AmountText;
  readonly entry: AmountText;
  readonly mark?: AmountText | null;
  readonly funding_accrued?: AmountText | null;
  readonly margin_mode?: 'cross' | 'isolated' | null;
  readonly isolated_margin?: AmountText | null;
  /** Of an option: volatility per year, 0.6 is 60%. */
  readonly iv?: AmountText | null;
  /** Of an option: forward price of its expiry, USD. */
  readonly forward?: AmountText | null;
  readonly from: readonly number[];
  readonly level: EvidenceLevel;
}

/** A bundle's debt, with what it rests on. */
export interface DebtInput {
  readonly id: string;
  readonly asset: AssetId;
  /** The venue itself where absent. */
  readonly chain?: ChainId | null;
  /** Whole tokens. */
  readonly amount: AmountText;
  readonly from: readonly number[];
  readonly level: EvidenceLevel;
}

/** What a wallet of the policy holds, with what that rests on. */
export interface WalletInput {
  readonly id: string;
  /** Signed, in the wallet's asset. */
  readonly cash: AmountText;
  readonly from: readonly number[];
  readonly level: EvidenceLevel;
}
