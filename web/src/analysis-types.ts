import type { Decimal } from './decimal.js';
import type { AccountId, AmountText, AssetId, ChainId, UnixSeconds } from './ids.js';
import type { MarginReport, PortfolioBinding } from './margin-report.js';
import type { MarginRequest } from './margin.js';
import type { ModelOverrides, ModelScenario, PortfolioPreset } from './option-rules.js';
import type { CollateralLine, Evidence, Figure, VerifyError } from './report.js';

export type { ModelOverrides, ModelScenario, PortfolioPreset } from './option-rules.js';

/** Inputs the caller vouches for, as of a {@link MarginRequest}, and up to 64 questions about them. */
export interface AnalysisRequest extends Omit<MarginRequest, 'curve'> {
  readonly questions: readonly Question[];
}

/** One question; docs/bundle-format.md says what each is answered. */
export type Question =
  | OrderQuestion
  | TransferQuestion
  | MaxOrderQuestion
  | ReachQuestion
  | StressQuestion
  | PortfolioQuestion
  | LendingQuestion
  | VenueQuestion
  | { readonly kind: 'historical'; readonly to?: 'close' | 'low' }
  | { readonly kind: 'max_withdraw' | 'explain' | 'siloed' | 'adl' | 'chain_failures' | 'reverse_stress' };

/** The margin after a trade. */
export interface OrderQuestion {
  readonly kind: 'order';
  readonly instrument: string;
  /** Id of the position it changes; the cross position in that instrument, or a new one, by default. */
  readonly position?: string;
  /** Contracts, sold where negative. */
  readonly qty: AmountText;
  /** Of the fill; the mark by default. */
  readonly price?: AmountText;
  /** Of the notional; 0 by default. */
  readonly fee?: AmountText;
}

/** The margin after a transfer between two vaults of the same asset, or of one priced as it. */
export interface TransferQuestion {
  readonly kind: 'transfer';
  readonly account: AccountId;
  readonly vault: string;
  readonly to: string;
  readonly amount: AmountText;
}

/** The largest trade that the initial margin allows. */
export interface MaxOrderQuestion {
  readonly kind: 'max_order';
  readonly instrument: string;
  readonly position?: string;
  readonly side: 'buy' | 'sell';
  readonly price?: AmountText;
  readonly fee?: AmountText;
  /** Sizes are multiples of it; 0.00000001 contracts by default. */
  readonly step?: AmountText;
}

/** What has to be added, closed or moved for liquidation to be no nearer than `price`. */
export interface ReachQuestion {
  readonly kind: 'reach';
  readonly asset: AssetId;
  readonly price: AmountText;
}

/** The account in up to 64 scenarios. */
export interface StressQuestion {
  readonly kind: 'stress';
  readonly scenarios: readonly Scenario[];
}

/** What a venue's portfolio margin asks of the cross positions on `asset`, and of options beside them. */
export interface PortfolioQuestion {
  readonly kind: 'portfolio';
  readonly preset: PortfolioPreset;
  readonly asset: AssetId;
  /** In place of the preset's: numbers by the names of an answer's `parameters`, and the whole list of scenarios. */
  readonly overrides?: ModelOverrides;
  readonly options?: readonly OptionHeld[];
  /** Whether the profits of all scenarios are wanted. */
  readonly vector?: boolean;
}

/** European options on one underlying. */
export interface OptionHeld {
  readonly right: 'call' | 'put';
  readonly strike: AmountText;
  readonly expiry: UnixSeconds;
  /** Implied, per year: 0.6 is 60%. */
  readonly volatility: AmountText;
  /** Of the underlying, short where negative. */
  readonly qty: AmountText;
  /** Of the expiry; the asset's price by default. */
  readonly forward?: AmountText;
}

/** How the account would stand on a lending market, its collateral lent on these terms and its debts borrowed there. */
export interface LendingQuestion {
  readonly kind: 'lending';
  /** One for each asset that the market takes; collateral in others counts nothing there. */
  readonly reserves: readonly LendingReserve[];
}

/** A lending market's terms for an asset: ratios from 0 to 1. */
export interface LendingReserve {
  readonly asset: AssetId;
  /** Of its value, what may be borrowed; at most the threshold. */
  readonly loan_to_value: AmountText;
  /** Of its value, what debts may come to before it is liquidated. */
  readonly liquidation_threshold: AmountText;
}

/** Why a venue shows that figure. */
export interface VenueQuestion {
  readonly kind: 'venue';
  readonly figure: 'equity' | 'initial_margin' | 'maintenance_margin' | 'liquidation_price';
  /** Needed for a liquidation price. */
  readonly position?: string;
  readonly value: AmountText;
}

/** What happens, all of it at once. */
export interface Scenario {
  readonly name: string;
  /** Ratios: -0.3 is -30%. */
  readonly moves?: readonly {
    readonly asset: AssetId;
    readonly move: AmountText;
    readonly basis_move?: AmountText;
  }[];
  readonly failed_chains?: readonly ChainId[];
  /** Of what latency premiums are computed with. */
  readonly volatility_multiple?: AmountText;
  readonly latency_multiple?: AmountText;
}

/** What {@link AnalysisRequest} gives. */
export interface AnalysisReply {
  readonly format: 'clearmargin/analysis/1';
  readonly evidence: readonly Evidence[];
  /** In the order of the questions. */
  readonly answers: readonly Answer[];
  readonly error: VerifyError | null;
}

/** What one question is answered, or why not. */
export type Answer =
  | RefusedAnswer
  | MarginAnswer
  | MaxOrderAnswer
  | MaxWithdrawAnswer
  | ReachAnswer
  | SiloedAnswer
  | AdlAnswer
  | StressAnswer
  | HistoricalAnswer
  | ReverseStressAnswer
  | PortfolioAnswer
  | LendingAnswer
  | VenueAnswer
  | ExplainAnswer;

/** A question that could not be answered. */
export interface RefusedAnswer {
  readonly kind: string;
  readonly error: VerifyError;
}

/** The margin as it would be. */
export interface MarginAnswer {
  readonly kind: 'order' | 'transfer';
  readonly collateral: readonly CollateralLine[];
  readonly margin: MarginReport;
  readonly error: null;
}

export interface MaxOrderAnswer {
  readonly kind: 'max_order';
  readonly qty: Figure;
  readonly error: null;
}

/** The most of each balance that may leave, each by itself. */
export interface MaxWithdrawAnswer {
  readonly kind: 'max_withdraw';
  readonly withdrawals: readonly {
    readonly vault: string;
    readonly account: AccountId;
    readonly chain: ChainId;
    readonly amount: Figure;
  }[];
  readonly error: null;
}

/** Ways to get there, each enough by itself; none where the account is there already. */
export interface ReachAnswer {
  readonly kind: 'reach';
  readonly holds: boolean;
  readonly ways: readonly Way[];
  readonly error: null;
}

/** `amount` is null with the reason `never` where no amount does it. */
export interface Way {
  readonly action: 'add' | 'close' | 'move';
  /** Id of the vault or position. */
  readonly what: string;
  /** Id of the vault moved to. */
  readonly to: string | null;
  readonly amount: Figure;
}

/** Figures of what stands and falls together. */
export interface PoolFigures {
  /** `cross`, `venue`, a chain's id, or the id of an isolated position. */
  readonly scope: string;
  readonly equity_raw: Figure;
  readonly equity: Figure;
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  readonly free_collateral: Figure;
  readonly buffer: Figure;
  readonly level: 'OK' | 'CALL' | 'LIQUIDATABLE' | 'BACKSTOP' | 'BANKRUPT';
  readonly liquidatable: boolean;
}

/** One account on all chains, against an account on each. */
export interface SiloedAnswer {
  readonly kind: 'siloed';
  readonly unified: readonly PoolFigures[];
  readonly siloed: readonly PoolFigures[];
  readonly shortfall_unified: Figure;
  readonly shortfall_siloed: Figure;
  readonly first_to_fail: string | null;
  readonly error: null;
}

/** Scores of forced deleveraging; a rank needs the venue's distribution. */
export interface AdlAnswer {
  readonly kind: 'adl';
  readonly scores: readonly { readonly position: string; readonly cex: Figure; readonly hyperliquid: Figure }[];
  readonly error: null;
}

/** What became of the account in one scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly pools: readonly PoolFigures[];
  /** The pool with the least buffer. */
  readonly weakest: string | null;
}

export interface StressAnswer {
  readonly kind: 'stress' | 'chain_failures';
  readonly scenarios: readonly ScenarioResult[];
  readonly error: null;
}

/** Crashes that happened. Assets without a record stand still and are named. */
export interface HistoricalAnswer {
  readonly kind: 'historical';
  readonly scenarios: readonly (ScenarioResult & {
    readonly id: string;
    readonly source: string;
    readonly unmoved: readonly string[];
  })[];
  readonly error: null;
}

/** The smallest moves that liquidate. */
export interface ReverseStressAnswer {
  readonly kind: 'reverse_stress';
  readonly joint_move_down: Figure;
  readonly joint_move_up: Figure;
  readonly volatility_multiple: Figure;
  readonly latency_multiple: Figure;
  readonly error: null;
}

/** A model's numbers, rounded against the account. */
export interface PortfolioAnswer {
  readonly kind: 'portfolio';
  readonly preset: string;
  readonly source: string;
  readonly as_of: UnixSeconds | null;
  /** Older than 90 days, or of no known date. */
  readonly old: boolean;
  /** As used, overrides included. */
  readonly parameters: Readonly<Record<string, Decimal | null>>;
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  readonly mark_to_market: Figure;
  readonly binding: PortfolioBinding;
  /** From 0. */
  readonly worst_scenario: number | null;
  readonly profits?: readonly Decimal[];
  /** As used, one for each of `profits`; only of presets with a list of them. */
  readonly scenarios?: readonly ModelScenario[];
  readonly error: null;
}

/** Rounded against the account. */
export interface LendingAnswer {
  readonly kind: 'lending';
  /** Liquidated below 1; null (`infinite`) without debt. */
  readonly health_factor: Figure;
  readonly available_borrows: Figure;
  /** Of all reserves together, weighted by value. */
  readonly loan_to_value: Figure;
  readonly liquidation_threshold: Figure;
  /** One for each reserve that the account has something in. */
  readonly liquidation_prices: readonly {
    readonly asset: AssetId;
    readonly symbol: string;
    /** Where the health factor is 1, all else unchanged; null: `never`, or `already` below 1. */
    readonly price: Figure;
  }[];
  readonly error: null;
}

/** Known slips, and which of them give the venue's number. */
export interface VenueAnswer {
  readonly kind: 'venue';
  readonly ours: Figure;
  readonly agrees: boolean;
  readonly causes: readonly {
    readonly slips: readonly Slip[];
    readonly value: Figure;
    readonly reproduces: boolean;
  }[];
  readonly error: null;
}

/** What venues leave out or take otherwise. */
export type Slip =
  | 'other_positions_ignored'
  | 'entry_for_mark'
  | 'collateral_price_frozen'
  | 'requirements_at_entry'
  | 'first_tier_for_all'
  | 'haircuts_left_out'
  | 'funding_left_out';

/** How each figure comes about, to be redone by hand. */
export interface ExplainAnswer {
  readonly kind: 'explain';
  readonly steps: readonly Step[];
  readonly error: null;
}

/** `value` follows from `terms` by `formula`. */
export interface Step {
  /** A vault's or position's id, or `account`. */
  readonly of: string;
  readonly figure: string;
  readonly formula: string;
  readonly terms: Readonly<Record<string, Decimal>>;
  readonly value: Decimal;
  /** At the 18th digit. */
  readonly rounds: 'down' | 'up' | 'exact';
}
