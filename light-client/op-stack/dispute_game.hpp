#pragma once

#include <cstdint>

#include "core/evidence/evidence.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What the DisputeGameFactory keeps of a game, in one word.
/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/src/dispute/lib/LibUDT.sol#LibGameId
struct GameId {
    std::uint32_t game_type = 0;
    UnixSeconds timestamp = 0;  ///< of its creation
    Address proxy;

    friend bool operator==(const GameId&, const GameId&) = default;
};
[[nodiscard]] GameId unpack_game_id(const U256& word);

/// The game's number in the factory: what it claims binds its proxy.
/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/src/dispute/DisputeGameFactory.sol#getGameUUID
[[nodiscard]] Bytes32 game_uuid(std::uint32_t game_type, const Bytes32& root_claim, ByteView extra_data);

enum class GameStatus : std::uint8_t { in_progress = 0, challenger_wins = 1, defender_wins = 2 };

/// The first word of a FaultDisputeGame's storage.
/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/snapshots/storageLayout/FaultDisputeGame.json
struct GameState {
    UnixSeconds created_at = 0;
    UnixSeconds resolved_at = 0;
    GameStatus status = GameStatus::in_progress;
    bool l2_block_number_challenged = false;

    friend bool operator==(const GameState&, const GameState&) = default;
};
/// Fails   malformed_game where no initialized game has that word
[[nodiscard]] Result<GameState> unpack_game_state(const U256& word);

}  // namespace clearmargin
