import type { AccountId, AmountText, AssetId, ChainId, HexText, UnixSeconds } from './ids.js';

/**
 * Everything a check needs, from anyone: untrusted. Unknown members are ignored and listed in the report, so objects
 * may carry more than is typed here.
 */
export interface Bundle {
  readonly format: 'clearmargin/bundle/1';
  /** Whose position this says it is; must be one of the policy's accounts. */
  readonly account: AccountId;
  /** The maker's own time. It decides nothing; see {@link bundleTime}. */
  readonly as_of?: UnixSeconds;
  readonly chains: Readonly<Record<ChainId, ChainData>>;
  readonly claims: readonly Claim[];
  readonly events?: readonly EventClaim[];
  readonly transactions?: readonly TransactionClaim[];
  readonly prices?: readonly AssetPrice[];
  readonly positions?: readonly Position[];
  /** At most 256. */
  readonly debts?: readonly Debt[];
  /** At most 256. */
  readonly wallets?: readonly WalletBalance[];
  readonly reported?: ReportedFigures;
}

/** What one chain is followed by. */
export type ChainData = EthereumChainData | RollupChainData;

/** Blocks of a rollup, each with the proof that its parent chain's state anchors it. */
export interface RollupChainData {
  readonly kind: 'op-stack' | 'arbitrum';
  /** The chain that anchors it; has to be the policy's. */
  readonly parent: ChainId;
  /** 1 to 16 of them. */
  readonly blocks: readonly RollupBlock[];
}

/** A rollup's block and its proof. */
export interface RollupBlock {
  /** Hash of the parent chain's block the proof is made at; the newest final one where absent. */
  readonly parent_block?: HexText;
  readonly proof: RollupProof;
}

/**
 * `kind` is the way of anchoring: `game`, `anchor_game`, `anchor` or `oracle` for op-stack; `outbox`, `assertion` or `node`
 * for arbitrum. What else a kind needs, docs/bundle-format.md lists.
 */
export interface RollupProof {
  readonly kind: 'game' | 'anchor_game' | 'anchor' | 'oracle' | 'outbox' | 'assertion' | 'node';
  /** The rollup's block header. */
  readonly header_rlp: HexText;
  readonly [member: string]: unknown;
}

/** Light-client data of Ethereum, in the Beacon API's own form. */
export interface EthereumChainData {
  readonly kind: 'ethereum';
  readonly bootstrap: BeaconObject;
  readonly updates?: readonly BeaconObject[];
  readonly finality_updates?: readonly BeaconObject[];
  readonly optimistic_updates?: readonly BeaconObject[];
  /** RLP of headers of which the beacon chain proves only the hash, as from Gloas on. */
  readonly execution_headers?: readonly HexText[];
  /** Older blocks that claims may be made at. */
  readonly ancestors?: readonly Ancestor[];
}

/** An older block, from `block` back: by its headers' parent hashes, or by the history contract's storage (EIP-2935). */
export type Ancestor =
  | {
      readonly kind: 'headers';
      readonly block: HexText;
      /** RLP: that of `block` first, each the child of the next; the last one is the ancestor's. */
      readonly headers: readonly HexText[];
    }
  | {
      readonly kind: 'eip2935';
      readonly block: HexText;
      readonly number: AmountText;
      /** RLP of the ancestor's header. */
      readonly header: HexText;
      /** Of 0x0000F90827F1C53a10cb7A02335B175320002935 in `block`, with the slot `number` % 8191. */
      readonly proof: EthGetProof;
    };

/** `data` is the Beacon API's JSON, or SSZ as 0x-hex. */
export interface BeaconObject {
  readonly version: string;
  readonly data: object | HexText;
}

/** A balance somebody says an account has in a vault of the policy. */
export interface Claim {
  readonly id: string;
  readonly chain: ChainId;
  /** Id of a vault in the policy. */
  readonly vault: string;
  readonly account: AccountId;
  /** Hash of the execution block the proof is made at; the newest finalized one where absent. */
  readonly block?: HexText;
  readonly proof: EthGetProof;
  /** The same for the implementation behind a proxy, where the policy pins its code. */
  readonly implementation_proof?: EthGetProof;
}

/** A log of the policy's `events`: what somebody says was once paid in or out. */
export interface EventClaim {
  readonly id: string;
  readonly chain: ChainId;
  /** Id of an event in the policy. */
  readonly event: string;
  readonly account: AccountId;
  /** Hash of the log's block; the newest final one where absent. */
  readonly block?: HexText;
  readonly proof: {
    readonly transaction_index: AmountText | number;
    /** Nodes from the block's receipts root to the transaction's receipt. */
    readonly receipt_proof: readonly HexText[];
    /** Among the transaction's own logs. */
    readonly log_index: AmountText | number;
  };
}

/** A transaction that somebody says is in a block. */
export interface TransactionClaim {
  readonly id: string;
  readonly chain: ChainId;
  /** Of the transaction. */
  readonly hash: HexText;
  /** Hash of its block; the newest final one where absent. */
  readonly block?: HexText;
  readonly proof: {
    /** RLP of the block's header. */
    readonly header: HexText;
    readonly transaction_index: AmountText | number;
    /** Nodes from the header's transactions root to the transaction. */
    readonly transaction_proof: readonly HexText[];
    /** Nodes from the header's receipts root to the transaction's receipt, to show whether it succeeded. */
    readonly receipt_proof?: readonly HexText[];
  };
}

/** The answer of `eth_getProof` (EIP-1186), as it is. */
export interface EthGetProof {
  readonly address: HexText;
  readonly accountProof: readonly HexText[];
  readonly balance: HexText;
  readonly codeHash: HexText;
  readonly nonce: HexText;
  readonly storageHash: HexText;
  readonly storageProof: readonly StorageProof[];
}

/** One storage slot of {@link EthGetProof}. */
export interface StorageProof {
  readonly key: HexText;
  readonly value: HexText;
  readonly proof: readonly HexText[];
}

/** What an asset is said to cost, by source. */
export interface AssetPrice {
  readonly asset: AssetId;
  readonly sources: readonly PriceSource[];
}

/** A price that somebody says. USD per whole token. */
export interface PriceSource {
  readonly kind: 'reported';
  readonly id: string;
  readonly price: AmountText;
  /** Half-width in the price's unit; default 0. */
  readonly conf?: AmountText;
  readonly as_of: UnixSeconds;
}

/** One open position. */
export interface Position {
  readonly id: string;
  /** Id of an instrument in the policy. */
  readonly instrument: string;
  /** Signed, long positive. */
  readonly qty: AmountText;
  /** Price; of an option the premium, in the unit of its `mark`. */
  readonly entry: AmountText;
  /**
   * The price of the instrument's underlying where absent; of an option what one underlying of it is worth, the model's value
   * where absent: in USD, or in coin where inverse.
   */
  readonly mark?: AmountText;
  readonly funding_accrued?: AmountText;
  readonly margin_mode?: 'cross' | 'isolated';
  /** Needed with `isolated`; options have none. USD. */
  readonly isolated_margin?: AmountText;
  /** Of an option, needed: volatility per year, 0.6 is 60%. */
  readonly iv?: AmountText;
  /** Of an option: forward price of its expiry, USD; the underlying's price where absent. */
  readonly forward?: AmountText;
  readonly as_of: UnixSeconds;
}

/** What the account has borrowed at the venue. */
export interface Debt {
  readonly id: string;
  readonly asset: AssetId;
  /** Where it lies, one of the policy's chains of collateral; the venue itself by default. */
  readonly chain?: ChainId;
  /** Whole tokens with interest, at least 0. */
  readonly amount: AmountText;
  readonly as_of: UnixSeconds;
}

/** What a wallet of the policy holds. */
export interface WalletBalance {
  readonly id: string;
  /** Signed, in the wallet's asset; what its positions would settle into it is not in it yet. */
  readonly cash: AmountText;
  readonly as_of: UnixSeconds;
}

/** What the venue shows, for comparison only. USD. */
export interface ReportedFigures {
  readonly equity?: AmountText;
  readonly initial_margin?: AmountText;
  readonly maintenance_margin?: AmountText;
  readonly as_of?: UnixSeconds;
  /** By position id. */
  readonly liquidation_prices?: Readonly<Record<string, AmountText>>;
}

/**
 * The time a bundle states of itself, or undefined where it states none. Passing it as `now` judges the bundle as of
 * that time instead of the clock's: whoever does so must say so to the reader.
 */
export function bundleTime(bundle: Bundle | string): UnixSeconds | undefined {
  const parsed: unknown = typeof bundle === 'string' ? parseOrUndefined(bundle) : bundle;
  if (typeof parsed !== 'object' || parsed === null || !('as_of' in parsed)) return undefined;
  const time = parsed.as_of;
  return typeof time === 'number' && Number.isSafeInteger(time) && time >= 0 ? time : undefined;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
