#include "light-client/evm/l2_evidence.hpp"

#include <algorithm>

#include "core/bytes/hex.hpp"
#include "core/evidence/sentence.hpp"

namespace clearmargin {

Evidence l2_evidence(Evidence parent, const ExecutionBlock& block, EvidenceLevel at_most, std::string_view rests_on) {
    parent.level = std::min(parent.level, at_most);
    for (EvidenceSource& source : parent.sources) {
        source.level = std::min(source.level, at_most);
        source.rests_on.append("; ").append(rests_on);
        source.chain = block.chain.text;
        source.block = block.number;
        source.block_hash = to_hex(block.hash);
        source.as_of = block.timestamp;
    }
    add_step(parent, Sentence() << "block " << block.number << " of " << block.chain.text);
    return parent;
}

}  // namespace clearmargin
