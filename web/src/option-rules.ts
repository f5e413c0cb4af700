import type { AmountText, AssetId, ChainId, UnixSeconds } from './ids.js';

/** A European option. Quantities are of contracts, each of `contract_size` of the underlying. */
export interface OptionInstrument {
  readonly id: string;
  readonly kind: 'option';
  readonly underlying: AssetId;
  /** `linear`: premium and payout in USD; `inverse`: in the underlying. */
  readonly style: 'linear' | 'inverse';
  readonly right: 'call' | 'put';
  /** USD. */
  readonly strike: AmountText;
  readonly expiry: UnixSeconds;
  /** Default 1. */
  readonly contract_size?: AmountText;
  /** Where its margin lies, one of the collateral's chains; the venue itself by default. */
  readonly chain?: ChainId;
}

/** How options are margined one by one: needed where there are some and the mode is not `portfolio`. */
export type OptionMarginRules =
  | {
      readonly preset: 'deribit-standard';
      /** Ratios, in place of the preset's. */
      readonly parameters?: { readonly initial?: AmountText; readonly least?: AmountText; readonly maintenance?: AmountText };
    }
  | {
      readonly preset: 'paradex';
      /** Ratios. Paradex publishes none but that of the maintenance margin to the initial one. */
      readonly parameters: {
        readonly in_the_money: AmountText;
        readonly out_of_the_money: AmountText;
        readonly long: AmountText;
        readonly maintenance?: AmountText;
      };
    };

/** What is margined by scenarios: needed in `portfolio` mode. */
export interface PortfolioRules {
  /** One for each underlying of the cross account. */
  readonly units: readonly PortfolioUnitRules[];
  /** How much of the smaller of two margins is let off where their underlyings move together. */
  readonly offsets?: readonly { readonly first: AssetId; readonly second: AssetId; readonly ratio: AmountText }[];
}

/** The model of one underlying. */
export interface PortfolioUnitRules {
  readonly underlying: AssetId;
  readonly preset: PortfolioPreset;
  /** In place of the preset's: numbers by the names that reports list, and the whole list of scenarios. */
  readonly parameters?: ModelOverrides;
  /** Whether held assets hedge; `derive-pmrm2` alone. */
  readonly risk_cancelling?: boolean;
}

/** What takes the place of a preset's own; `scenarios` only where the preset has a list of them. */
export interface ModelOverrides {
  readonly [parameter: string]: AmountText | readonly ModelScenario[] | undefined;
  readonly scenarios?: readonly ModelScenario[];
}

/** One state of the market that a portfolio is revalued in. */
export interface ModelScenario {
  /** Of the price, as a share of it: -0.18 is 18% down. */
  readonly move: AmountText;
  /** The skews are Derive's alone. */
  readonly volatility: 'same' | 'up' | 'down' | 'skew_linear' | 'skew_absolute';
  /** Of the profit or loss; 1 by default. */
  readonly weight?: AmountText;
}

/** Portfolio models with the numbers that a venue published. */
export type PortfolioPreset =
  | 'deribit-pm-btc'
  | 'deribit-pm-eth'
  | 'derive-pmrm2'
  | 'derive-srm-btc'
  | 'derive-srm-eth'
  | 'paradex-btc'
  | 'paradex-eth'
  | 'span-16';
