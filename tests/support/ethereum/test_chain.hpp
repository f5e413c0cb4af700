#pragma once

#include <optional>

#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::tests {

/// What an update of a `TestChain` says. By default everything, signed by all.
struct UpdateOf {
    ethereum::Slot attested_slot;
    ethereum::Slot finalized_slot = 0;  ///< 0: the update carries no finality
    bool with_next_sync_committee = true;
    std::optional<std::size_t> participants = {};       ///< the first ones; all where absent
    std::optional<ethereum::Slot> signature_slot = {};  ///< the slot after the attested one where absent
};

/// A beacon chain of our own with a committee of 32, whose objects are sound. Tests break one thing each.
/// A block is told by its slot and by the slot of the block that its state knows as finalized.
class TestChain {
  public:
    /// A chain on which all forks up to that one are active from the start.
    explicit TestChain(ethereum::Fork fork);

    [[nodiscard]] ethereum::SyncCommittee committee(std::uint64_t period) const;
    [[nodiscard]] ethereum::LightClientHeader block(ethereum::Slot slot, ethereum::Slot finalized_slot = 0) const;
    [[nodiscard]] Bytes32 root(ethereum::Slot slot) const;
    [[nodiscard]] ethereum::LightClientBootstrap bootstrap(ethereum::Slot slot) const;
    [[nodiscard]] ethereum::LightClientUpdate update(const UpdateOf& of) const;
    /// Signs what the update says now, as the first `participants` of the committee of its signature slot.
    void sign(ethereum::LightClientUpdate& update, std::size_t participants) const;
    /// Signs as the committee of that period, whatever the signature slot says.
    void sign_as(ethereum::LightClientUpdate& update, std::size_t participants, std::uint64_t period) const;

    ethereum::NetworkParams params;
    ethereum::Fork fork;
    std::size_t size = 32;
};

}  // namespace clearmargin::tests
