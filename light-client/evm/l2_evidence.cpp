#include "light-client/evm/l2_evidence.hpp"

#include <algorithm>

#include "core/bytes/hex.hpp"

namespace clearmargin {

Evidence l2_evidence(Evidence parent, const ExecutionBlock& block, EvidenceLevel at_most, std::string_view rests_on) {
    parent.level = std::min(parent.level, at_most);
    for (EvidenceSource& source : parent.sources) {
        source.level = std::min(source.level, at_most);
        source.rests_on += "; " + std::string(rests_on);
        source.chain = block.chain.text;
        source.block = block.number;
        source.block_hash = to_hex(block.hash);
        source.as_of = block.timestamp;
    }
    return with_step(std::move(parent), "block " + std::to_string(block.number) + " of " + block.chain.text);
}

}  // namespace clearmargin
