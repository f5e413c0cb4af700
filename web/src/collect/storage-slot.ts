import { concatenated, numberOf, wordOf } from './bytes.js';
import { elements, member, membersOf, oneOf, optionalMember, refuse, unsignedInteger, type Field } from './field.js';
import { keccak256 } from './hashes.js';
import { addressKey, readMappingKey, type MappingKey } from './mapping-key.js';

type Layout = 'solidity' | 'vyper';

/** The slot of an ERC-20 balance: an entry of a mapping by address. */
export function erc20Slot(vault: Field, account: string): bigint {
  return mappingSlot(readLayout(vault), unsignedInteger(member(vault, 'slot')), addressKey(account));
}

/**
 * The slot that a policy's storage expression leads to for `account`. Slots wrap at 2^256, as in the EVM. Whether a
 * value of the stated type lies at the place is the verifier's to say.
 * Spec: Solidity 0.8 docs, "Layout of State Variables in Storage"; Vyper 0.4 docs, "Storage layout"
 */
export function storageSlot(storage: Field, account: string): bigint {
  const layout = readLayout(storage);
  const path = optionalMember(storage, 'path');
  let slot = unsignedInteger(member(storage, 'slot'));
  for (const step of path === undefined ? [] : elements(path, 16)) slot = follow(step, slot, layout, account);
  return BigInt.asUintN(256, slot);
}

function readLayout(field: Field): Layout {
  const layout = optionalMember(field, 'layout');
  return layout === undefined ? 'solidity' : oneOf(layout, ['solidity', 'vyper']);
}

function follow(step: Field, slot: bigint, layout: Layout, account: string): bigint {
  const [kind = '', ...others] = Object.keys(membersOf(step));
  if (others.length > 0) return refuse(step, 'one member, the kind of step', `${others.length + 1}`);
  const value = optionalMember(step, kind) ?? step;
  switch (kind) {
    case 'mapping':
      return mappingSlot(layout, slot, keyOf(value, account));
    case 'array':
      return startOfElements(value, slot, layout) + unsignedInteger(member(value, 'index')) * elementSlots(value);
    case 'packed_array':
      return startOfElements(value, slot, layout) + packedDistance(value);
    case 'offset':
      return slot + unsignedInteger(value);
    default:
      return refuse(step, 'mapping, array, packed_array or offset');
  }
}

function keyOf(value: Field, account: string): MappingKey {
  if (value.value === 'account') return addressKey(account);
  return readMappingKey(member(value, 'type'), member(value, 'value'));
}

/** Solidity: keccak256(key . slot); Vyper: keccak256(slot . key), where a key of bytes is hashed first. */
function mappingSlot(layout: Layout, slot: bigint, key: MappingKey): bigint {
  const base = wordOf(slot);
  if (layout === 'solidity') return numberOf(keccak256(concatenated(['word' in key ? key.word : key.bytes, base])));
  return numberOf(keccak256(concatenated([base, 'word' in key ? key.word : keccak256(key.bytes)])));
}

/** An array of stated length begins where it stands; others elsewhere, or under Vyper behind their length. */
function startOfElements(array: Field, slot: bigint, layout: Layout): bigint {
  if (optionalMember(array, 'length') !== undefined) return slot;
  return layout === 'solidity' ? numberOf(keccak256(wordOf(slot))) : slot + 1n;
}

function elementSlots(array: Field): bigint {
  const slots = optionalMember(array, 'element_slots');
  return slots === undefined ? 1n : unsignedInteger(slots);
}

function packedDistance(array: Field): bigint {
  const size = member(array, 'element_bytes');
  const bytes = unsignedInteger(size);
  if (bytes < 1n || bytes > 16n) return refuse(size, 'packed elements of 1 to 16 bytes');
  return unsignedInteger(member(array, 'index')) / (32n / bytes);
}
