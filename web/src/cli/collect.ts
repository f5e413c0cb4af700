import { CollectError } from '../collect/collect-error.js';
import type { ChainSources } from '../collect/collect-chain.js';
import { collect, type Collection, type CollectOptions } from '../collect/collect.js';
import { readPlan } from '../collect/collect-plan.js';
import type { AccountId, ChainId } from '../ids.js';
import { createVerifier } from '../inline.js';
import type { ChainAddress, CollectCommand } from './collect-arguments.js';
import { progressLines } from './collect-progress.js';
import { exitCodes } from './exit-code.js';
import { readInput, UnreadableError } from './read-input.js';
import type { TerminalIo } from './terminal-io.js';
import { UsageError } from './usage-error.js';

/** Runs `clearmargin collect`: the bundle to standard output, everything else to standard error. */
export async function runCollect(command: CollectCommand, io: TerminalIo): Promise<number> {
  const policy = await readInput(command.policy, io.stdin);
  const venue = command.venue === null ? null : await readInput(command.venue, io.stdin);
  const say = (line: string) => io.stderr.write(`${line}\n`);
  const now = command.now.from === 'given' ? command.now.time : io.clock();
  try {
    const collection = await collect(policy, {
      chains: sourcesOf(
        command,
        readPlan(policy).chains.map(({ chain }) => chain),
      ),
      now,
      verifier: await createVerifier(),
      ...(venue !== null && { venue }),
      ...(command.account !== null && { account: command.account as AccountId }),
      ...(command.timeLimit !== null && { patience: { timeLimit: command.timeLimit * 1000 } }),
      ...(!command.quiet && { onProgress: progressLines(say) }),
    });
    io.stdout.write(`${collection.text}\n`);
    for (const line of closingWords(collection)) say(line);
    return collection.missing.length === 0 ? exitCodes.collected : exitCodes.incomplete;
  } catch (error) {
    throw inTermsOfTheCommand(error);
  }
}

/** What a wrong document or option is called by its code, so that all commands end alike. */
export function inTermsOfTheCommand(error: unknown): unknown {
  if (!(error instanceof CollectError)) return error;
  if (error.code === 'wrong_options') return new UsageError(error.message);
  const isUnreadable = ['policy_unreadable', 'venue_unreadable', 'store_not_ours'].includes(error.code);
  return isUnreadable ? new UnreadableError(error.message, { cause: error }) : error;
}

/** Whom to ask, by chain; addresses without a chain are of --chain, or of the only chain there is. */
function sourcesOf(command: CollectCommand, chains: readonly ChainId[]): CollectOptions['chains'] {
  const only = command.chain ?? (chains.length === 1 ? chains[0] : undefined) ?? null;
  const wanted = (chain: ChainId) => command.chain === null || chain === command.chain;
  const chainOf = ({ chain }: ChainAddress, option: string): ChainId => {
    const its = chain ?? only;
    if (its === null)
      throw new UsageError(
        `${option}: the policy has several chains; say which, as in ${option} eip155:1=URL, or --chain eip155:1`,
      );
    return its;
  };
  const byChain = new Map<ChainId, { [Kind in keyof ChainSources]-?: string[] }>();
  for (const kind of ['beacon', 'rpc', 'checkpoints'] as const) {
    for (const one of command[kind]) {
      const chain = chainOf(one, `--${kind}`);
      if (!wanted(chain)) continue;
      const sources = byChain.get(chain) ?? { beacon: [], rpc: [], checkpoints: [] };
      byChain.set(chain, sources);
      sources[kind].push(one.address);
    }
  }
  return Object.fromEntries(byChain);
}

function closingWords({ bundle, missing, checkpoints }: Collection): readonly string[] {
  const chains = Object.keys(bundle.chains);
  return [
    ...checkpoints.flatMap(({ chain, checkpoint, agree, slot, providers }) => [
      ...providers.map(
        ({ host, knowsCheckpoint, error }) =>
          `${chain}: ${host} ${opinion(knowsCheckpoint, error)} the policy's checkpoint ${checkpoint}`,
      ),
      ...(agree
        ? []
        : [`${chain}: the checkpoint providers DISAGREE on the block in slot ${slot}: one of them is wrong`]),
    ]),
    ...missing.map(
      ({ chain, vault, account, error }) =>
        `missing: ${[chain, vault, account].filter((part) => part !== null).join(', ')}: ${error.message}`,
    ),
    `${missing.length === 0 ? 'complete' : 'incomplete'}: ${bundle.claims.length} proofs on ${chains.join(', ')}`,
  ];
}

function opinion(knows: boolean | null, error: CollectError | null): string {
  if (knows !== null) return knows ? 'knows' : 'does NOT know';
  return `says nothing (${error?.code ?? 'no answer'}) of`;
}
