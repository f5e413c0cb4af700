/// <reference lib="esnext.disposable" preserve="true" />
import type { AdvanceReply, AdvanceRequest } from './advance.js';
import type { Bundle } from './bundle.js';
import type { Channel } from './channel.js';
import type { ClaimsReply, ClaimsRequest } from './claims.js';
import type { CoreCall } from './core.js';
import { AbiMismatchError } from './errors.js';
import type { ErrorEntry } from './error-codes.js';
import type { UnixSeconds } from './ids.js';
import type { MarginReply, MarginRequest } from './margin.js';
import type { Policy } from './policy.js';
import type { Report } from './report.js';

/** For one call. */
export interface CallOptions {
  /** Ends the call with the signal's reason. In a worker a running call is stopped at once. */
  readonly signal?: AbortSignal;
}

/**
 * Judges bundles and computes margins. What cannot be read or is false comes back as a report; only failures of the
 * program itself reject, as a `ClearmarginError`.
 *
 * Bundles and policies are best given as the text they came as: a parsed object has already lost duplicate members and
 * the digits of large numbers.
 */
export interface Verifier {
  /** What follows from `bundle` under `policy` at `now` (Unix seconds). */
  verifyBundle(
    bundle: Bundle | string,
    policy: Policy | string,
    now: UnixSeconds,
    options?: CallOptions,
  ): Promise<Report>;
  /** As {@link verifyBundle}, but the report's text, byte for byte as the verifier wrote it. */
  verifyBundleText(
    bundle: Bundle | string,
    policy: Policy | string,
    now: UnixSeconds,
    options?: CallOptions,
  ): Promise<string>;
  /** A light client's store led on as far as the chain's data goes: what a follower calls again and again. */
  advanceLightClient(request: AdvanceRequest, options?: CallOptions): Promise<AdvanceReply>;
  /** A bundle's claims, at the blocks that kept stores prove. */
  verifyClaims(request: ClaimsRequest, options?: CallOptions): Promise<ClaimsReply>;
  /** The margin alone, from a report's inputs, at a moved price, or along a curve. Fast enough for every slider move. */
  computeMargin(request: MarginRequest, options?: CallOptions): Promise<MarginReply>;
  /** Every error code the verifier can give, ascending. */
  errorRegistry(): Promise<readonly ErrorEntry[]>;
  /** Frees the wasm instance or worker; calls under way reject, as does any later one. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** The verifier's interface over a channel. */
export function verifierOver(channel: Channel<CoreCall>): Verifier {
  const verifyBundleText: Verifier['verifyBundleText'] = async (bundle, policy, now, options) =>
    channel.call(
      { name: 'verifyBundle', bundle: textOf(bundle), policy: textOf(policy), now: secondsText(now) },
      options?.signal,
    );
  const dispose = () => channel.close();
  return {
    verifyBundleText,
    async verifyBundle(bundle, policy, now, options) {
      return parseReply<Report>(await verifyBundleText(bundle, policy, now, options), 'clearmargin/report/1');
    },
    async advanceLightClient({ store = '', chainData, policy, chain, now }, options) {
      const reply = await channel.call(
        {
          name: 'advanceLightClient',
          store,
          chainData: textOf(chainData),
          policy: textOf(policy),
          chain,
          now: secondsText(now),
        },
        options?.signal,
      );
      return parseReply<AdvanceReply>(reply, 'clearmargin/advance/1');
    },
    async verifyClaims({ stores, bundle, policy, now }, options) {
      const reply = await channel.call(
        {
          name: 'verifyClaims',
          stores: textOf(stores),
          bundle: textOf(bundle),
          policy: textOf(policy),
          now: secondsText(now),
        },
        options?.signal,
      );
      return parseReply<ClaimsReply>(reply, 'clearmargin/claims/1');
    },
    async computeMargin(request, options) {
      const reply = await channel.call({ name: 'computeMargin', request: JSON.stringify(request) }, options?.signal);
      return parseReply<MarginReply>(reply, 'clearmargin/margin/1');
    },
    async errorRegistry() {
      return JSON.parse(await channel.call({ name: 'errorRegistry' })) as ErrorEntry[];
    },
    dispose,
    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: dispose,
  } as Verifier;
}

function textOf(document: object | string): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

function secondsText(now: UnixSeconds): string {
  if (!Number.isSafeInteger(now) || now < 0) throw new RangeError(`now: expected whole Unix seconds, got ${now}`);
  return String(now);
}

function parseReply<T extends { readonly format: string }>(text: string, format: T['format']): T {
  const reply = JSON.parse(text) as T;
  if (reply.format !== format) throw new AbiMismatchError(`expected a ${format}, got ${String(reply.format)}`);
  return reply;
}
