#include "light-client/ethereum/update_ranking.hpp"

namespace clearmargin::ethereum {
namespace {

bool has_relevant_sync_committee(const LightClientUpdate& update, const NetworkParams& params) noexcept {
    return is_sync_committee_update(update) &&
           compute_sync_committee_period_at_slot(update.attested_header.beacon.slot, params) ==
               compute_sync_committee_period_at_slot(update.signature_slot, params);
}

bool has_sync_committee_finality(const LightClientUpdate& update, const NetworkParams& params) noexcept {
    return compute_sync_committee_period_at_slot(update.finalized_header.beacon.slot, params) ==
           compute_sync_committee_period_at_slot(update.attested_header.beacon.slot, params);
}

}  // namespace

bool is_better_update(const LightClientUpdate& new_update, const LightClientUpdate& old_update,
                      const NetworkParams& params) noexcept {
    const std::size_t new_num_active_participants = count_participants(new_update.sync_aggregate);
    const std::size_t old_num_active_participants = count_participants(old_update.sync_aggregate);

    // Compare supermajority (> 2/3) sync committee participation
    const bool new_has_supermajority = has_supermajority(new_update.sync_aggregate);
    const bool old_has_supermajority = has_supermajority(old_update.sync_aggregate);
    if (new_has_supermajority != old_has_supermajority) return new_has_supermajority;
    if (!new_has_supermajority && new_num_active_participants != old_num_active_participants) {
        return new_num_active_participants > old_num_active_participants;
    }

    // Compare presence of relevant sync committee
    const bool new_has_relevant_sync_committee = has_relevant_sync_committee(new_update, params);
    const bool old_has_relevant_sync_committee = has_relevant_sync_committee(old_update, params);
    if (new_has_relevant_sync_committee != old_has_relevant_sync_committee) return new_has_relevant_sync_committee;

    // Compare indication of any finality
    const bool new_has_finality = is_finality_update(new_update);
    const bool old_has_finality = is_finality_update(old_update);
    if (new_has_finality != old_has_finality) return new_has_finality;

    // Compare sync committee finality
    if (new_has_finality) {
        const bool new_has_sync_committee_finality = has_sync_committee_finality(new_update, params);
        const bool old_has_sync_committee_finality = has_sync_committee_finality(old_update, params);
        if (new_has_sync_committee_finality != old_has_sync_committee_finality) return new_has_sync_committee_finality;
    }

    // Tiebreaker 1: Sync committee participation beyond supermajority
    if (new_num_active_participants != old_num_active_participants) {
        return new_num_active_participants > old_num_active_participants;
    }

    // Tiebreaker 2: Prefer older data (fewer changes to best)
    const Slot new_attested_slot = new_update.attested_header.beacon.slot;
    const Slot old_attested_slot = old_update.attested_header.beacon.slot;
    if (new_attested_slot != old_attested_slot) return new_attested_slot < old_attested_slot;

    // Tiebreaker 3: Prefer updates with earlier signature slots
    return new_update.signature_slot < old_update.signature_slot;
}

}  // namespace clearmargin::ethereum
