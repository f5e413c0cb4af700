#include "light-client/op-stack/output.hpp"

#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "light-client/op-stack/output_root.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_header_size = 4096;

}  // namespace

void read_output(const ChainId& chain, const FieldReader& proof, Output& to) {
    const FieldReader header_at = proof["header_rlp"];
    Bytes rlp;
    header_at.get(rlp, max_header_size);
    ExecutionHeader header;
    header_at.take(decode_execution_header(rlp), header);
    to.block = execution_block(chain, header);
    // Isthmus put the message passer's storage root into the header; before it the field is the empty trie's root.
    OutputRootProof preimage{header.state_root, header.withdrawals_root.value_or(EMPTY_TRIE_ROOT), header.hash};
    if (preimage.message_passer_storage_root == EMPTY_TRIE_ROOT) {
        proof.read("message_passer_storage_root", preimage.message_passer_storage_root);
    }
    to.root = hash_output_root_proof(preimage);
}

void check_root(const FieldReader& proof, const Bytes32& output_root, const U256& on_chain) {
    const Bytes32 got = on_chain.to_be();
    if (got != output_root) proof.refuse(ErrorCode::output_root_mismatch, to_hex(output_root), to_hex(got));
}

}  // namespace clearmargin
