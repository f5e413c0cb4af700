#include "light-client/op-stack/legacy_output_proof.hpp"

#include "light-client/evm/proven_contract.hpp"
#include "light-client/evm/storage_expression.hpp"

namespace clearmargin {

void verify_anchor(const Proven<ExecutionBlock>& parent, const LegacyAnchors& anchors, const Output& output,
                   const FieldReader& proof, Standing& to) {
    const ProvenContract registry(parent, anchors.registry, proof["registry_proof"]);
    constexpr std::uint64_t anchors_slot = 1;
    const U256 slot = mapping_slot(StorageLayout::solidity, anchors_slot, MappingKey(U256(anchors.game_type).to_be()));
    const U256 root = registry.word(slot);
    if (root.is_zero()) registry.answer().refuse(ErrorCode::output_not_found, "an anchor of this game type");
    check_root(proof, output.root, root);
    // The registry takes an output as soon as its game is won, before the delay in which guardians may set it aside.
    to.rests_on << "a won fault-proof game and its guardians, which were not asked";
    to.step << "anchor of game type " << anchors.game_type << " in " << anchors.registry;
}

void verify_oracle(const Proven<ExecutionBlock>& parent, const OutputOracle& source, const Output& output,
                   const FieldReader& proof, Standing& to) {
    constexpr std::uint64_t l2Outputs_slot = 3;
    constexpr std::uint64_t finalizationPeriodSeconds_slot = 8;
    const ProvenContract oracle(parent, source.oracle, proof["oracle_proof"]);
    std::uint64_t index = 0;
    proof.read("output_index", index);
    const U256 length = oracle.word(l2Outputs_slot);
    if (length <= U256(index)) {
        // A challenger deletes outputs by shortening the list.
        oracle.answer().refuse(ErrorCode::output_not_found, Sentence() << "one of " << to_decimal(length) << " outputs",
                               Sentence() << "index " << index);
    }
    const U256 slot = array_slot(l2Outputs_slot, index, 2);
    check_root(proof, output.root, oracle.word(slot));
    // uint128 timestamp in the lower half, uint128 l2BlockNumber in the upper.
    const U256 packed = oracle.word(wrapping_add(slot, 1));
    const U256 number = shift_right(packed, 128);
    if (number != U256(output.block.number)) {
        proof.refuse(ErrorCode::output_block_mismatch, to_decimal(number), Sentence() << output.block.number);
    }
    const auto final_at = checked_add(low_bits(packed, 128), oracle.word(finalizationPeriodSeconds_slot));
    to.rests_on << "the chain's proposer and its challenger";
    to.step << "output " << index << " of " << source.oracle;
    if (final_at && *final_at <= U256(parent->timestamp)) {
        to.level = EvidenceLevel::proven;
    } else {
        to.rests_on << ", inside the challenge period";
    }
}

}  // namespace clearmargin
