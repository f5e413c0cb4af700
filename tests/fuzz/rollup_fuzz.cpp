#include <string>

#include "core/codec/json_parse.hpp"
#include "light-client/arbitrum/arbitrum.hpp"
#include "light-client/op-stack/op_stack.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/support/json_text.hpp"
#include "tests/wasm/pipeline/rollup_scene.hpp"

namespace {

using namespace clearmargin;

std::string proof_text(const Json& entry) { return tests::json_text(*entry.find("proof")); }

/// Sound proofs of rollups' blocks, and what they prove.
struct Subject {
    tests::RollupScene scene;
    Policy policy = scene.policy();
    FollowedChain parent = scene.parent();
    std::string proofs[3] = {proof_text(scene.won_entry()), proof_text(scene.outbox_entry()),
                             proof_text(scene.assertion_entry())};
    Bytes32 blocks[3] = {scene.won_hash(), scene.arb_hash(), scene.arb_hash()};
};

}  // namespace

/// A sound proof with changes: the first byte says which, each three that follow a place in its text and the character
/// to be there. Nothing crashes, and what is proven is the true block.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Subject subject;
    if (size == 0) return 0;
    const std::size_t which = data[0] % 3;
    std::string text = subject.proofs[which];
    for (std::size_t i = 1; i + 2 < size; i += 3) {
        text[(data[i] * 256U + data[i + 1]) % text.size()] = static_cast<char>(data[i + 2]);
    }
    const auto document = parse_json(text);
    if (!document.ok()) return 0;
    const JsonReader proof(document.value());
    const auto& parent = subject.parent.blocks[0].block;
    const auto& policy = subject.policy;
    const auto block = which == 0 ? verifiers::OpStack::prove_block(parent, *policy.rollups[0].op_stack, proof)
                                  : verifiers::Arbitrum::prove_block(parent, *policy.rollups[1].arbitrum, proof);
    if (block.ok()) fuzz::require(block.value()->hash == subject.blocks[which]);
    return 0;
}
