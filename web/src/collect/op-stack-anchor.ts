import { abiWords, addressOf, bitsOf, callData, joined } from './abi.js';
import { readBlockHeader, type BlockHeader } from './block-header.js';
import { hexText, numberOf, wordOf, wordText } from './bytes.js';
import { CollectError } from './collect-error.js';
import type { OpStackPlan } from './collect-plan.js';
import type { Field } from './field.js';
import { EMPTY_TRIE_ROOT } from './get-proof.js';
import { keccak256 } from './hashes.js';
import type { AnchorCandidate, AnchorContext, AnchoredBlock } from './rollup-anchor.js';

/** The predeploy that keeps messages to the parent chain. */
const messagePasser = '0x4200000000000000000000000000000000000016';

/** Slots of the contracts, as the verifier reads them. */
const disputeGames = 103n;
const guardianSlots = {
  'anchor-state-registry': { blacklist: 5n, respected: 6n },
  'optimism-portal': { blacklist: 58n, respected: 59n },
} as const;

/** How many of the newest games are tried where open ones count, and how many are looked at in search of a won one. */
const newestGames = 6;
const gamesAtOnce = 64;
const mostPages = 24;

interface Game {
  readonly index: bigint;
  readonly type: number;
  readonly proxy: string;
  readonly createdAt: number;
  readonly rootClaim: string;
  readonly blockNumber: bigint;
}

/** Games that may anchor the newest block that the policy takes, the best first. */
export async function* opStackCandidates(plan: OpStackPlan, context: AnchorContext): AsyncGenerator<AnchorCandidate> {
  const candidate = (game: Game): AnchorCandidate => ({
    what: `the game ${game.proxy}`,
    fetch: () => anchoredBlock(game, plan, context),
  });
  if (plan.acceptsProposed) {
    const count = await gameCount(plan, context);
    for (const game of await latestGames(plan, context, count, newestGames)) yield candidate(game);
  }
  const anchor = await anchorGame(plan, context);
  if (anchor !== null) yield candidate(anchor);
  for await (const game of wonGames(plan, context)) yield candidate(game);
}

async function call<T>(
  { parent, parentRpc }: AnchorContext,
  to: string,
  signature: string,
  words: readonly bigint[],
  read: (answer: Field) => T,
): Promise<T> {
  const params = [{ to, data: callData(signature, ...words) }, `0x${parent.number.toString(16)}`];
  return (await parentRpc.ask(signature, 'eth_call', params, read)).value;
}

const gameCount = ({ contracts }: OpStackPlan, context: AnchorContext) =>
  call(context, contracts.factory, 'gameCount()', [], (answer) => abiWords(answer).number(0));

/** The newest games of the preferred type before the `count`-th, newest first. */
async function latestGames(
  { contracts }: OpStackPlan,
  context: AnchorContext,
  count: bigint,
  most: number,
): Promise<readonly Game[]> {
  if (count === 0n) return [];
  const words = [BigInt(contracts.gameTypes[0] ?? 0), count - 1n, BigInt(most)];
  return call(context, contracts.factory, 'findLatestGames(uint32,uint256,uint256)', words, readGames);
}

/** GameSearchResult[]: index, metadata, timestamp, rootClaim, extraData. */
function readGames(answer: Field): readonly Game[] {
  const words = abiWords(answer);
  const list = words.index(0) / 32 + 1;
  return Array.from({ length: words.index(list - 1) }, (_, i) => {
    const start = list + words.index(list + i) / 32;
    const extra = start + words.index(start + 4) / 32;
    const id = words.number(start + 1);
    return {
      index: words.number(start),
      type: Number(bitsOf(id, 224, 32)),
      createdAt: Number(bitsOf(id, 160, 64)),
      proxy: addressOf(id),
      rootClaim: words.text(start + 3),
      blockNumber: words.number(extra + 1),
    };
  });
}

/** The game that the registry holds as its anchor: won and final when it became so. */
async function anchorGame({ contracts }: OpStackPlan, context: AnchorContext): Promise<Game | null> {
  const { guardian } = contracts;
  if (guardian?.layout !== 'anchor-state-registry') return null;
  const readAddress = (answer: Field) => addressOf(abiWords(answer).number(0));
  const proxy = await call(context, guardian.contract, 'anchorGame()', [], readAddress);
  if (BigInt(proxy) === 0n) return null;
  const word = (signature: string) => call(context, proxy, signature, [], (answer) => abiWords(answer).text(0));
  const signatures = ['gameType()', 'rootClaim()', 'createdAt()'] as const;
  const [type = '0x0', rootClaim = '', createdAt = '0x0'] = await Promise.all(signatures.map(word));
  const blockNumber = await call(context, proxy, 'extraData()', [], (answer) => abiWords(answer).number(2));
  return {
    index: 0n,
    type: Number(BigInt(type)),
    createdAt: Number(BigInt(createdAt)),
    proxy,
    rootClaim,
    blockNumber,
  };
}

/**
 * Won games that are past their delay, newest first, by steps that double: games are decided about as they are made, so
 * that few have to be asked for their state.
 */
async function* wonGames(plan: OpStackPlan, context: AnchorContext): AsyncGenerator<Game> {
  let count = await gameCount(plan, context);
  let step = 1;
  let seen = 0;
  let next = 0;
  for (let page = 0; page < mostPages && count > 0n; page += 1) {
    const games = await latestGames(plan, context, count, gamesAtOnce);
    for (const game of games) {
      if (game.createdAt + plan.contracts.finalityDelay > context.now) continue;
      if (seen++ < next) continue;
      const resolvedAt = await call(context, game.proxy, 'resolvedAt()', [], (answer) => abiWords(answer).number(0));
      const isFinal = resolvedAt !== 0n && Number(resolvedAt) + plan.contracts.finalityDelay < context.now;
      if (isFinal) yield game;
      step = isFinal ? 1 : 2 * step;
      next = seen + step - 1;
    }
    const last = games.at(-1);
    if (last === undefined) return;
    count = last.index;
  }
}

async function anchoredBlock(game: Game, plan: OpStackPlan, context: AnchorContext): Promise<AnchoredBlock> {
  const { contracts } = plan;
  const { parent, parentRpc, rpc } = context;
  const number = `0x${game.blockNumber.toString(16)}`;
  const what = `block ${game.blockNumber}`;
  const { value: header, from } = await rpc.ask(what, 'eth_getBlockByNumber', [number, false], readBlockHeader);
  const isInHeader = header.withdrawalsRoot !== null && header.withdrawalsRoot !== EMPTY_TRIE_ROOT;
  const messages = isInHeader ? header.withdrawalsRoot : await messagePasserRoot(header, context);
  const root = hexText(keccak256(joined(wordText(0n), header.stateRoot, messages, header.hash)));
  if (root !== game.rootClaim) {
    throw new CollectError('unexpected_answer', {
      host: from.name,
      where: what,
      expected: `the block that the game ${game.proxy} claims, of output root ${game.rootClaim}`,
      got: root,
    });
  }
  const extraData = wordText(game.blockNumber);
  const proof = async (what: string, address: string, slots: readonly bigint[]) =>
    (await parentRpc.proof({ what, address, slots, block: parent })).value;
  const factoryProof = await proof('the proof of the game’s place', contracts.factory, [gameSlot(game, root)]);
  const gameProof = await proof('the proof of the game', game.proxy, [0n]);
  const state = BigInt(gameProof.storageProof[0]?.value ?? 0);
  assertUsable(game, bitsOf(state, 128, 8), bitsOf(state, 144, 8), plan.acceptsProposed);
  const { guardian } = contracts;
  const slots = guardian === null ? null : guardianSlots[guardian.layout];
  return {
    header,
    proof: {
      kind: 'game',
      header_rlp: header.rlp,
      ...(!isInHeader && { message_passer_storage_root: messages }),
      game_type: String(game.type),
      extra_data: extraData,
      factory_proof: factoryProof,
      game_proof: gameProof,
      ...(guardian !== null &&
        slots !== null && {
          guardian_proof: await proof('the proof of the game’s standing', guardian.contract, [
            entryOf(slots.blacklist, BigInt(game.proxy)),
            slots.respected,
          ]),
        }),
    },
  };
}

/** Before Isthmus a header does not have it; the output root binds it. */
async function messagePasserRoot(block: BlockHeader, { rpc }: AnchorContext): Promise<string> {
  const question = { what: 'the proof of the message passer', address: messagePasser, slots: [], block };
  return (await rpc.proof(question)).value.storageHash.toLowerCase();
}

/** What needs no signature to see: the rest is the verifier's to say. */
function assertUsable(game: Game, status: bigint, isChallenged: bigint, acceptsProposed: boolean): void {
  const got = status === 1n || isChallenged !== 0n ? 'lost' : status === 0n && !acceptsProposed ? 'not resolved' : null;
  if (got === null) return;
  throw new CollectError('not_proven', {
    where: `the game ${game.proxy}`,
    expected: acceptsProposed ? 'a game that was not lost' : 'a game that was won',
    got,
  });
}

const entryOf = (slot: bigint, key: bigint) => numberOf(keccak256(joined(wordText(key), wordText(slot))));

/** Where the factory keeps a game: by its UUID, keccak256(abi.encode(type, rootClaim, extraData)). */
function gameSlot({ type, blockNumber }: Game, root: string): bigint {
  const extra = wordOf(blockNumber);
  const words = [wordText(BigInt(type)), root, wordText(96n), wordText(BigInt(extra.length)), hexText(extra)];
  return entryOf(disputeGames, numberOf(keccak256(joined(...words))));
}
