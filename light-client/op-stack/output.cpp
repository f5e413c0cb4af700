#include "light-client/op-stack/output.hpp"

#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "light-client/op-stack/output_root.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_header_size = 4096;

}  // namespace

Result<Output> read_output(const ChainId& chain, const JsonReader& proof) {
    TRY(const JsonReader header_member, proof.member("header_rlp"));
    TRY(const Bytes rlp, header_member.bytes(max_header_size));
    auto header = decode_execution_header(rlp);
    if (!header.ok()) return header_member.at_this_path(std::move(header).refusal());
    const ExecutionBlock block = execution_block(chain, header.value());
    // Isthmus put the message passer's storage root into the header; before it the field is the empty trie's root.
    const auto& withdrawals_root = header.value().withdrawals_root;
    OutputRootProof preimage{block.state_root, withdrawals_root.value_or(Bytes32()), block.hash};
    if (!withdrawals_root || *withdrawals_root == EMPTY_TRIE_ROOT) {
        TRY(const JsonReader root, proof.member("message_passer_storage_root"));
        TRY(preimage.message_passer_storage_root, root.fixed_bytes<32>());
    }
    return Output{block, hash_output_root_proof(preimage)};
}

Refusal other_root(const JsonReader& proof, const Bytes32& expected, const U256& got) {
    return proof.refused(ErrorCode::output_root_mismatch, to_hex(expected), to_hex(got.to_be()));
}

}  // namespace clearmargin
