#pragma once

#include <string_view>

#include "core/evidence/evidence.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// What a rollup's block rests on, given what its parent chain's block does: no stronger than `at_most`, as of the
/// rollup's block (which is older than the parent's), and on `rests_on` besides.
[[nodiscard]] Evidence l2_evidence(Evidence parent, const ExecutionBlock& block, EvidenceLevel at_most,
                                   std::string_view rests_on);

}  // namespace clearmargin
