import type { Decimal } from './decimal.js';
import type { AssetId, ChainId, UnixSeconds } from './ids.js';
import type { Figure, VerifyError } from './report.js';

/** How positions are held together: all by one account, each by itself, or by the loss of all in a model's scenarios. */
export type MarginMode = 'cross' | 'isolated' | 'portfolio';

/** The margin of the whole account, or why there is none. */
export type MarginReport = ComputedMargin | RefusedMargin;

/** A margin that could not be computed. */
export interface RefusedMargin {
  readonly mode: MarginMode;
  readonly trigger: 'strict' | 'equal';
  readonly error: VerifyError;
}

/** The margin of the whole account. Amounts in USD. */
export interface ComputedMargin {
  readonly mode: MarginMode;
  readonly trigger: 'strict' | 'equal';
  readonly error: null;
  /** Whether a model of floating-point numbers went into the cross account's figures; it is rounded against the account. */
  readonly model: boolean;
  /** Where the policy's own margin numbers come from; null where it does not say. */
  readonly preset: PresetReport | null;
  /** The same of the policy's collateral numbers. */
  readonly collateral_preset: PresetReport | null;
  /** The rule for options; null where the policy has none. */
  readonly option_margin: OptionMarginReport | null;
  /** Null but in portfolio mode. */
  readonly portfolio: PortfolioReport | null;
  /** A row for each underlying with an option. */
  readonly greeks: readonly GreeksLine[];
  /** Before haircuts. */
  readonly equity_raw: Figure;
  readonly equity: Figure;
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  /** Maintenance margin over equity: liquidation at 1. */
  readonly margin_ratio: Figure;
  /** Equity over maintenance margin. */
  readonly health: Figure;
  readonly free_collateral: Figure;
  /** Equity less maintenance margin. */
  readonly buffer: Figure;
  readonly leverage: Figure;
  readonly level: string;
  readonly liquidatable: boolean;
  readonly liquidation: readonly LiquidationLine[];
  readonly positions: readonly PositionReport[];
  readonly isolated: readonly IsolatedReport[];
  readonly debts: readonly DebtReport[];
  readonly wallets: readonly WalletReport[];
}

/** Where one asset's price liquidates the account, all else as it is. */
export interface LiquidationLine {
  /** `cross`, or the id of an isolated position. */
  readonly scope: string;
  readonly underlying: AssetId;
  readonly symbol: string;
  readonly mark: Figure;
  readonly liquidation_down: Figure;
  readonly liquidation_up: Figure;
  readonly bankruptcy_down: Figure;
  readonly bankruptcy_up: Figure;
  /** Part of the mark: 0.25 is a quarter. */
  readonly distance_down: Figure;
  readonly distance_up: Figure;
  /**
   * The same in standard deviations of the log price over the policy's `sigma_days`, unit `1`. Absent for the reason that the
   * distance is, or `no_volatility` where the policy states none for the asset.
   */
  readonly sigmas_down: Figure;
  readonly sigmas_up: Figure;
  /** Whether the condition was checked exactly on both sides of the price. A model's prices never are. */
  readonly certified: boolean;
  /** Whether the prices were searched for in a model: options or portfolio margin. */
  readonly model: boolean;
  /** Every price where a model's account turns from standing to liquidatable or back, ascending. USD. */
  readonly crossings: readonly Decimal[];
}

/** One position, by our arithmetic. */
export interface PositionReport {
  readonly id: string;
  readonly instrument: string;
  readonly underlying: AssetId;
  readonly margin_mode: 'cross' | 'isolated';
  readonly qty: Figure;
  readonly entry: Figure;
  readonly mark: Figure;
  readonly notional: Figure;
  /** By the price alone; of an option the quantity times value less entry. */
  readonly pnl: Figure;
  readonly funding: Figure;
  /** Absent with the reason "netted" in portfolio mode. */
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  /** Null where the instrument is no option. */
  readonly option: OptionReport | null;
}

/** What an option position is, and what the model makes of it. */
export interface OptionReport {
  readonly right: 'call' | 'put';
  readonly style: 'linear' | 'inverse';
  /** USD. */
  readonly strike: Decimal;
  readonly expiry: UnixSeconds;
  /** Per year: 0.6 is 60%. */
  readonly volatility: Decimal;
  /** USD. */
  readonly forward: Decimal;
  /** Of the whole position. */
  readonly value: Figure;
  /** Of one contract's underlying. */
  readonly delta: Decimal;
}

/** Account figures of one isolated position. */
export interface IsolatedReport {
  readonly position: string;
  readonly equity: Figure;
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  readonly margin_ratio: Figure;
  readonly liquidatable: boolean;
}

/** What is owed in one asset. */
export interface DebtReport {
  readonly id: string;
  readonly asset: AssetId;
  readonly symbol: string;
  /** Null where it lies with the venue. */
  readonly chain: ChainId | null;
  /** Whole tokens. */
  readonly amount: Figure;
  /** USD per whole token. */
  readonly price: Figure;
  /** Negative. USD. */
  readonly value: Figure;
  /** USD. */
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
}

/** A wallet that contracts are settled into, and what is asked of it where it is below zero. */
export interface WalletReport {
  readonly id: string;
  /** In its asset, or USD. */
  readonly cash: Figure;
  /** Profit and funding of the positions on it. USD. */
  readonly settled: Figure;
  /** How far both together are below zero. USD. */
  readonly borrowed: Figure;
  /** USD. */
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
}

/** Numbers of somebody's, with the day they are of. */
export interface PresetReport {
  readonly name: string;
  readonly source: string;
  readonly as_of: UnixSeconds;
  /** More than 90 days before `now`. */
  readonly old: boolean;
}

/** The rule that options are margined by one by one. */
export interface OptionMarginReport {
  readonly preset: string;
  readonly source: string;
  /** Null where nobody dated it. */
  readonly as_of: UnixSeconds | null;
  /** More than 90 days before `now`, or undated. */
  readonly old: boolean;
  /** As used, the policy's own numbers included; null for what is no decimal, as infinity. */
  readonly parameters: Readonly<Record<string, Decimal | null>>;
}

/** The portfolio margin of the cross account, by underlying. */
export interface PortfolioReport {
  /** What is taken off for units that offset one another. USD. */
  readonly offset_credit: { readonly initial: Figure; readonly maintenance: Figure };
  readonly units: readonly PortfolioUnitReport[];
}

/** What a portfolio model asks of the positions on one underlying. */
export interface PortfolioUnitReport {
  readonly underlying: AssetId;
  readonly symbol: string;
  readonly preset: string;
  readonly source: string;
  /** Null where nobody dated it. */
  readonly as_of: UnixSeconds | null;
  /** More than 90 days before `now`, or undated. */
  readonly old: boolean;
  /** As used, the policy's own numbers included; null for what is no decimal, as infinity. */
  readonly parameters: Readonly<Record<string, Decimal | null>>;
  readonly risk_cancelling: boolean;
  readonly initial_margin: Figure;
  readonly maintenance_margin: Figure;
  /** Which of the model's rules asks most. */
  readonly binding: PortfolioBinding;
  /** The scenario with the largest loss; null where the model has none. */
  readonly worst_scenario: PortfolioScenario | null;
  /** `USD`, or the symbol of the coin it is settled in. */
  readonly settlement: string;
  /** Of each scenario, in the settlement currency. */
  readonly profits: readonly Decimal[];
}

/** The rule of a portfolio model that binds. */
export type PortfolioBinding =
  'none' | 'scenario' | 'basis_contingency' | 'minimum_delta' | 'short_options' | 'isolated' | 'max_loss';

/** A move of price and volatility together. */
export interface PortfolioScenario {
  /** Into `profits`, from 0. */
  readonly index: number;
  /** Ratio: -0.16 is -16%. */
  readonly move: Decimal;
  /** `up`, `down`, `same` and what else the model knows. */
  readonly volatility: string;
}

/** How the positions on one underlying react, options and all. In USD but for `delta`. */
export interface GreeksLine {
  readonly underlying: AssetId;
  readonly symbol: string;
  /** In units of the underlying. */
  readonly delta: Figure;
  /** Of delta, for each USD of the price. */
  readonly gamma: Figure;
  /** For 1.00 of volatility: 100 points. */
  readonly vega: Figure;
  /** A year. */
  readonly theta: Figure;
  /** For 1.00 of the rate. */
  readonly rho: Figure;
  readonly vanna: Figure;
  readonly volga: Figure;
  /** What a move of the price by 1% is worth by delta. */
  readonly cash_delta: Figure;
  /** How much that changes by a move of 1%. */
  readonly cash_gamma: Figure;
}
