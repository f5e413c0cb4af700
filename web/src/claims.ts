import type { Bundle } from './bundle.js';
import type { ChainId, UnixSeconds } from './ids.js';
import type { Policy } from './policy.js';
import type { ChainReport, ClaimReport, CollateralInput, Evidence, EventReport, TransactionReport, VerifyError } from './report.js';

/** Claims to be judged at the blocks that kept stores prove. Documents are best given as the text they came as. */
export interface ClaimsRequest {
  /** By chain: each store as the last answer of `advanceLightClient` gave it. As text, an object of stores. */
  readonly stores: Readonly<Record<ChainId, object>> | string;
  readonly bundle: ClaimsBundle | string;
  readonly policy: Policy | string;
  readonly now: UnixSeconds;
}

/** A bundle whose Ethereum chains need hold nothing, or older blocks: their light-client data is not looked at. */
export type ClaimsBundle = Omit<Bundle, 'chains'> & {
  readonly chains: Readonly<Record<ChainId, Partial<Bundle['chains'][ChainId]>>>;
};

/** What {@link ClaimsRequest} gives: the part of a report that comes before its margin. */
export interface ClaimsReply {
  readonly format: 'clearmargin/claims/1';
  readonly now: UnixSeconds;
  readonly evidence: readonly Evidence[];
  readonly chains: readonly ChainReport[];
  readonly claims: readonly ClaimReport[];
  readonly events: readonly EventReport[];
  readonly transactions: readonly TransactionReport[];
  /** What counts: the `collateral` of a margin request's `inputs`. */
  readonly collateral_inputs: readonly CollateralInput[];
  readonly warnings: readonly string[];
  /** Which document could not be read. */
  readonly error: VerifyError | null;
}
