// What nodes of a fixture's rollups and of their parent chain would say, out of its bundle and policy.
import { RLP } from '@ethereumjs/rlp';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { recordedChain } from './recorded-chain.mjs';

const bytes = (hex) => Buffer.from(hex.slice(2), 'hex');
const hex = (buffer) => `0x${Buffer.from(buffer).toString('hex')}`;
const keccak = (...words) => hex(keccak_256(Buffer.concat(words.map(bytes))));
const word = (value) => `0x${BigInt(value).toString(16).padStart(64, '0')}`;
const words = (...values) => `0x${values.map((value) => word(value).slice(2)).join('')}`;
const selector = (signature) => hex(keccak_256(Buffer.from(signature))).slice(0, 10);
const topic = (signature) => hex(keccak_256(Buffer.from(signature)));

const numbers = new Set(['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp', 'baseFeePerGas', 'blobGasUsed', 'excessBlobGas']);
const names = ['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom', 'difficulty', 'number', 'gasLimit', 'gasUsed',
  'timestamp', 'extraData', 'mixHash', 'nonce', 'baseFeePerGas', 'withdrawalsRoot', 'blobGasUsed', 'excessBlobGas', 'parentBeaconBlockRoot', 'requestsHash'];

/** A header as JSON-RPC writes it. */
function blockOf(rlp) {
  const fields = RLP.decode(bytes(rlp)).map(hex);
  const written = fields.map((field, i) => [names[i], numbers.has(names[i]) ? `0x${BigInt(field === '0x' ? 0 : field).toString(16)}` : field]);
  return { hash: keccak(rlp), ...Object.fromEntries(written), transactions: [] };
}

/** The fixture's parent chain with what it knows of its rollups, and each rollup by its chain. */
export function recordedRollups(name) {
  const parent = recordedChain(name);
  const entries = Object.entries(parent.bundle.chains).filter(([, { kind }]) => kind !== 'ethereum');
  const anchors = entries.flatMap(([, { blocks }]) => blocks.map(({ proof }) => proof));
  const ofParent = anchors.flatMap(({ factory_proof, game_proof, guardian_proof, rollup_proof, outbox_proof }) =>
    [factory_proof, game_proof, guardian_proof, rollup_proof, outbox_proof]).filter((proof) => proof !== undefined);
  const claimsOfParent = parent.bundle.claims.filter(({ chain }) => chain === parent.chain);
  const proofs = claimsOfParent.flatMap(({ proof, implementation_proof }) => [proof, implementation_proof]).filter((proof) => proof !== undefined);
  return {
    parent: { ...parent, proofs: [...proofs, ...ofParent], call: callsOf(parent.policy, anchors), logs: logsOf(parent, anchors) },
    rollups: Object.fromEntries(entries.map(([chain, data]) => [chain, recordedRollup(parent, chain, data)])),
  };
}

function recordedRollup(parent, chain, { blocks }) {
  const byNumber = new Map();
  for (const { proof } of blocks) {
    const block = blockOf(proof.header_rlp);
    if (!byNumber.has(block.number)) byNumber.set(block.number, block);
  }
  const claims = parent.bundle.claims.filter((claim) => claim.chain === chain);
  return {
    chain,
    chainNumber: BigInt(chain.split(':')[1]),
    blocks: [...byNumber.values()],
    proofsAt(number) {
      const hash = byNumber.get(number)?.hash;
      return claims.filter(({ block }) => block === hash).flatMap(({ proof, implementation_proof }) => [proof, implementation_proof]);
    },
  };
}

/** The games that the bundle's proofs are of, newest first. */
function gamesOf(anchors) {
  const games = anchors.filter(({ kind, game_index }) => kind === 'game' && game_index === undefined).map((proof) => {
    const header = blockOf(proof.header_rlp);
    const messages = proof.message_passer_storage_root ?? header.withdrawalsRoot;
    const state = BigInt(proof.game_proof.storageProof[0].value);
    return {
      proxy: proof.game_proof.address,
      type: proof.game_type,
      number: header.number,
      root: keccak(word(0), header.stateRoot, messages, header.hash),
      createdAt: state & (2n ** 64n - 1n),
      resolvedAt: (state >> 64n) & (2n ** 64n - 1n),
      status: (state >> 128n) & 0xffn,
    };
  });
  const distinct = [...new Map(games.reverse().map((game) => [game.proxy, game])).values()];
  return distinct.sort((a, b) => Number(b.createdAt - a.createdAt) || Number(BigInt(b.proxy) - BigInt(a.proxy)));
}

/** What contracts answer to a call; null where nothing is known. */
function callsOf(policy, anchors) {
  const games = gamesOf(anchors);
  const [rules] = Object.values(policy.trust).filter(({ kind }) => kind === 'op-stack').map(({ rollup }) => rollup.games);
  const registered = anchors.flatMap(({ guardian_proof }) => guardian_proof?.storageProof ?? []).find(({ key }) => BigInt(key) === 2n);
  const anchorGame = registered?.value ?? games.find(({ status }) => status === 2n)?.proxy ?? word(0);
  const result = (game, i) => [games.length - 1 - i, (BigInt(game.type) << 224n) | (game.createdAt << 160n) | BigInt(game.proxy), game.createdAt, game.root, 160, 32, game.number];
  const latest = (data) => {
    const [type, start, most] = [0, 1, 2].map((i) => BigInt(`0x${data.slice(10 + 64 * i, 74 + 64 * i)}`));
    const found = games.map(result).filter(([index], i) => BigInt(index) <= start && BigInt(games[i].type) === type).slice(0, Number(most));
    return words(32, found.length, ...found.map((_, i) => 32 * (found.length + 7 * i)), ...found.flat());
  };
  return (to, data) => {
    const asked = (signature) => data.startsWith(selector(signature));
    if (to === rules?.factory && asked('gameCount()')) return word(games.length);
    if (to === rules?.factory && asked('findLatestGames(uint32,uint256,uint256)')) return latest(data);
    if (to === rules?.guardian.contract && asked('anchorGame()')) return word(anchorGame);
    const game = games.find(({ proxy }) => proxy === to);
    if (game === undefined) return null;
    if (asked('gameType()')) return word(game.type);
    if (asked('rootClaim()')) return game.root;
    if (asked('createdAt()')) return word(game.createdAt);
    if (asked('resolvedAt()')) return word(game.resolvedAt);
    return asked('extraData()') ? words(32, 32, game.number) : null;
  };
}

const assertionCreated = 'AssertionCreated(bytes32,bytes32,((bytes32,bytes32,(bytes32,uint256,address,uint64,uint64)),'
  + '((bytes32[2],uint64[2]),uint8,bytes32),((bytes32[2],uint64[2]),uint8,bytes32)),bytes32,uint256,bytes32,uint256,address,uint64)';

/** What contracts logged, as far as the bundle's proofs tell. */
function logsOf({ blockNumber }, anchors) {
  const at = (index) => ({ blockNumber: `0x${(blockNumber - 1n).toString(16)}`, logIndex: `0x${index.toString(16)}` });
  return anchors.flatMap((proof, index) => {
    const block = blockOf(proof.header_rlp);
    if (proof.kind === 'outbox' && BigInt(proof.outbox_proof.storageProof[0].value) !== 0n) {
      return [{ address: proof.outbox_proof.address, topics: [topic('SendRootUpdated(bytes32,bytes32)'), block.extraData, block.hash], data: '0x', ...at(index) }];
    }
    if (proof.kind !== 'assertion') return [];
    const { parent_assertion_hash: before, inbox_acc: inbox, after_state: state } = proof.assertion;
    const { bytes32_vals: values, u64_vals: positions } = state.global_state;
    const asserted = [...values, ...positions, state.machine_status, state.end_history_root];
    const hash = keccak(before, keccak(words(...asserted)), inbox);
    const data = words(...Array(13).fill(0), ...asserted, inbox, ...Array(6).fill(0));
    return [{ address: proof.rollup_proof.address, topics: [topic(assertionCreated), hash, before], data, ...at(index) }];
  });
}
