#include "light-client/op-stack/op_stack.hpp"

#include <string>

#include "light-client/evm/l2_evidence.hpp"
#include "light-client/op-stack/dispute_game_proof.hpp"
#include "light-client/op-stack/legacy_output_proof.hpp"

namespace clearmargin::verifiers {
namespace {

Result<Standing> verify_standing(const Proven<ExecutionBlock>& parent, const OpStackChain& chain, const Output& output,
                                 const JsonReader& proof) {
    TRY(const JsonReader kind_member, proof.member("kind"));
    TRY(const auto kind, kind_member.string());
    if (kind == "game" && chain.games) return verify_game(parent, *chain.games, output, proof);
    if (kind == "anchor_game" && chain.games) return verify_anchor_game(parent, *chain.games, output, proof);
    if (kind == "anchor" && chain.anchors) return verify_anchor(parent, *chain.anchors, output, proof);
    if (kind == "oracle" && chain.oracle) return verify_oracle(parent, *chain.oracle, output, proof);
    return kind_member.refused(ErrorCode::anchor_not_in_policy, "an anchor that the policy has", kind);
}

}  // namespace

Result<Proven<ExecutionBlock>> OpStack::prove_block(const Proven<ExecutionBlock>& parent, const OpStackChain& chain,
                                                    const JsonReader& proof) {
    if (parent->chain != chain.parent) {
        return proof.refused(ErrorCode::parent_block_of_another_chain, chain.parent.text, parent->chain.text);
    }
    TRY(Output output, read_output(chain.chain, proof));
    TRY(const Standing standing, verify_standing(parent, chain, output, proof));
    Evidence evidence = with_step(with_step(parent.evidence(), standing.step), "output root " + to_hex(output.root));
    evidence = l2_evidence(std::move(evidence), output.block, standing.level, standing.rests_on);
    return Proven<ExecutionBlock>(ProofKey(), std::move(output.block), std::move(evidence));
}

}  // namespace clearmargin::verifiers
