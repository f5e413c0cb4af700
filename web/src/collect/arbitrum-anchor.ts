import { abiWords, bitsOf, eventTopic, joined } from './abi.js';
import { readBlockHeader } from './block-header.js';
import { hexText, numberOf, wordText } from './bytes.js';
import { CollectError } from './collect-error.js';
import type { ArbitrumPlan } from './collect-plan.js';
import { elements, hexOf, member, refuse, unsignedInteger, type Field } from './field.js';
import { keccak256 } from './hashes.js';
import type { AnchorCandidate, AnchorContext, AnchoredBlock } from './rollup-anchor.js';

/** Spec: OffchainLabs/nitro-contracts src/bridge/AbsOutbox.sol, src/rollup/IRollupCore.sol */
const events = {
  sendRootUpdated: 'SendRootUpdated(bytes32,bytes32)',
  assertionCreated:
    'AssertionCreated(bytes32,bytes32,((bytes32,bytes32,(bytes32,uint256,address,uint64,uint64)),' +
    '((bytes32[2],uint64[2]),uint8,bytes32),((bytes32[2],uint64[2]),uint8,bytes32)),' +
    'bytes32,uint256,bytes32,uint256,address,uint64)',
} as const;

/** Slots of the contracts, as the verifier reads them. */
const outboxRoots = 3n;
const assertions = 117n;

/** Where an AssertionCreated's data has the state that it asserts, and the inbox's accumulator. */
const afterStateWord = 13;
const afterStateWords = 6;
const inboxWord = 19;

/** How far back logs are looked for, in blocks of the parent chain: an hour's first, then about a day's at a time. */
const windows = [400n, 7000n, 7000n, 7000n, 7000n, 7000n, 7000n] as const;
const mostLogs = 1024;
/** How many of the newest are tried. */
const newest = 6;

interface Log {
  readonly topics: readonly string[];
  readonly data: Field;
  readonly block: bigint;
  readonly index: bigint;
}

/** Assertions and confirmed roots that may anchor the newest block that the policy takes, the best first. */
export async function* arbitrumCandidates(plan: ArbitrumPlan, context: AnchorContext): AsyncGenerator<AnchorCandidate> {
  const { outbox, rollup } = plan.contracts;
  if (rollup !== null && (plan.acceptsProposed || outbox === null)) {
    for (const log of await newestLogs(rollup, events.assertionCreated, context)) {
      const assertion = readAssertion(log);
      yield {
        what: `the assertion ${assertion.hash}`,
        fetch: () => assertedBlock(assertion, rollup, plan.acceptsProposed, context),
      };
    }
  }
  if (outbox === null) return;
  for (const { topics } of await newestLogs(outbox, events.sendRootUpdated, context)) {
    const [, sendRoot = '', hash = ''] = topics;
    yield { what: `the confirmed block ${hash}`, fetch: () => confirmedBlock(sendRoot, hash, outbox, context) };
  }
}

/** The newest logs of an event, newest first; none where there is none as far back as is looked for. */
async function newestLogs(
  address: string,
  event: string,
  { parent, parentRpc }: AnchorContext,
): Promise<readonly Log[]> {
  const name = event.slice(0, event.indexOf('('));
  let to = parent.number;
  for (const size of windows) {
    const from = to >= size ? to - size + 1n : 0n;
    const [fromBlock, toBlock] = [from, to].map((number) => `0x${number.toString(16)}`);
    const filter = { address, topics: [eventTopic(event)], fromBlock, toBlock };
    const { value: logs } = await parentRpc.ask(`logs of ${name}`, 'eth_getLogs', [filter], readLogs);
    if (logs.length > 0) return logs.slice(0, newest);
    if (from === 0n) break;
    to = from - 1n;
  }
  return [];
}

function readLogs(answer: Field): readonly Log[] {
  const logs = elements(answer, mostLogs).map((log) => ({
    topics: elements(member(log, 'topics'), 4).map((topic) => hexOf(topic, 32).toLowerCase()),
    data: member(log, 'data'),
    block: unsignedInteger(member(log, 'blockNumber')),
    index: unsignedInteger(member(log, 'logIndex')),
  }));
  return logs.sort((a, b) => Number(b.block - a.block) || Number(b.index - a.index));
}

interface Assertion {
  readonly hash: string;
  readonly before: string;
  /** abi.encode(AssertionState) */
  readonly state: readonly string[];
  readonly inbox: string;
}

function readAssertion({ topics: [, stated = '', before = ''], data }: Log): Assertion {
  const words = abiWords(data);
  const state = Array.from({ length: afterStateWords }, (_, i) => words.text(afterStateWord + i));
  const inbox = words.text(inboxWord);
  const hash = hexText(keccak256(joined(before, hexText(keccak256(joined(...state))), inbox)));
  if (hash !== stated) refuse(data, `what hashes to the assertion ${stated}`, hash);
  return { hash, before, state, inbox };
}

async function assertedBlock(
  assertion: Assertion,
  rollup: string,
  acceptsPending: boolean,
  context: AnchorContext,
): Promise<AnchoredBlock> {
  const [blockHash = '', sendRoot = '', position = '', inMessage = '', machineStatus = '', endHistoryRoot = ''] =
    assertion.state;
  const slots = [assertion.hash, assertion.before].map((hash) => entryOf(assertions, hash));
  const proof = await proofOf('the proof of the assertion', rollup, slots, context);
  const [word = 0n, before = 0n] = proof.storageProof.map(({ value }) => BigInt(value));
  assertUsable(assertion, word, before, acceptsPending);
  const decimal = (hex: string) => BigInt(hex).toString();
  const header = await headerOf(blockHash, context);
  return {
    header,
    proof: {
      kind: 'assertion',
      header_rlp: header.rlp,
      rollup_proof: proof,
      assertion: {
        parent_assertion_hash: assertion.before,
        inbox_acc: assertion.inbox,
        after_state: {
          global_state: { bytes32_vals: [blockHash, sendRoot], u64_vals: [decimal(position), decimal(inMessage)] },
          machine_status: decimal(machineStatus),
          end_history_root: endHistoryRoot,
        },
      },
    },
  };
}

async function confirmedBlock(
  sendRoot: string,
  hash: string,
  outbox: string,
  context: AnchorContext,
): Promise<AnchoredBlock> {
  const proof = await proofOf('the proof of the outbox', outbox, [entryOf(outboxRoots, sendRoot)], context);
  const header = await headerOf(hash, context);
  return { header, proof: { kind: 'outbox', header_rlp: header.rlp, outbox_proof: proof } };
}

async function headerOf(hash: string, { rpc }: AnchorContext) {
  const read = (answer: Field) => {
    const header = readBlockHeader(answer);
    return header.hash === hash ? header : refuse(answer, `the block ${hash}`, header.hash);
  };
  return (await rpc.ask(`block ${hash}`, 'eth_getBlockByHash', [hash, false], read)).value;
}

async function proofOf(what: string, address: string, slots: readonly bigint[], { parent, parentRpc }: AnchorContext) {
  return (await parentRpc.proof({ what, address, slots, block: parent })).value;
}

/** What needs no signature to see: the rest is the verifier's to say. */
function assertUsable({ hash }: Assertion, word: bigint, before: bigint, acceptsPending: boolean): void {
  const statusOf = (node: bigint) => bitsOf(node, 200, 8);
  if (statusOf(word) === 2n) return;
  const isNext = statusOf(word) === 1n && statusOf(before) === 2n && bitsOf(before, 64, 64) === 0n;
  if (acceptsPending && isNext) return;
  throw new CollectError('not_proven', {
    where: `the assertion ${hash}`,
    expected: acceptsPending ? 'one that is confirmed, or next to be and without rival' : 'one that is confirmed',
    got: isNext ? 'one that is next to be' : 'another',
  });
}

const entryOf = (slot: bigint, key: string) => numberOf(keccak256(joined(key, wordText(slot))));
