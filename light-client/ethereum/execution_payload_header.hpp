#pragma once

#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"

namespace clearmargin::ethereum {

/// An execution block's header as the beacon chain carries it from Capella to Fulu.
/// Spec    consensus-specs@a08d8a6 deneb/beacon-chain.md#executionpayloadheader; Capella's lacks the last two fields
struct ExecutionPayloadHeader {
    Bytes32 parent_hash;
    Bytes20 fee_recipient;
    Bytes32 state_root;     ///< of the trie of accounts
    Bytes32 receipts_root;  ///< of the trie of receipts
    FixedBytes<256> logs_bloom;
    Bytes32 prev_randao;
    std::uint64_t block_number = 0;
    std::uint64_t gas_limit = 0;
    std::uint64_t gas_used = 0;
    std::uint64_t timestamp = 0;
    Bytes extra_data;  ///< at most MAX_EXTRA_DATA_BYTES
    U256 base_fee_per_gas;
    Bytes32 block_hash;
    Bytes32 transactions_root;  ///< an SSZ root, not the trie's
    Bytes32 withdrawals_root;   ///< an SSZ root, not the trie's
    std::uint64_t blob_gas_used = 0;
    std::uint64_t excess_blob_gas = 0;

    friend bool operator==(const ExecutionPayloadHeader&, const ExecutionPayloadHeader&) = default;
};

/// Spec    consensus-specs@a08d8a6 presets/mainnet/bellatrix.yaml
inline constexpr std::size_t MAX_EXTRA_DATA_BYTES = 32;

/// The root of Capella's form: the first 15 fields.
[[nodiscard]] Bytes32 hash_tree_root_capella(const ExecutionPayloadHeader& execution) noexcept;

/// The root of Deneb's form: all 17 fields.
[[nodiscard]] Bytes32 hash_tree_root_deneb(const ExecutionPayloadHeader& execution) noexcept;

}  // namespace clearmargin::ethereum
