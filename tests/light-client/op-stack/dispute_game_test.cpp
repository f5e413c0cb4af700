#include "light-client/op-stack/dispute_game.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"
#include "light-client/op-stack/output_root.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

U256 hex(std::string_view text) { return parse_u256(text).value(); }

}  // namespace

// The words below are those of Base Sepolia's game 232, as on Sepolia at block 6457204.

TEST_CASE("unpack_game_id", "[op-stack]") {
    CHECK(unpack_game_id(hex("0x000000000000000066ac4364e6585806c6864d6a3285cc72961eb1ed7e078e2e")) ==
          GameId{0, 1722565476, "0xe6585806c6864d6a3285cc72961eb1ed7e078e2e"_address});
    CHECK(unpack_game_id(hex("0x010203040000000000000005000000000000000000000000000000000000000a")) ==
          GameId{0x01020304, 5, "0x000000000000000000000000000000000000000a"_address});
}

TEST_CASE("unpack_game_state", "[op-stack]") {
    CHECK(unpack_game_state(hex("0x000000000000000000000000000001020000000066b0e0ec0000000066ac4364")).value() ==
          GameState{1722565476, 1722867948, GameStatus::defender_wins, false});
    CHECK(unpack_game_state(hex("0x0000000000000000000000000000010000000000000000000000000066ac4364")).value() ==
          GameState{1722565476, 0, GameStatus::in_progress, false});
    CHECK(unpack_game_state(hex("0x000000000000000000000000000101010000000066b0e0ec0000000066ac4364")).value() ==
          GameState{1722565476, 1722867948, GameStatus::challenger_wins, true});

    SECTION("refuses what no initialized game has") {
        const auto* word = GENERATE(
            "0x0",                                                                  // nothing
            "0x000000000000000000000000000000020000000066b0e0ec0000000066ac4364",   // not initialized
            "0x000000000000000000000000000001030000000066b0e0ec0000000066ac4364",   // status 3
            "0x000000000000000000000000000001020000000066b0e0ec0000000000000000",   // never created
            "0x000000000000000000000000000001020000000000000000000000006ac43640",   // won, but not resolved
            "0x000000000000000000000000000001000000000066b0e0ec0000000066ac4364");  // resolved, but in progress
        CAPTURE(word);
        CHECK(error_of(unpack_game_state(hex(word))).code == ErrorCode::malformed_game);
    }
}

TEST_CASE("game_uuid", "[op-stack]") {
    // abi.encode(0, root, 32 bytes) by hand: type, root, offset 0x60, length 0x20, the bytes.
    const Bytes32 root = "0x825d2d3c51ea0ebdf25199ebb3e9d5835b6d61c407ef388ae4cde1f592306c95"_bytes32;
    const Bytes32 number = U256(13398533).to_be();
    const Bytes32 uuid = game_uuid(0, root, number.view());
    CHECK(uuid != game_uuid(1, root, number.view()));
    CHECK(uuid != game_uuid(0, number, number.view()));
    CHECK(uuid != game_uuid(0, root, root.view()));
    CHECK(uuid != game_uuid(0, root, number.view().first(31)));
}

TEST_CASE("hash_output_root_proof", "[op-stack]") {
    CHECK(hash_output_root_proof({"0x66cddd76f9f8f6f808fccd9d484461a5650b4bc24a9295107fda5937c40fb603"_bytes32,
                                  "0xb5a62a25cf193ab1dba3ab2f1308d78ca6fe7c9647beca5baa4708343ecbe245"_bytes32,
                                  "0x77c9ad4c153d40d71ad30e0db356645bb885e5e4fec575fdf65b479b57f95adf"_bytes32}) ==
          "0x825d2d3c51ea0ebdf25199ebb3e9d5835b6d61c407ef388ae4cde1f592306c95"_bytes32);
}
