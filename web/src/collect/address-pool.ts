import { CollectError } from './collect-error.js';
import { sleep, type Patience } from './patience.js';
import type { ChainProgress } from './progress.js';

/** Somebody who can be asked. */
export interface PoolMember {
  readonly name: string;
}

/** An answer, and who gave it. */
export interface Answered<Member, T> {
  readonly value: T;
  readonly from: Member;
}

/** Several who can be asked the same things. */
export interface AddressPool<Member extends PoolMember> {
  /**
   * Asks one after the other until an answer holds, first those that did not fail so far; then, where that may help,
   * all again after a pause. `attempt` throws a {@link CollectError} where an answer does not hold.
   * @throws {CollectError} naming everybody who was asked and why they failed; or the signal's reason.
   */
  ask<T>(what: string, attempt: (member: Member) => Promise<T>): Promise<Answered<Member, T>>;
  /** Asks a member nothing more: what it said was false. With `only`, that question alone. */
  bar(member: Member, reason: CollectError, only?: string): void;
  /** Leaves a member alone for so many seconds. */
  rest(member: Member, seconds: number, reason: CollectError): void;
  /** Whether there still is a member that was not barred from everything. */
  hasAnyoneLeft(): boolean;
}

/** Errors after which a member is asked nothing more: it is not what it was taken for. */
const disqualifying: ReadonlySet<string> = new Set(['wrong_network', 'not_proven']);

/** A pool of `members`, the preferred first. */
export function createAddressPool<Member extends PoolMember>(
  members: readonly Member[],
  {
    patience,
    signal,
    report,
  }: { readonly patience: Patience; readonly signal: AbortSignal; readonly report: ChainProgress },
): AddressPool<Member> {
  let order = [...members];
  const barred = new Map<Member, CollectError>();
  const barredFrom = new Map<string, Map<Member, CollectError>>();
  const notBefore = new Map<Member, { readonly time: number; readonly reason: CollectError }>();

  const demote = (member: Member) => {
    order = [...order.filter((other) => other !== member), member];
  };

  function noteFailure(member: Member, error: CollectError): void {
    demote(member);
    if (disqualifying.has(error.code)) barred.set(member, error);
    if (error.retryAfter !== null) rest(member, error.retryAfter, error);
  }

  function rest(member: Member, seconds: number, reason: CollectError): void {
    demote(member);
    notBefore.set(member, { time: Date.now() + seconds * 1000, reason });
  }

  const restOf = (member: Member) => Math.max(0, (notBefore.get(member)?.time ?? 0) - Date.now());

  const barFor = (what: string, member: Member) => barred.get(member) ?? barredFrom.get(what)?.get(member);

  /** Before the next round: long enough for at least one of `candidates`. */
  const pauseBefore = (round: number, candidates: readonly Member[]) =>
    Math.max(round === 0 ? 0 : patience.pause * 2 ** (round - 1), Math.min(...candidates.map(restOf)));

  async function ask<T>(what: string, attempt: (member: Member) => Promise<T>): Promise<Answered<Member, T>> {
    const failures = new Map<Member, CollectError>();
    const mayHelp = (member: Member) =>
      barFor(what, member) === undefined &&
      failures.get(member)?.transient !== false &&
      restOf(member) <= patience.longestPause;
    for (let round = 0; round <= patience.retries; round += 1) {
      const candidates = order.filter(mayHelp);
      if (candidates.length === 0) break;
      const pause = pauseBefore(round, candidates);
      if (pause > 0) report('waiting', what, { seconds: pause / 1000 });
      if (pause > 0) await sleep(pause, signal);
      for (const member of candidates) {
        // Whoever asked for a pause is left alone meanwhile, unless there is nobody else.
        if (restOf(member) > 0 && candidates.some((other) => restOf(other) === 0)) continue;
        const answer = await tryOnce(what, member, attempt, failures);
        if (answer !== null) return answer;
      }
    }
    throw explain(what, failures);
  }

  async function tryOnce<T>(
    what: string,
    member: Member,
    attempt: (member: Member) => Promise<T>,
    failures: Map<Member, CollectError>,
  ): Promise<Answered<Member, T> | null> {
    signal.throwIfAborted();
    report('asked', what, { host: member.name });
    try {
      const value = await attempt(member);
      report('answered', what, { host: member.name });
      return { value, from: member };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof CollectError)) throw error;
      failures.set(member, error);
      noteFailure(member, error);
      report('failed', what, { host: member.name, error });
      return null;
    }
  }

  function explain(what: string, failures: ReadonlyMap<Member, CollectError>): CollectError {
    const causes = members.flatMap((member) => failures.get(member) ?? barFor(what, member) ?? resting(what, member));
    const [first, ...others] = causes;
    if (first === undefined) {
      return new CollectError('wrong_options', { where: what, expected: 'an address to ask', got: 'none' });
    }
    return CollectError.ofSeveral([first, ...others]);
  }

  function resting(what: string, member: Member): readonly CollectError[] {
    const left = restOf(member) / 1000;
    const reason = notBefore.get(member)?.reason;
    if (left === 0 || reason === undefined) return [];
    if (reason.code !== 'rate_limited') return [reason];
    return [
      new CollectError('rate_limited', {
        host: member.name,
        where: what,
        expected: 'an answer',
        got: `${Math.ceil(left)} s to wait still`,
        transient: true,
      }),
    ];
  }

  return {
    ask,
    bar(member, reason, only) {
      demote(member);
      if (only === undefined) {
        barred.set(member, reason);
        return;
      }
      const ofQuestion = barredFrom.get(only) ?? new Map<Member, CollectError>();
      barredFrom.set(only, ofQuestion.set(member, reason));
    },
    rest,
    hasAnyoneLeft: () => members.some((member) => !barred.has(member)),
  };
}

/** `check`, made once for each member; one that failed is made again when asked for again. */
export function onceEach<Member>(check: (member: Member) => Promise<void>): (member: Member) => Promise<void> {
  const checks = new Map<Member, Promise<void>>();
  return (member) => {
    const known = checks.get(member);
    if (known !== undefined) return known;
    const made = check(member);
    checks.set(member, made);
    made.catch(() => checks.delete(member));
    return made;
  };
}
