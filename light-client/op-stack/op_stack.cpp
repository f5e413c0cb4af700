#include "light-client/op-stack/op_stack.hpp"

#include "light-client/evm/l2_evidence.hpp"
#include "light-client/op-stack/dispute_game_proof.hpp"
#include "light-client/op-stack/legacy_output_proof.hpp"

namespace clearmargin::verifiers {
namespace {

void verify_standing(const Proven<ExecutionBlock>& parent, const OpStackChain& chain, const Output& output,
                     const FieldReader& proof, Standing& to) {
    const FieldReader kind_at = proof["kind"];
    const std::string_view kind = kind_at.text();
    if (kind == "game" && chain.games) return verify_game(parent, *chain.games, output, proof, to);
    if (kind == "anchor_game" && chain.games) return verify_anchor_game(parent, *chain.games, output, proof, to);
    if (kind == "anchor" && chain.anchors) return verify_anchor(parent, *chain.anchors, output, proof, to);
    if (kind == "oracle" && chain.oracle) return verify_oracle(parent, *chain.oracle, output, proof, to);
    kind_at.refuse(ErrorCode::anchor_not_in_policy, "an anchor that the policy has", kind);
}

}  // namespace

Result<Proven<ExecutionBlock>> OpStack::prove_block(const Proven<ExecutionBlock>& parent, const OpStackChain& chain,
                                                    const JsonReader& proof_at) {
    Refusal first;
    const FieldReader proof(proof_at, first);
    if (parent->chain != chain.parent) {
        proof.refuse(ErrorCode::parent_block_of_another_chain, chain.parent.text, parent->chain.text);
    }
    Output output;
    read_output(chain.chain, proof, output);
    Standing standing;
    verify_standing(parent, chain, output, proof, standing);
    if (first.present()) return first;
    Evidence evidence = parent.evidence();
    add_step(evidence, standing.step);
    add_step(evidence, Sentence() << "output root " << output.root);
    evidence = l2_evidence(std::move(evidence), output.block, standing.level, standing.rests_on);
    return Proven<ExecutionBlock>(ProofKey(), std::move(output.block), std::move(evidence));
}

}  // namespace clearmargin::verifiers
