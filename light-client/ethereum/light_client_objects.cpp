#include "light-client/ethereum/light_client_objects.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin::ethereum {
namespace {

bool is_given(const std::vector<Bytes32>& branch) noexcept {
    return !std::all_of(branch.begin(), branch.end(), is_zero<32>);
}

}  // namespace

LightClientUpdate as_update(LightClientFinalityUpdate finality_update) {
    LightClientUpdate update;
    update.attested_header = std::move(finality_update.attested_header);
    update.finalized_header = std::move(finality_update.finalized_header);
    update.finality_branch = std::move(finality_update.finality_branch);
    update.sync_aggregate = std::move(finality_update.sync_aggregate);
    update.signature_slot = finality_update.signature_slot;
    return update;
}

LightClientUpdate as_update(LightClientOptimisticUpdate optimistic_update) {
    LightClientUpdate update;
    update.attested_header = std::move(optimistic_update.attested_header);
    update.sync_aggregate = std::move(optimistic_update.sync_aggregate);
    update.signature_slot = optimistic_update.signature_slot;
    return update;
}

bool is_sync_committee_update(const LightClientUpdate& update) noexcept {
    return is_given(update.next_sync_committee_branch);
}

bool is_finality_update(const LightClientUpdate& update) noexcept { return is_given(update.finality_branch); }

}  // namespace clearmargin::ethereum
