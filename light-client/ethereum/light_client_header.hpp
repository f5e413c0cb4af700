#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result/result.hpp"
#include "light-client/ethereum/beacon_block_header.hpp"
#include "light-client/ethereum/execution_payload_header.hpp"

namespace clearmargin::ethereum {

/// The newest fork whose light client this build implements: Heze has no light-client document yet.
inline constexpr Fork last_supported_fork = Fork::gloas;

/// What a container of a fork says about the execution layer.
enum class HeaderForm : std::uint8_t {
    altair,   ///< nothing
    capella,  ///< ExecutionPayloadHeader of 15 fields
    deneb,    ///< ExecutionPayloadHeader of 17 fields
    gloas,    ///< an execution block's hash
};

/// The form of headers in containers of that fork.
[[nodiscard]] HeaderForm header_form(Fork fork) noexcept;

/// The oldest fork whose containers have headers of that form: its name stands for the form.
[[nodiscard]] Fork fork_of_form(HeaderForm form) noexcept;

/// How many nodes `execution_branch` has in that form.
[[nodiscard]] std::size_t execution_branch_length(HeaderForm form) noexcept;

/// A beacon header with what it proves of the execution layer. The form is that of the container it came in, which can
/// be newer than the header itself.
/// Spec    consensus-specs@a08d8a6 {altair,capella,deneb,gloas}/light-client/sync-protocol.md#lightclientheader
/// Port    the spec upgrades old containers to the newest form before use; here each keeps its own and the header's
/// slot
///         decides how it is judged, so nothing is rewritten between the bytes and the judgement
struct LightClientHeader {
    HeaderForm form = HeaderForm::altair;
    BeaconBlockHeader beacon;
    ExecutionPayloadHeader execution;       ///< Capella's and Deneb's form
    Bytes32 execution_block_hash;           ///< Gloas' form
    std::vector<Bytes32> execution_branch;  ///< all but Altair's

    friend bool operator==(const LightClientHeader&, const LightClientHeader&) = default;
};

/// Whether it is the container's default: all zeros, which stands for "not given".
[[nodiscard]] bool is_default(const LightClientHeader& header) noexcept;

/// Whether what the header says of the execution layer is in the beacon block's body. `where` names the header.
/// Fails   unsupported_fork, unexpected_execution, invalid_execution_branch
/// Spec    consensus-specs@a08d8a6 {capella,deneb,gloas}/light-client/sync-protocol.md#is_valid_light_client_header
[[nodiscard]] Status validate_light_client_header(const LightClientHeader& header, const NetworkParams& params,
                                                  std::string_view where);

}  // namespace clearmargin::ethereum
