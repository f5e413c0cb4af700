#include "light-client/ethereum/light_client_objects.hpp"

#include <algorithm>

namespace clearmargin::ethereum {
namespace {

bool is_given(const std::vector<Bytes32>& branch) noexcept {
    return !std::all_of(branch.begin(), branch.end(), is_zero<32>);
}

}  // namespace

bool is_sync_committee_update(const LightClientUpdate& update) noexcept {
    return is_given(update.next_sync_committee_branch);
}

bool is_finality_update(const LightClientUpdate& update) noexcept { return is_given(update.finality_branch); }

}  // namespace clearmargin::ethereum
