#pragma once

#include <array>
#include <cstdint>

#include "core/codec/field_reader.hpp"

namespace clearmargin {

enum class MachineStatus : std::uint8_t { running = 0, finished = 1, errored = 2 };

/// Spec    OffchainLabs/nitro-contracts src/rollup/AssertionState.sol, src/state/GlobalState.sol
struct AssertionState {
    std::array<Bytes32, 2> bytes32_vals;      ///< L2 block hash, send root
    std::array<std::uint64_t, 2> u64_vals{};  ///< inbox position, position in message
    MachineStatus machine_status = MachineStatus::running;
    Bytes32 end_history_root;
};

/// A step from one confirmed state of the rollup to the next.
struct Assertion {
    Bytes32 parent_assertion_hash;
    AssertionState after_state;
    Bytes32 inbox_acc;
};

/// Shape   {"parent_assertion_hash", "inbox_acc", "after_state": {"global_state": {"bytes32_vals": [2], "u64_vals":
/// [2]},
///         "machine_status", "end_history_root"}}
/// Refuses missing_member, wrong_type, wrong_length, malformed_hex; unknown_value for another machine status
void read_assertion(const FieldReader& from, Assertion& to);

/// Spec    OffchainLabs/nitro-contracts src/rollup/RollupLib.sol#assertionHash
[[nodiscard]] Bytes32 hash_assertion(const Assertion& assertion);

/// What the rollup keeps of an assertion, in its first word.
/// Spec    OffchainLabs/nitro-contracts src/rollup/Assertion.sol#AssertionNode
struct AssertionNode {
    enum class Status : std::uint8_t { none = 0, pending = 1, confirmed = 2 };
    std::uint64_t first_child_block = 0;
    std::uint64_t second_child_block = 0;
    std::uint64_t created_at_block = 0;
    Status status = Status::none;

    friend bool operator==(const AssertionNode&, const AssertionNode&) = default;
};
/// Fails   assertion_not_found where no assertion has that word
[[nodiscard]] Result<AssertionNode> unpack_assertion_node(const U256& word);

}  // namespace clearmargin
