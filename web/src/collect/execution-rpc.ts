import type { EthGetProof } from '../bundle.js';
import type { Address } from './address.js';
import { createAddressPool, onceEach, type Answered } from './address-pool.js';
import { blaming } from './blame.js';
import { boundedFetch, type Asking } from './bounded-fetch.js';
import { wordText } from './bytes.js';
import { CollectError } from './collect-error.js';
import { describe, member, optionalMember, rootField, unsignedInteger, type Field } from './field.js';
import { readProof } from './get-proof.js';
import type { ExecutionFacts } from './light-client-header.js';
import { withinTime } from './patience.js';
import type { ChainProgress } from './progress.js';
import { parseJson } from './untrusted-json.js';

/** A wallet or other provider in a page (EIP-1193). */
export interface Eip1193Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

/** An execution node: by address, or behind a provider. */
export type ExecutionNode = Address | { readonly name: string; readonly provider: Eip1193Provider };

/** Which proof is asked for. */
export interface ProofQuestion {
  readonly what: string;
  readonly address: string;
  readonly slots: readonly bigint[];
  readonly block: ExecutionFacts;
}

/** What nodes know of one chain, from whichever gives what holds. */
export interface ExecutionRpc {
  /** What a node answers to `method`, as `read` makes of it: nothing of it is proven. */
  ask<T>(
    what: string,
    method: string,
    params: readonly unknown[],
    read: (answer: Field) => T,
  ): Promise<Answered<ExecutionNode, T>>;
  /** The answer is linked by hashes from the block's state root on: of that block, and whole as far as it goes. */
  proof(question: ProofQuestion): Promise<Answered<ExecutionNode, EthGetProof>>;
  /** Asks that node nothing more. */
  bar(node: ExecutionNode, reason: CollectError): void;
}

/** More than an account's and a few slots' proofs take. */
const maxBytes = 2 * 1024 * 1024;

/** The nodes of chain `chainNumber`, each of which is first asked for its chain. */
export function createExecutionRpc(
  chainNumber: bigint,
  nodes: readonly ExecutionNode[],
  asking: Asking,
  report: ChainProgress,
): ExecutionRpc {
  const pool = createAddressPool(nodes, { ...asking, report });
  const assertChain = onceEach(async (node: ExecutionNode) => {
    const what = 'eth_chainId';
    const answer = await call(node, { method: what, params: [], what }, asking);
    const stated = blaming(node.name, what, () => unsignedInteger(rootField(answer)));
    if (stated !== chainNumber) {
      throw new CollectError('wrong_network', {
        host: node.name,
        where: what,
        expected: `chain ${chainNumber}`,
        got: `chain ${stated}`,
      });
    }
  });

  return {
    ask: (what, method, params, read) =>
      pool.ask(what, async (node) => {
        await assertChain(node);
        const answer = await call(node, { method, params, what }, asking);
        return blaming(node.name, what, () => read(rootField(answer)));
      }),
    proof: ({ what, address, slots, block }) =>
      pool.ask(what, async (node) => {
        await assertChain(node);
        const params = [address, slots.map(wordText), `0x${block.number.toString(16)}`];
        const answer = await call(node, { method: 'eth_getProof', params, what }, asking);
        return blaming(node.name, what, () =>
          readProof(rootField(answer), { address, slots, stateRoot: block.stateRoot }),
        );
      }),
    bar: pool.bar,
  };
}

interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly what: string;
}

async function call(node: ExecutionNode, question: RpcCall, asking: Asking): Promise<unknown> {
  return 'url' in node ? post(node, question, asking) : ask(node, question, asking);
}

async function post(address: Address, { method, params, what }: RpcCall, asking: Asking): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await boundedFetch({ url: address.url, what, accept: 'application/json', body, maxBytes }, asking);
  return blaming(address.name, what, () => {
    const reply = rootField(parseJson(answer.bytes));
    const error = optionalMember(reply, 'error');
    if (error !== undefined && error.value !== null) throw rpcError(address.name, what, error);
    return member(reply, 'result').value;
  });
}

async function ask(
  { name, provider }: Extract<ExecutionNode, { provider: unknown }>,
  question: RpcCall,
  asking: Asking,
): Promise<unknown> {
  const { method, params, what } = question;
  const { requestTimeout } = asking.patience;
  const late = new CollectError('timed_out', {
    host: name,
    where: what,
    expected: `an answer within ${requestTimeout / 1000} s`,
    got: 'none',
    transient: true,
  });
  return withinTime(requestTimeout, asking.signal, late, async () => {
    try {
      return await provider.request({ method, params });
    } catch (cause) {
      throw rpcError(name, what, rootField(cause));
    }
  });
}

/** -32005 asks for patience (EIP-1474); others will not change their mind. */
function rpcError(host: string, where: string, error: Field): CollectError {
  const words =
    typeof error.value === 'object' && error.value !== null
      ? (error.value as { code?: unknown; message?: unknown })
      : {};
  const isLimit = words.code === -32005;
  return new CollectError(isLimit ? 'rate_limited' : 'rpc_error', {
    host,
    where,
    expected: 'a result',
    got: `error ${describe(words.code)}: ${describe(words.message)}`,
    transient: isLimit,
  });
}
