#pragma once

#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"
#include "core/bytes/hex.hpp"
#include "core/number/u256.hpp"

namespace clearmargin {

/// Code hash of an account without code: keccak256 of no bytes.
inline constexpr Bytes32 EMPTY_CODE_HASH = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"_bytes32;

/// What a state trie holds of one address.
struct EvmAccount {
    Address address;
    bool exists = false;  ///< an address that was never used is not in the trie: all its figures are zero
    std::uint64_t nonce = 0;
    U256 balance;          ///< wei
    Bytes32 storage_hash;  ///< of the trie of its storage; EMPTY_TRIE_ROOT where it has none
    Bytes32 code_hash;     ///< EMPTY_CODE_HASH where it has none

    [[nodiscard]] bool has_code() const noexcept { return code_hash != EMPTY_CODE_HASH; }

    friend bool operator==(const EvmAccount&, const EvmAccount&) = default;
};

}  // namespace clearmargin
