import type { Decimal } from './decimal.js';
import type { AmountText, AssetId, UnixSeconds } from './ids.js';
import type { MarginReport } from './margin-report.js';
import type { Policy } from './policy.js';
import type { CollateralLine, Evidence, MarginInputs, VerifyError } from './report.js';

/** The margin alone, from inputs the caller vouches for: a report's `evidence` and `inputs`, as they are or edited. */
export interface MarginRequest {
  readonly policy: Policy;
  readonly now: UnixSeconds;
  readonly evidence: readonly Evidence[];
  readonly inputs: MarginInputs;
  /** Moves that asset, all priced with it, and the marks of instruments on it by the same ratio. USD. */
  readonly what_if?: { readonly asset: AssetId; readonly price: AmountText };
  /** Equity of the cross account at up to 512 prices. USD. */
  readonly curve?: { readonly asset: AssetId; readonly prices: readonly AmountText[] };
}

/** What {@link MarginRequest} gives. */
export interface MarginReply {
  readonly format: 'clearmargin/margin/1';
  readonly evidence: readonly Evidence[];
  readonly collateral: readonly CollateralLine[];
  readonly margin: MarginReport | null;
  /** Empty where none was asked for. */
  readonly curve: readonly CurvePoint[];
  readonly assumptions: readonly string[];
  readonly error: VerifyError | null;
}

/** The cross account at one price. USD. */
export interface CurvePoint {
  readonly price: Decimal;
  readonly equity_raw: Decimal;
  readonly equity: Decimal;
  readonly maintenance_margin: Decimal;
}
