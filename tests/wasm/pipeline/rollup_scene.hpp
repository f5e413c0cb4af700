#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/report/report.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_state.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin::tests {

/// Two rollups on one parent chain: an OP Stack chain with two games, and an Arbitrum chain with an outbox and a BoLD
/// rollup, with a holder's coins on both. Everything is sound; tests break one thing at a time.
/// The parent chain is not followed: its blocks are given as proven.
class RollupScene {
  public:
    static constexpr UnixSeconds now = 1'700'001'000;
    static constexpr UnixSeconds l1_time = 1'700'000'000;  // of TestState's block
    static constexpr UnixSeconds old_time = l1_time - 700'000;
    static constexpr UnixSeconds new_time = l1_time - 4000;
    static constexpr const char* op = "eip155:900";
    static constexpr const char* arb = "eip155:901";
    static constexpr const char* third = "eip155:902";

    RollupScene();

    /// What may be broken before the documents are made.
    struct Game {
        std::uint32_t type = 0;
        UnixSeconds created_at = 0;
        UnixSeconds resolved_at = 0;
        std::uint64_t status = 0;  // 0 in progress, 1 lost, 2 won
    };
    Game won{0, l1_time - 690'000, l1_time - 310'000, 2};
    Game open{0, l1_time - 3000, 0, 0};
    bool is_blacklisted = false;
    UnixSeconds retired_until = l1_time - 5'000'000;
    std::uint32_t respected_type = 0;
    bool is_assertion_confirmed = true;

    /// Coins of the holder in each L2 block, in the coin's smallest unit.
    U256 old_coins = 7;
    U256 new_coins = 9;
    U256 arb_coins = 5;

    /// A block entry of the bundle, by the won game, the open game, the outbox and the assertion.
    [[nodiscard]] Json won_entry() const;
    [[nodiscard]] Json open_entry() const;
    [[nodiscard]] Json outbox_entry() const;
    [[nodiscard]] Json assertion_entry() const;
    /// A claim of the coins at the L2 block of that entry.
    [[nodiscard]] Json won_claim(const std::string& id) const;
    [[nodiscard]] Json open_claim(const std::string& id) const;
    [[nodiscard]] Json arb_claim(const std::string& id) const;
    /// A claim of the holder's tokens, which are another vault's than the coins.
    [[nodiscard]] Json open_token_claim(const std::string& id) const;

    /// The documents.
    std::vector<Json> op_blocks;
    std::vector<Json> arb_blocks;
    std::string op_kind = "op-stack";
    std::string op_parent = "eip155:1";
    std::vector<Json> claims;
    std::string op_trust = R"("accept": "resolved")";  ///< members of the policy's trust beside the contracts
    bool has_third =
        false;  ///< a rollup on the Arbitrum chain, first in the bundle, with a proof that is not of that chain
    std::string op_factory = "0x00000000000000000000000000000000000000f1";
    std::string arb_trust = R"("accept": "confirmed")";

    [[nodiscard]] Json bundle() const;
    [[nodiscard]] Policy policy() const;

    [[nodiscard]] Bytes32 won_hash() const;
    [[nodiscard]] Bytes32 open_hash() const;
    [[nodiscard]] Bytes32 arb_hash() const;

    /// The parent chain with one final block, which has that state.
    [[nodiscard]] FollowedChain parent() const;
    [[nodiscard]] static Bytes32 parent_hash();
    [[nodiscard]] TestState l1() const;

  private:
    [[nodiscard]] TestState l2(const U256& coins) const;
    [[nodiscard]] TestHeader won_header() const;
    [[nodiscard]] TestHeader open_header() const;
    [[nodiscard]] TestHeader arb_header() const;
    [[nodiscard]] Bytes32 output_root(const TestHeader& header) const;
    [[nodiscard]] Json game_entry(const Game& game, const Address& proxy, const TestHeader& header) const;
    [[nodiscard]] Json claim(const std::string& id, const char* chain, const Bytes32& block, const U256& coins) const;
};

}  // namespace clearmargin::tests
