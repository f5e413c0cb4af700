import type { Bundle, ChainData, Claim, EthereumChainData, RollupChainData } from '../bundle.js';
import type { AccountId, ChainId, UnixSeconds } from '../ids.js';
import type { Policy } from '../policy.js';
import type { Report, UpdateReport, VerifyError } from '../report.js';
import type { Verifier } from '../verifier.js';
import { CollectError, type CollectErrorCode } from './collect-error.js';

/** The first part of a chain's data that the verifier refuses, and why. */
export interface ChainVerdict {
  readonly part: 'bootstrap' | 'updates' | 'finality_updates' | 'optimistic_updates';
  readonly index: number;
  readonly error: VerifyError;
}

/** Null where all of it holds, or where there is no verifier to ask. */
export type JudgeChain = (data: EthereumChainData) => Promise<ChainVerdict | null>;

/** By id of the claim, why its proof is refused: only those that another server's proof could mend. */
export type JudgeProofs = (
  data: ChainData,
  claims: readonly Claim[],
) => Promise<ReadonlyMap<string, VerifyError>>;

/** What the verifier says while there still is somebody else to ask. */
export interface ChainJudge {
  readonly chain: JudgeChain;
  readonly proofs: JudgeProofs;
  /** Why a rollup's only block is refused; null where it holds, or where there is no verifier to ask. */
  readonly rollup: (data: RollupChainData) => Promise<VerifyError | null>;
}

/** Judges nothing: the collected data is whole in form, and true or false. */
export const noJudge: ChainJudge = {
  chain: async () => null,
  proofs: async () => new Map(),
  rollup: async () => null,
};

/** Taken, in case nothing better comes, but it proves nothing yet. */
const insufficient_participation = 222;
/** True, but nothing new: no reason to distrust who gave it. */
const irrelevant_update = 227;

/** Why an update leads nowhere, where that is a reason to ask somebody else for it. */
export function faultOf({ accepted, error }: UpdateReport): VerifyError | null {
  if (error === null || error.code === irrelevant_update) return null;
  return accepted && error.code !== insufficient_participation ? null : error;
}

/** Decode errors, and those of state proofs: the claim itself may be sound. */
const isOfProof = ({ code }: VerifyError) => code < 200 || (code >= 300 && code < 317);

const codeOfKind = { invalid: 'not_proven', insufficient: 'insufficient', unsupported: 'unsupported' } as const;

/** That `host` gave a proof that the verifier refuses. */
export const proofRefused = (host: string, where: string, error: VerifyError) =>
  refused('not_proven', host, where, error);

/** That `host` gave light-client data that the verifier refuses: false, or true and of no use. */
export const refusedBy = (host: string, where: string, error: VerifyError) =>
  refused(codeOfKind[error.kind], host, where, error);

function refused(code: CollectErrorCode, host: string, where: string, error: VerifyError): CollectError {
  return new CollectError(code, {
    host,
    where,
    expected: "what the policy's checkpoint proves",
    got: wordsOf(error),
    cause: error,
  });
}

const wordsOf = ({ name, expected }: VerifyError) => `${name} (${expected})`;

/** Judges by `verifier` what is collected of `chain`; `parents`: of the chains that it is anchored in. */
export function judgeBy(
  verifier: Pick<Verifier, 'verifyBundle'>,
  policy: Policy | string,
  {
    chain,
    account,
    now,
    signal,
    parents = {},
  }: {
    readonly chain: ChainId;
    readonly parents?: Bundle['chains'];
    readonly account: AccountId;
    readonly now: UnixSeconds;
    readonly signal: AbortSignal | undefined;
  },
): ChainJudge {
  async function judge(data: ChainData, claims: readonly Claim[]): Promise<Report> {
    const bundle: Bundle = { format: 'clearmargin/bundle/1', account, chains: { ...parents, [chain]: data }, claims };
    const report = await verifier.verifyBundle(bundle, policy, now, signal === undefined ? {} : { signal });
    if (report.error === null) return report;
    // All else in the bundle is of our making.
    const { where, name } = report.error;
    if (name === 'input_too_large') {
      throw new CollectError('bundle_too_large', {
        where,
        expected: 'a bundle that can be read',
        got: wordsOf(report.error),
      });
    }
    throw new CollectError('policy_unreadable', {
      where: `the policy, ${where}`,
      expected: 'what the verifier can read',
      got: wordsOf(report.error),
    });
  }

  return {
    async chain(data) {
      const [report] = (await judge(data, [])).chains;
      if (report === undefined || report.parent !== undefined) return null;
      if (report.error !== null) return verdictOn(report.error.where, report.error);
      for (const update of report.updates) {
        const error = faultOf(update);
        if (error !== null) return verdictOn(update.path, error);
      }
      return null;
    },
    async rollup(data) {
      const report = (await judge(data, [])).chains.find((one) => one.chain === chain);
      return report?.error ?? null;
    },
    async proofs(data, claims) {
      const { claims: reports } = await judge(data, claims);
      return new Map(
        reports.flatMap(({ id, error }) => (error !== null && isOfProof(error) ? [[id, error] as const] : [])),
      );
    },
  };
}

/**
 * Where in the chain's data a path of the bundle leads. What is said of the chain as a whole begins at the bootstrap;
 * where it is not enough, a newer final block may mend it.
 */
function verdictOn(path: string, error: VerifyError): ChainVerdict {
  const ofAll = error.kind === 'insufficient' && !path.includes('.bootstrap') ? 'finality_updates' : 'bootstrap';
  const [, part = ofAll, index = '0'] =
    /\.(updates|finality_updates|optimistic_updates)\[(\d+)\]/.exec(path) ?? [];
  return { part: part as ChainVerdict['part'], index: Number(index), error };
}
