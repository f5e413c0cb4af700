#include "light-client/op-stack/legacy_output_proof.hpp"

#include <string>

#include "light-client/evm/proven_contract.hpp"
#include "light-client/evm/storage_expression.hpp"

namespace clearmargin {

Result<Standing> verify_anchor(const Proven<ExecutionBlock>& parent, const LegacyAnchors& anchors, const Output& output,
                               const JsonReader& proof) {
    TRY(const ProvenContract registry, prove_contract(parent, anchors.registry, proof, "registry_proof"));
    constexpr std::uint64_t anchors_slot = 1;
    const U256 slot = mapping_slot(StorageLayout::solidity, anchors_slot, MappingKey(U256(anchors.game_type).to_be()));
    TRY(const U256 root, registry.word(slot));
    if (root.is_zero()) return registry.answer.refused(ErrorCode::output_not_found, "an anchor of this game type");
    if (root.to_be() != output.root) return other_root(proof, output.root, root);
    // The registry takes an output as soon as its game is won, before the delay in which guardians may set it aside.
    return Standing{EvidenceLevel::proposed, "a won fault-proof game and its guardians, which were not asked",
                    "anchor of game type " + std::to_string(anchors.game_type) + " in " + to_hex(anchors.registry)};
}

Result<Standing> verify_oracle(const Proven<ExecutionBlock>& parent, const OutputOracle& source, const Output& output,
                               const JsonReader& proof) {
    constexpr std::uint64_t l2Outputs_slot = 3;
    constexpr std::uint64_t finalizationPeriodSeconds_slot = 8;
    TRY(const ProvenContract oracle, prove_contract(parent, source.oracle, proof, "oracle_proof"));
    TRY(const JsonReader index_member, proof.member("output_index"));
    TRY(const std::uint64_t index, index_member.u64());
    TRY(const U256 length, oracle.word(l2Outputs_slot));
    if (length <= U256(index)) {
        // A challenger deletes outputs by shortening the list.
        return oracle.answer.refused(ErrorCode::output_not_found, "one of " + to_decimal(length) + " outputs",
                                     "index " + std::to_string(index));
    }
    const U256 slot = array_slot(l2Outputs_slot, index, 2);
    TRY(const U256 root, oracle.word(slot));
    if (root.to_be() != output.root) return other_root(proof, output.root, root);
    // uint128 timestamp in the lower half, uint128 l2BlockNumber in the upper.
    TRY(const U256 packed, oracle.word(wrapping_add(slot, 1)));
    if (shift_right(packed, 128) != U256(output.block.number)) {
        return proof.refused(ErrorCode::output_block_mismatch, to_decimal(shift_right(packed, 128)),
                             std::to_string(output.block.number));
    }
    TRY(const U256 period, oracle.word(finalizationPeriodSeconds_slot));
    const auto final_at = checked_add(low_bits(packed, 128), period);
    const bool is_final = final_at && *final_at <= U256(parent->timestamp);
    Standing standing{is_final ? EvidenceLevel::proven : EvidenceLevel::proposed,
                      "the chain's proposer and its challenger",
                      "output " + std::to_string(index) + " of " + to_hex(source.oracle)};
    if (!is_final) standing.rests_on += ", inside the challenge period";
    return standing;
}

}  // namespace clearmargin
