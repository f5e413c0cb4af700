#include "light-client/evm/account_proof.hpp"

#include <array>
#include <string>

#include "core/codec/rlp.hpp"
#include "light-client/evm/trie_proof.hpp"

namespace clearmargin {
namespace {

Status decode_account(ByteView leaf, EvmAccount& to) {
    std::array<RlpItem, 4> items;
    TRY(const RlpItem list, decode_rlp(leaf));
    TRY(const std::size_t count, read_rlp_items(list, items));
    if (count != items.size()) return refuse(ErrorCode::malformed_account, "", items.size(), count);
    TRY(to.nonce, rlp_u64(items[0]));  // EIP-2681: below 2^64 - 1
    TRY(to.balance, rlp_integer(items[1]));
    TRY(to.storage_hash, rlp_fixed_bytes<32>(items[2]));
    TRY(to.code_hash, rlp_fixed_bytes<32>(items[3]));
    to.exists = true;
    return {};
}

Status decode_storage_value(ByteView leaf, U256& to) {
    TRY(const RlpItem item, decode_rlp(leaf));
    TRY(to, rlp_integer(item));
    if (to.is_zero()) return refuse(ErrorCode::malformed_storage_value, "", "a word other than zero");
    return {};
}

/// Whatever is wrong inside a leaf is refused as `code`, at the proof's last element.
Refusal malformed_leaf(ErrorCode code, const Error& cause, std::size_t elements) {
    return refuse(code, "[" + std::to_string(elements - 1) + "]", cause.expected);
}

}  // namespace

Result<EvmAccount> verify_account_proof(const Bytes32& state_root, const Address& address, std::span<const Bytes> proof) {
    TRY(const auto leaf, verify_secure_trie_proof(state_root, address.view(), proof));
    EvmAccount account{address, false, 0, {}, EMPTY_TRIE_ROOT, EMPTY_CODE_HASH};
    if (!leaf) return account;
    const Status decoded = decode_account(*leaf, account);
    if (!decoded.ok()) return malformed_leaf(ErrorCode::malformed_account, decoded.error(), proof.size());
    return account;
}

Result<U256> verify_storage_proof(const Bytes32& storage_hash, const U256& slot, std::span<const Bytes> proof) {
    const Bytes32 key = slot.to_be();
    TRY(const auto leaf, verify_secure_trie_proof(storage_hash, key.view(), proof));
    U256 word;
    if (!leaf) return word;
    const Status decoded = decode_storage_value(*leaf, word);
    if (!decoded.ok()) return malformed_leaf(ErrorCode::malformed_storage_value, decoded.error(), proof.size());
    return word;
}

}  // namespace clearmargin
