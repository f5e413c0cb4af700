#include "light-client/ethereum/light_client_store.hpp"

#include <algorithm>

namespace clearmargin::ethereum {

bool is_next_sync_committee_known(const LightClientStore& store) noexcept {
    return store.next_sync_committee.has_value();
}

std::uint64_t get_safety_threshold(const LightClientStore& store) noexcept {
    return std::max(store.previous_max_active_participants, store.current_max_active_participants) / 2;
}

}  // namespace clearmargin::ethereum
