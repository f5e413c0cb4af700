import { CollectError } from '../collect/collect-error.js';
import { createFileStore } from '../follow/file-store.js';
import type { FollowerState } from '../follow/follower-state.js';
import type { FollowerStore } from '../follow/follower-store.js';
import { createFollower } from '../follow/follower.js';
import type { ChainId } from '../ids.js';
import { createVerifier } from '../inline.js';
import { inTermsOfTheCommand } from './collect.js';
import { progressLines } from './collect-progress.js';
import { exitCodes } from './exit-code.js';
import type { FollowCommand } from './follow-arguments.js';
import { followLines, stateAsJson } from './follow-lines.js';
import { readInput } from './read-input.js';
import type { TerminalIo } from './terminal-io.js';
import { UsageError } from './usage-error.js';

/** Runs `clearmargin follow`: states to standard output, questions and failures to standard error. */
export async function runFollow(command: FollowCommand, io: TerminalIo): Promise<number> {
  const policy = await readInput(command.policy, io.stdin);
  const verifier = await createVerifier();
  const { now } = command;
  const say = (line: string) => io.stdout.write(`${line}\n`);
  const show = command.json ? (state: FollowerState) => say(stateAsJson(state)) : followLines(say);
  const stop = new AbortController();
  io.onInterrupt(() => stop.abort());
  let outcome: FollowerState | null = null;
  try {
    const follower = createFollower({
      policy,
      chain: command.chain ?? onlyChain(policy),
      beacon: command.beacon,
      verifier,
      store: command.store === null ? forgetful : createFileStore(command.store),
      now: now.from === 'given' ? () => now.time : io.clock,
      signal: stop.signal,
      ...(command.interval !== null && { interval: command.interval * 1000 }),
      ...(command.once && { events: false }),
      ...(!command.quiet && { onProgress: progressLines((line) => io.stderr.write(`${line}\n`)) }),
      onState(state) {
        if (outcome !== null) return;
        show(state);
        if (state.status === 'failed' || (command.once && ['following', 'stalled'].includes(state.status))) {
          outcome = state;
          stop.abort();
        }
      },
    });
    await follower.ended;
  } catch (error) {
    throw inTermsOfTheCommand(error);
  } finally {
    verifier.dispose();
  }
  return endWith(outcome);
}

/** The exit code; what went wrong is thrown, for all commands to end alike. */
function endWith(outcome: FollowerState | null): number {
  if (outcome?.status === 'stalled') throw inTermsOfTheCommand(outcome.reason);
  if (outcome?.status === 'failed') throw inTermsOfTheCommand(outcome.error);
  return exitCodes.followed;
}

/** Where the user names no file. */
const forgetful: FollowerStore = {
  load: async () => null,
  save: async () => true,
  clear: async () => undefined,
};

function onlyChain(policy: string): ChainId {
  let trust: unknown;
  try {
    trust = (JSON.parse(policy) as { readonly trust?: unknown } | null)?.trust;
  } catch {
    throw new CollectError('policy_unreadable', { where: 'the policy', expected: 'JSON', got: 'other text' });
  }
  const isEthereum = (root: unknown) => (root as { readonly kind?: unknown } | null)?.kind === 'ethereum';
  const chains = Object.entries(trust ?? {}).filter(([, root]) => isEthereum(root));
  const [only] = chains;
  if (only !== undefined && chains.length === 1) return only[0] as ChainId;
  throw new UsageError('--chain: say which chain of the policy, as in --chain eip155:1');
}
