#include "light-client/op-stack/dispute_game.hpp"

#include <algorithm>

#include "core/bytes/hex.hpp"
#include "core/crypto/keccak256.hpp"

namespace clearmargin {
namespace {

/// `bits` bits of `word`, at most 64, from bit `from` on.
std::uint64_t field(const U256& word, unsigned from, unsigned bits) {
    return low_bits(shift_right(word, from), bits).limbs[0];
}

}  // namespace

GameId unpack_game_id(const U256& word) {
    const Bytes32 bytes = word.to_be();
    return GameId{static_cast<std::uint32_t>(field(word, 224, 32)), field(word, 160, 64),
                  take_fixed<20>(bytes.view().last(20))};
}

Bytes32 game_uuid(std::uint32_t game_type, const Bytes32& root_claim, ByteView extra_data) {
    // abi.encode(uint32, bytes32, bytes): three head words, then length and content of the last, filled to whole words.
    Bytes encoded;
    const auto append = [&](const Bytes32& word) { encoded.insert(encoded.end(), word.begin(), word.end()); };
    append(U256(game_type).to_be());
    append(root_claim);
    append(U256(96).to_be());
    append(U256(extra_data.size()).to_be());
    encoded.insert(encoded.end(), extra_data.begin(), extra_data.end());
    encoded.resize((encoded.size() + 31) / 32 * 32);
    return keccak256(encoded);
}

Result<GameState> unpack_game_state(const U256& word) {
    const std::uint64_t status = field(word, 128, 8);
    const bool is_initialized = field(word, 136, 8) == 1;
    GameState state{field(word, 0, 64), field(word, 64, 64), static_cast<GameStatus>(status), field(word, 144, 8) != 0};
    const bool is_resolved = state.status != GameStatus::in_progress;
    if (status > 2 || !is_initialized || state.created_at == 0 || is_resolved != (state.resolved_at != 0)) {
        return refuse(ErrorCode::malformed_game, "", "the state of an initialized game", to_hex(word.to_be()));
    }
    return state;
}

}  // namespace clearmargin
