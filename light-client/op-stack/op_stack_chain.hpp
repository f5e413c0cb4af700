#pragma once

#include <optional>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// Who may set games aside, and where that is written.
struct GameGuardian {
    /// Spec    ethereum-optimism/optimism packages/contracts-bedrock/snapshots/storageLayout, at d317e96 and 0973cab
    enum class Layout : std::uint8_t {
        optimism_portal,        ///< OptimismPortal2 of 2024: slots 58 and 59
        anchor_state_registry,  ///< AnchorStateRegistry from op-contracts v3 on: slots 5 and 6
    };
    Layout layout = Layout::anchor_state_registry;
    Address contract;
};

/// The highest type of games known here; 0 is permissionless. Higher ones have other storage and other rules.
inline constexpr std::uint32_t permissioned_game_type = 1;

/// Games that prove or refute outputs.
struct DisputeGames {
    Address factory;
    std::vector<std::uint32_t> game_types;  ///< accepted: 0 permissionless, 1 permissioned; others are not known here
    std::optional<GameGuardian> guardian;   ///< without one, nothing is more than proposed
    UnixSeconds finality_delay = 0;         ///< DISPUTE_GAME_FINALITY_DELAY_SECONDS, which is in the contract's code
    std::uint64_t claim_data_slot = 2;  ///< of the games' claimData: only for games found by their place in the list
};

/// The AnchorStateRegistry of 2024: per game type the newest output whose game was won.
struct LegacyAnchors {
    Address registry;
    std::uint32_t game_type = 0;
};

/// The L2OutputOracle from before there were games.
struct OutputOracle {
    Address oracle;
};

/// Which contracts on the parent chain anchor an OP Stack chain. It comes from the user's policy.
struct OpStackChain {
    ChainId chain;
    ChainId parent;
    std::optional<DisputeGames> games;
    std::optional<LegacyAnchors> anchors;
    std::optional<OutputOracle> oracle;
};

}  // namespace clearmargin
