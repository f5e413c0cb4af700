#include "light-client/ethereum/execution_payload_header.hpp"

#include <vector>

#include "core/merkle/merkleize.hpp"

namespace clearmargin::ethereum {
namespace {

/// A list of at most one chunk, so its root is that chunk with the length mixed in.
Bytes32 hash_tree_root_of_extra_data(const Bytes& extra_data) noexcept {
    static_assert(MAX_EXTRA_DATA_BYTES == 32);
    return mix_in_length(hash_tree_root_of_bytes(extra_data), extra_data.size());
}

std::vector<Bytes32> roots_of_capella_fields(const ExecutionPayloadHeader& execution) {
    return {execution.parent_hash,
            hash_tree_root_of_bytes(execution.fee_recipient.view()),
            execution.state_root,
            execution.receipts_root,
            hash_tree_root_of_bytes(execution.logs_bloom.view()),
            execution.prev_randao,
            hash_tree_root(execution.block_number),
            hash_tree_root(execution.gas_limit),
            hash_tree_root(execution.gas_used),
            hash_tree_root(execution.timestamp),
            hash_tree_root_of_extra_data(execution.extra_data),
            hash_tree_root(execution.base_fee_per_gas),
            execution.block_hash,
            execution.transactions_root,
            execution.withdrawals_root};
}

}  // namespace

Bytes32 hash_tree_root_capella(const ExecutionPayloadHeader& execution) noexcept {
    return merkleize(roots_of_capella_fields(execution));
}

Bytes32 hash_tree_root_deneb(const ExecutionPayloadHeader& execution) noexcept {
    std::vector<Bytes32> roots = roots_of_capella_fields(execution);
    roots.push_back(hash_tree_root(execution.blob_gas_used));
    roots.push_back(hash_tree_root(execution.excess_blob_gas));
    return merkleize(std::move(roots));
}

}  // namespace clearmargin::ethereum
