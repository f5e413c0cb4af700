// The parts of the collector on their own, against other implementations and the verifier's own tables.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { ssz } from '@lodestar/types';
import { createAddressPool } from '../../web/dist/collect/address-pool.js';
import { CollectError } from '../../web/dist/collect/collect-error.js';
import { readPlan } from '../../web/dist/collect/collect-plan.js';
import { rootField } from '../../web/dist/collect/field.js';
import { readProof } from '../../web/dist/collect/get-proof.js';
import { chunksOfUpdates, objectFromJson, objectFromSsz } from '../../web/dist/collect/light-client-object.js';
import { readMappingKey } from '../../web/dist/collect/mapping-key.js';
import { forkAtSlot, readNetwork } from '../../web/dist/collect/networks.js';
import { erc20Slot, storageSlot } from '../../web/dist/collect/storage-slot.js';
import { parseJson } from '../../web/dist/collect/untrusted-json.js';
import { lodestarSsz } from '../mock-server/ssz.mjs';
import { oneChain } from './collecting.mjs';

const word = (number) => `0x${BigInt.asUintN(256, number).toString(16).padStart(64, '0')}`;
const hash = (...parts) => BigInt(`0x${Buffer.from(keccak_256(Buffer.concat(parts.map((part) => (typeof part === 'bigint' ? Buffer.from(word(part).slice(2), 'hex') : part))))).toString('hex')}`);

describe('storageSlot', () => {
  const account = '0x37305b1cd40574e4c5ce33f8e8306be057fd7341';
  const slotOf = (slot, path, layout) => storageSlot(rootField({ slot, path, ...(layout && { layout }), value: { type: 'uint256' } }), account);
  const entry = (type, value) => ({ mapping: { type, value } });

  test('finds a variable at its own slot, in decimal and in hex', () => {
    assert.deepEqual([slotOf('3', []), slotOf('0x10', []), slotOf(7, [])], [3n, 16n, 7n]);
  });

  test('finds entries of mappings: USDC keeps balances at slot 9', () => {
    const known = BigInt('0x9254cb65314db3d2d7ca17f753f1d9c7f1b6fa05111d18d10ed5b9519d1b247c');
    assert.equal(slotOf('9', [{ mapping: 'account' }]), known);
    assert.equal(slotOf('9', [entry('address', account)]), known);
    assert.equal(erc20Slot(rootField({ slot: '9' }), account), known);
    assert.equal(erc20Slot(rootField({ slot: '9', layout: 'vyper' }), account), hash(9n, BigInt(account)));
  });

  test('finds entries of nested mappings, outermost first', () => {
    assert.equal(slotOf('5', [entry('uint256', '7'), entry('uint256', '8')]), hash(8n, hash(7n, 5n)));
    assert.equal(slotOf('5', [entry('uint256', '7'), entry('uint256', '8')], 'vyper'), hash(hash(5n, 7n), 8n));
  });

  test('takes keys of bytes without padding, and hashes them first under Vyper', () => {
    assert.equal(slotOf('5', [entry('string', 'abc')]), hash(Buffer.from('abc'), 5n));
    assert.equal(slotOf('5', [entry('bytes', '0x616263')]), hash(Buffer.from('abc'), 5n));
    assert.equal(slotOf('5', [entry('string', 'abc')], 'vyper'), hash(5n, hash(Buffer.from('abc'))));
  });

  test('finds elements of dynamic arrays behind the hash of the slot; slots wrap', () => {
    const first = BigInt('0x405787fa12a823e0f2b7631cc41b3ba8828b3321ca811111fa75cd3aa3bb5ace');
    assert.equal(slotOf('2', [{ array: { index: '0' } }]), first);
    assert.equal(slotOf('2', [{ array: { index: '3', element_slots: '5' } }, { offset: '2' }]), first + 17n);
    assert.equal(slotOf('2', [{ array: { index: `0x${'f'.repeat(64)}` } }]), first - 1n);
    assert.equal(slotOf('5', [{ array: { index: '2', element_slots: '3' } }], 'vyper'), 12n);
  });

  test('finds packed elements, as many to a word as fit', () => {
    const packed = (index, element_bytes) => slotOf('4', [{ packed_array: { index, element_bytes } }]);
    assert.deepEqual([packed('7', '4'), packed('8', '4'), packed('11', '3'), packed('1', 16)], [0n, 1n, 1n, 0n].map((i) => hash(4n) + i));
  });

  test('finds elements of arrays of stated length in place', () => {
    assert.equal(slotOf('4', [{ array: { index: '2', length: '3', element_slots: '2' } }]), 8n);
    assert.equal(slotOf('4', [{ packed_array: { index: '5', length: '6', element_bytes: '8' } }]), 5n);
  });

  test('refuses what leads nowhere', () => {
    for (const path of [[{}], [{ mapping: 'owner' }], [{ offset: '1', mapping: 'account' }], [{ packed_array: { index: '0', element_bytes: '0' } }], [{ packed_array: { index: '0', element_bytes: 17 } }], [{ array: {} }], Array(17).fill({ offset: '1' })]) {
      assert.throws(() => slotOf('4', path), { name: 'Error', message: /path/ });
    }
  });
});

describe('readMappingKey', () => {
  const key = (type, value) => {
    const read = readMappingKey(rootField(type), rootField(value));
    return `0x${Buffer.from('word' in read ? read.word : read.bytes).toString('hex')}`;
  };

  test('pads numbers, bool and address on the left', () => {
    for (const [type, value, number] of [['uint256', '258', 258n], ['uint8', '255', 255n], ['uint16', '0x0102', 258n], ['int64', '7', 7n], ['bool', 'true', 1n], ['bool', 'false', 0n], ['address', `0x${'00'.repeat(19)}Ff`, 255n]]) {
      assert.equal(key(type, value), word(number), type);
    }
  });

  test('extends the sign of negative numbers', () => {
    for (const [type, value, number] of [['int8', '-1', -1n], ['int8', '-128', -128n], ['int256', '-0', 0n], ['int256', String(-(2n ** 255n)), -(2n ** 255n)]]) {
      assert.equal(key(type, value), word(number), value);
    }
  });

  test('pads bytesN on the right, and takes bytes and string as they are', () => {
    assert.equal(key('bytes4', '0x01020304'), `0x01020304${'00'.repeat(28)}`);
    assert.deepEqual([key('string', '0x6'), key('bytes', '0x0102'), key('bytes', '0x'), key('string', 'ü')], ['0x307836', '0x0102', '0x', '0xc3bc']);
  });

  test('refuses values outside their type', () => {
    for (const [type, value] of [['uint8', '256'], ['uint8', '-1'], ['int8', '128'], ['int8', '-129'], ['int8', '--1'], ['uint256', ''], ['uint256', String(2n ** 256n)], ['bool', '1'], ['address', '0x01'], ['bytes4', '0x010203'], ['bytes', '0x0'], ['tuple', '0x0'], ['uint7', '1'], ['uint264', '1'], ['bytes33', `0x${'00'.repeat(33)}`], ['int', '1']]) {
      assert.throws(() => key(type, value), /expected/, `${type} ${value}`);
    }
  });
});

describe('networks', () => {
  const table = readFileSync(new URL('../../light-client/chain-params/ethereum_network_table.cpp', import.meta.url), 'utf8');
  const rows = [...table.matchAll(/\{"(\w+)",\s+"(eip155:\d+)",\s+(\d+),\s+"(0x[0-9a-f]{64})"_bytes32,\s+\{([^}]+)\}/g)];

  test('are those of the verifier’s table', () => {
    assert.equal(rows.length, 4);
    for (const [, name, chain, genesisTime, root, epochs] of rows) {
      const network = readNetwork(rootField(name), chain);
      assert.deepEqual([network.name, network.genesisTime, network.genesisValidatorsRoot, network.secondsPerSlot], [name, Number(genesisTime), root, 12]);
      const forks = ['phase0', 'altair', 'bellatrix', 'capella', 'deneb', 'electra', 'fulu', 'gloas'];
      const known = epochs.split(',').flatMap((epoch, i) => (epoch.trim() === 'not_set' ? [] : [[forks[i], Number(epoch)]]));
      assert.deepEqual(network.forks, known);
    }
  });

  test('say which fork a slot is of', () => {
    const mainnet = readNetwork(rootField('mainnet'), 'eip155:1');
    assert.deepEqual([0, 74240 * 32 - 1, 74240 * 32, 411392 * 32, 1e9].map((slot) => forkAtSlot(slot, mainnet)), ['phase0', 'phase0', 'altair', 'fulu', 'fulu']);
    assert.equal(forkAtSlot(0, readNetwork(rootField('hoodi'), 'eip155:560048')), 'deneb');
  });
});

describe('light-client objects', () => {
  const kinds = { bootstrap: 'LightClientBootstrap', update: 'LightClientUpdate', finality_update: 'LightClientFinalityUpdate', optimistic_update: 'LightClientOptimisticUpdate' };
  const own = (preset, forks) => readNetwork(rootField({ name: 'own', genesis_time: 1, genesis_validators_root: `0x${'00'.repeat(32)}`, preset, forks }), 'eip155:5');

  for (const fork of ['altair', 'capella', 'deneb', 'electra', 'gloas']) {
    for (const [kind, name] of Object.entries(kinds)) {
      test(`${fork} ${kind}: SSZ says what JSON says`, () => {
        const network = own('mainnet', [{ fork: 'phase0', epoch: 0 }, { fork, epoch: 0 }]);
        const type = ssz[fork][name];
        const value = type.defaultValue();
        for (const [i, header] of [value.header, value.attestedHeader, value.finalizedHeader].filter(Boolean).entries()) {
          Object.assign(header.beacon, { slot: 819264 + i, proposerIndex: 77, parentRoot: Buffer.alloc(32, 1), stateRoot: Buffer.alloc(32, 2), bodyRoot: Buffer.alloc(32, 3 + i) });
          if (header.execution) Object.assign(header.execution, { blockNumber: 123456789 + i, blockHash: Buffer.alloc(32, 4), stateRoot: Buffer.alloc(32, 5), extraData: Buffer.from('some extra data') });
        }
        if ('signatureSlot' in value) value.signatureSlot = 819265;
        const fromJson = objectFromJson(rootField({ version: fork, data: type.toJson(value) }), kind, network);
        const { object, ...facts } = objectFromSsz(type.serialize(value), kind, network);
        const { object: _, ...expected } = fromJson;
        assert.deepEqual(facts, expected);
        assert.equal(object.version, fork);
        assert.equal(object.data, `0x${Buffer.from(type.serialize(value)).toString('hex')}`);
        const beacon = (value.header ?? value.attestedHeader).beacon;
        assert.equal(facts.header.root, `0x${Buffer.from(ssz.phase0.BeaconBlockHeader.hashTreeRoot(beacon)).toString('hex')}`);
      });
    }
  }

  test('cut anywhere, SSZ is refused or says nothing else: it never crashes', () => {
    const network = readNetwork(rootField(oneChain.policy.trust[oneChain.chain].network), oneChain.chain);
    for (const [kind, name, versioned] of [['bootstrap', kinds.bootstrap, oneChain.bootstrap], ['finality_update', kinds.finality_update, oneChain.finality], ['optimistic_update', kinds.optimistic_update, oneChain.optimistic]]) {
      const bytes = lodestarSsz.object(name, versioned);
      for (let length = 0; length < bytes.length; length += 1 + Math.floor(length / 50)) {
        try {
          objectFromSsz(bytes.subarray(0, length), kind, network);
        } catch (error) {
          assert.match(error.message, /expected/);
        }
      }
    }
  });

  test('chunks of updates are divided by their lengths, and wrong lengths refused', () => {
    const chunk = (length, bytes) => { const head = Buffer.alloc(8); head.writeBigUInt64LE(BigInt(length)); return Buffer.concat([head, bytes]); };
    const two = Buffer.concat([chunk(6, Buffer.from([0, 0, 0, 0, 7, 8])), chunk(5, Buffer.from([0, 0, 0, 0, 9]))]);
    assert.deepEqual(chunksOfUpdates(two, 2).map((part) => [...part]), [[7, 8], [9]]);
    assert.deepEqual(chunksOfUpdates(Buffer.alloc(0), 2), []);
    for (const wrong of [two.subarray(0, -1), two.subarray(0, 10), chunk(3, Buffer.alloc(3)), chunk(2n ** 64n - 1n, Buffer.alloc(8)), chunk(2 ** 40, Buffer.alloc(8))]) {
      assert.throws(() => chunksOfUpdates(wrong, 2), /expected/);
    }
    assert.throws(() => chunksOfUpdates(two, 1), /at most 1 updates/);
  });
});

describe('parseJson', () => {
  test('refuses depth before anything recursive sees it, brackets in strings not counted', () => {
    assert.throws(() => parseJson('['.repeat(25) + ']'.repeat(25)), /at most 24 levels/);
    assert.doesNotThrow(() => parseJson('['.repeat(24) + ']'.repeat(24)));
    assert.doesNotThrow(() => parseJson(JSON.stringify({ a: '['.repeat(1000), b: '\\"[[[[[' })));
    assert.throws(() => parseJson('{"a":"\\'), /expected JSON/);
  });

  test('a member named __proto__ is a member', () => {
    assert.deepEqual(Object.keys(parseJson('{"__proto__":{"polluted":1}}')), ['__proto__']);
    assert.equal({}.polluted, undefined);
  });
});

describe('readProof', () => {
  const [first] = oneChain.proofs;
  const { state_root: stateRoot } = oneChain.finality.data.finalized_header.execution;
  const slots = first.storageProof.map(({ key }) => BigInt(key));
  const read = (answer, subject = {}) => readProof(rootField(answer), { address: first.address, slots, stateRoot, ...subject });

  test('keeps the words of the node, and no more than a bundle holds', () => {
    assert.deepEqual(read({ ...first, extra: 1 }), first);
    assert.deepEqual(read({ ...first, address: first.address.toUpperCase().replace('0X', '0x') }).accountProof, first.accountProof);
  });

  test('finds slots that a node writes without leading zeros, in any order, and takes only those asked for', () => {
    const short = { ...first, storageProof: [...first.storageProof].reverse().map((entry) => ({ ...entry, key: `0x${BigInt(entry.key).toString(16)}` })) };
    assert.deepEqual(read(short).storageProof.map(({ key }) => BigInt(key)), slots);
    assert.equal(read(first, { slots: [slots[1]] }).storageProof.length, 1);
  });

  test('refuses answers about something else, or not linked', () => {
    const broken = [
      { ...first, address: `0x${'11'.repeat(20)}` }, { ...first, accountProof: [] }, { ...first, accountProof: [...first.accountProof].reverse() },
      { ...first, accountProof: first.accountProof.slice(1) }, { ...first, accountProof: Array(66).fill('0x80') }, { ...first, accountProof: ['0x8'] },
      { ...first, accountProof: [`0x${'00'.repeat(533)}`] }, { ...first, storageProof: [] }, { ...first, balance: 'many' }, { ...first, nonce: 1 },
      { ...first, storageHash: `0x${'22'.repeat(32)}` }, { ...first, storageProof: [{ key: 'x' }] }, null, [], 'no',
    ];
    for (const answer of broken) assert.throws(() => read(answer), /expected/);
    assert.throws(() => read(first, { stateRoot: `0x${'33'.repeat(32)}` }), /accountProof\[0\]: expected a node of hash 0x33/);
    assert.throws(() => read(first, { slots: [5n] }), /expected a proof of slot 0x5, got none/);
  });

  test('an empty storage needs no nodes', () => {
    for (const storageHash of ['0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421', `0x${'00'.repeat(32)}`]) {
      const storageProof = [{ key: '0x0', value: '0x0', proof: [] }];
      assert.deepEqual(read({ ...first, storageHash, storageProof }, { slots: [0n] }).storageProof, storageProof);
    }
  });
});

describe('readPlan', () => {
  test('asks for the slots that the fixture’s proofs have', () => {
    const [chain] = readPlan(oneChain.policyText).chains;
    assert.deepEqual(chain.claims.map(({ vault, address, slots, implementation }) => [vault, address, slots, implementation]), oneChain.bundle.claims.map(({ vault, proof, implementation_proof }) => [
      vault, proof.address, proof.storageProof.map(({ key }) => BigInt(key)), implementation_proof?.address ?? null,
    ]));
  });
});

describe('an address pool', () => {
  const patience = { requestTimeout: 100, timeLimit: 1000, retries: 2, pause: 1, longestPause: 50 };
  const poolOf = (names, signal = new AbortController().signal) =>
    createAddressPool(names.map((name) => ({ name })), { patience, signal, report: () => undefined });
  const failure = (name, { code = 'unreachable', transient = true, retryAfter } = {}) => new CollectError(code, { host: name, expected: 'x', got: 'y', transient, retryAfter });

  test('asks the preferred first, and whoever failed last', async () => {
    const pool = poolOf(['a', 'b', 'c']);
    const asked = [];
    const attempt = async ({ name }) => {
      asked.push(name);
      if (name === 'a') throw failure(name);
      return name;
    };
    assert.deepEqual([(await pool.ask('x', attempt)).value, (await pool.ask('x', attempt)).value, asked], ['b', 'b', ['a', 'b', 'b']]);
  });

  test('asks all again where that may help, so often and no more', async () => {
    const pool = poolOf(['a', 'b']);
    const asked = [];
    await assert.rejects(pool.ask('x', async ({ name }) => { asked.push(name); throw failure(name, { transient: name === 'a' }); }), { code: 'unreachable' });
    assert.deepEqual(asked, ['a', 'b', 'a', 'a']);
  });

  test('asks a barred member nothing more, and says why when nobody is left', async () => {
    const pool = poolOf(['a', 'b']);
    const { from } = await pool.ask('x', async () => 1);
    pool.bar(from, failure('a', { code: 'not_proven' }));
    assert.equal((await pool.ask('x', async ({ name }) => name)).value, 'b');
    await assert.rejects(pool.ask('x', async ({ name }) => { throw failure(name, { code: 'wrong_network', transient: false }); }), ({ causes }) => causes.map(({ code }) => code).join() === 'not_proven,wrong_network');
    await assert.rejects(pool.ask('x', async () => assert.fail('asked')), { code: 'all_failed' });
  });

  test('asks a member that was barred from one question the others', async () => {
    const pool = poolOf(['a', 'b']);
    const ask = (what) => pool.ask(what, async ({ name }) => name);
    const { from } = await ask('x');
    pool.bar(from, failure('a', { code: 'insufficient' }), 'x');
    assert.deepEqual([(await ask('x')).value, (await ask('y')).value], ['b', 'b']);
    pool.bar((await ask('x')).from, failure('b', { code: 'not_proven' }));
    assert.deepEqual([(await ask('y')).value, pool.hasAnyoneLeft()], ['a', true]);
    await assert.rejects(ask('x'), ({ causes }) => causes.map(({ code }) => code).join() === 'insufficient,not_proven');
  });

  test('leaves a member alone for as long as it was told to, and says why', async () => {
    const pool = poolOf(['a']);
    const ask = () => pool.ask('x', async ({ name }) => name);
    pool.rest((await ask()).from, 0.3, failure('a', { code: 'unsupported' }));
    await assert.rejects(ask(), { code: 'unsupported' });
    await new Promise((resolve) => setTimeout(resolve, 310));
    assert.equal((await ask()).value, 'a');
  });

  test('bugs are not taken for failures of a server', async () => {
    await assert.rejects(poolOf(['a', 'b']).ask('x', async () => { throw new TypeError('bug'); }), TypeError);
  });

  test('ends with the signal’s reason, also while it waits', async () => {
    const controller = new AbortController();
    const reason = new Error('left');
    const asking = poolOf(['a'], controller.signal).ask('x', async ({ name }) => { setTimeout(() => controller.abort(reason), 5); throw failure(name, { retryAfter: 0.04 }); });
    await assert.rejects(asking, reason);
  });
});

test('docs/collecting.md explains every code there is', () => {
  const source = readFileSync(new URL('../../web/src/collect/collect-error.ts', import.meta.url), 'utf8');
  const union = source.slice(source.indexOf('export type CollectErrorCode'), source.indexOf('/** What a {@link CollectError} says'));
  const codes = [...union.matchAll(/\| '(\w+)'/g)].map(([, code]) => code);
  const table = [...readFileSync(new URL('../../docs/collecting.md', import.meta.url), 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  assert.ok(codes.length >= 20);
  assert.deepEqual(table, codes);
});
