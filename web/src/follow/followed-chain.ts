import type { ChainId } from '../ids.js';
import { CollectError } from '../collect/collect-error.js';
import { readLimit } from '../collect/collect-plan.js';
import { hexOf, member, membersOf, oneOf, rootField, type Field } from '../collect/field.js';
import { readNetwork, type Network } from '../collect/networks.js';
import { parseJson, ShapeError } from '../collect/untrusted-json.js';

/** What a policy says of a chain that is followed. */
export interface FollowedChain {
  readonly chain: ChainId;
  readonly network: Network;
  /** In lower case. */
  readonly checkpoint: string;
  /** Seconds. */
  readonly maxHeaderAge: number;
}

/**
 * What `policy` says of `chain`. Only what decides what is asked is read; the rest is the verifier's to judge.
 * @throws {CollectError} `policy_unreadable`, naming the field; `wrong_options` where the policy has no such chain.
 */
export function readFollowedChain(policy: object | string, chain: ChainId): FollowedChain {
  try {
    return readFrom(rootField(typeof policy === 'string' ? parseJson(policy) : policy), chain);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new CollectError('policy_unreadable', {
      where: error.path === '' ? 'the policy' : `the policy, ${error.path}`,
      expected: error.expected,
      got: error.got,
    });
  }
}

function readFrom(policy: Field, chain: ChainId): FollowedChain {
  oneOf(member(policy, 'format'), ['clearmargin/policy/1']);
  const trust = member(policy, 'trust');
  const chains = Object.keys(membersOf(trust));
  if (!chains.includes(chain)) {
    const expected = `one of the policy's chains, ${chains.join(', ')}`;
    throw new CollectError('wrong_options', { where: 'chain', expected, got: chain });
  }
  const root = member(trust, chain);
  if (member(root, 'kind').value !== 'ethereum') {
    const expected = 'a chain of kind ethereum: others rest on one';
    throw new CollectError('wrong_options', { where: 'chain', expected, got: chain });
  }
  return {
    chain,
    network: readNetwork(member(root, 'network'), chain),
    checkpoint: hexOf(member(root, 'checkpoint'), 32).toLowerCase(),
    maxHeaderAge: readLimit(policy, 'max_header_age'),
  };
}
