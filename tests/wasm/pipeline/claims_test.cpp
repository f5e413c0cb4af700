#include "wasm/pipeline/claims.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/result/error_registry.hpp"
#include "light-client/evm/mapping_key.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_state.hpp"
#include "wasm/bundle/bundle_reader.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;

namespace {

const std::string main_chain = "eip155:1";
const std::string other_chain = "eip155:5";
const std::string rollup = "eip155:10";
const std::string other_rollup = "eip155:20";
constexpr UnixSeconds start = 1'700'000'000;
constexpr std::uint64_t spread = 3600;  // the policy's default
const AssetId coin{"eip155:1/slip44:60"};
const Address holder = "0x00000000000000000000000000000000000000aa"_address;
const Address friend_of_holder = "0x00000000000000000000000000000000000000ab"_address;
const Address whale = "0x00000000000000000000000000000000000000ac"_address;
const Address token = "0x00000000000000000000000000000000000000f7"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;

U256 balance_slot(const Address& owner) { return mapping_slot(StorageLayout::solidity, 0, MappingKey(address_word(owner))); }

VaultDescriptor vault_of(const std::string& chain, VaultKind kind) {
    VaultDescriptor vault;
    vault.id = std::string(kind == VaultKind::native ? "coins-" : "tokens-") + chain;
    vault.chain = ChainId{chain};
    vault.asset = coin;
    vault.decimals = 0;
    vault.kind = kind;
    vault.contract = token;
    vault.storage = erc20_balance_storage(0);
    return vault;
}

/// Two chains with roots of trust of their own and two rollups, with blocks that all have one state: coins and tokens
/// of three accounts. Documents live as long as the scene.
class Scene {
  public:
    Scene() {
        state_.put_account(holder, 1, 5, code_hash);
        state_.put_account(friend_of_holder, 1, 3, code_hash);
        state_.put_account(whale, 1, shift_left(1, 128), code_hash);
        state_.put_account(token, 1, 0, code_hash);
        state_.put_storage(token, balance_slot(holder), 11);
        for (const std::string& name : {main_chain, other_chain, rollup, other_rollup}) {
            FollowedChain& chain = chains_.emplace_back();
            chain.chain = ChainId{name};
            chain.max_age = 1'000'000;
            chain.is_rollup = name == rollup || name == other_rollup;
            for (const Address& owner : {holder, friend_of_holder, whale}) {
                policy.accounts.push_back(AccountId{ChainId{name}, to_hex(owner)});
            }
            for (const VaultKind kind : {VaultKind::native, VaultKind::erc20}) policy.vaults.push_back(vault_of(name, kind));
        }
        policy.assets.push_back(AssetDefinition{coin, "ETH", {}, {}});
        report.now = start + 100'000;
    }

    /// A claim of the holder's coins at a block of its own, so many seconds after the start.
    Json coins(const std::string& id, const std::string& chain, UnixSeconds time, EvidenceLevel level = EvidenceLevel::proven) {
        return claim(id, chain, VaultKind::native, holder, time, level);
    }
    /// Likewise of the holder's tokens.
    Json tokens(const std::string& id, const std::string& chain, UnixSeconds time, EvidenceLevel level = EvidenceLevel::proven) {
        return claim(id, chain, VaultKind::erc20, holder, time, level);
    }
    Json claim(const std::string& id, const std::string& chain, VaultKind kind, const Address& owner, UnixSeconds time,
               EvidenceLevel level = EvidenceLevel::proven) {
        const std::string proof = kind == VaultKind::native ? state_.answer(owner) : state_.answer(token, {balance_slot(owner)});
        return object({entry("id", id), entry("chain", chain), entry("vault", vault_of(chain, kind).id),
                       entry("account", chain + ":" + to_hex(owner)),
                       entry("block", to_hex(add_block(chain, start + time, level))), entry("proof", parse_json(proof).value())});
    }

    void judge(std::vector<Json> claims) {
        document_ = object({entry("format", "clearmargin/bundle/1"), entry("account", main_chain + ":" + to_hex(holder)),
                            entry("chains", object({})), entry("claims", array(std::move(claims)))});
        bundle_ = read_bundle(document_).value();
        judge_claims(policy, bundle_, chains_, report);
        REQUIRE(report.claims.size() == bundle_.claims.size());
    }
    [[nodiscard]] std::vector<ClaimStatus> statuses() const {
        std::vector<ClaimStatus> out;
        for (const ClaimReport& line : report.claims) out.push_back(line.status);
        return out;
    }
    void check_refused(std::size_t index, ErrorCode code, const std::string& where) const {
        const ClaimReport& line = report.claims.at(index);
        CHECK(line.status == ClaimStatus::refused);
        REQUIRE(line.error.present());
        CHECK(error_entry(line.error.error().code).name == error_entry(code).name);
        CHECK(line.error.error().where == where);
    }
    void check_too_far(std::size_t index, const std::string& expected) const {
        check_refused(index, ErrorCode::claims_too_far_apart, "claims[" + std::to_string(index) + "].block");
        CHECK(report.claims.at(index).error.error().expected == expected);
    }

    Policy policy;
    Report report;

  private:
    Bytes32 add_block(const std::string& chain, UnixSeconds time, EvidenceLevel level) {
        ExecutionBlock block = state_.block(ChainId{chain});
        block.timestamp = time;
        block.hash[0] = ++blocks_;
        EvidenceSource source;
        source.level = level;
        source.rests_on = "a test";
        for (FollowedChain& followed : chains_) {
            if (followed.chain != block.chain) continue;
            followed.blocks.push_back({TestFixture::proven(block, source), level == EvidenceLevel::proven});
        }
        return block.hash;
    }

    TestState state_;
    std::vector<FollowedChain> chains_;
    std::uint8_t blocks_ = 0;
    Json document_;
    Bundle bundle_;
};

}  // namespace

TEST_CASE("judge_claims", "[pipeline][claims]") {
    using enum ClaimStatus;
    Scene scene;
    const std::vector<std::string> no_warnings;

    SECTION("counts what is proven") {
        scene.judge({scene.coins("a", main_chain, 0)});
        REQUIRE(scene.statuses() == std::vector<ClaimStatus>{counted});
        CHECK(scene.report.claims[0].amount.value == Decimal(5));
        CHECK(scene.report.claims[0].symbol == "ETH");
        REQUIRE(scene.report.inputs.collateral.size() == 1);
        const SnapshotCollateral& line = scene.report.inputs.collateral[0];
        CHECK(line.vault == "coins-eip155:1");
        CHECK(line.account.address == to_hex(holder));
        CHECK(line.amount == Decimal(5));
        CHECK(scene.report.warnings == no_warnings);
    }
    SECTION("warns of a vault whose layout is taken on trust, where it counts") {
        scene.judge({scene.tokens("a", main_chain, 0)});
        CHECK(scene.report.claims[0].amount.value == Decimal(11));
        CHECK(scene.report.warnings == std::vector<std::string>{"Vault tokens-eip155:1: no code hash is pinned, so its "
                                                                "storage layout is taken on trust."});
        Scene pinned;
        for (VaultDescriptor& vault : pinned.policy.vaults) vault.code_hash = code_hash;
        pinned.judge({pinned.tokens("a", main_chain, 0)});
        CHECK(pinned.statuses() == std::vector<ClaimStatus>{counted});
        CHECK(pinned.report.warnings == no_warnings);
    }
    SECTION("refuses what can't be read, with the reader's refusal, and harms no other") {
        Json unreadable = scene.coins("a", main_chain, 0);
        unset(unreadable, "vault");
        scene.judge({unreadable, scene.coins("b", main_chain, 0)});
        scene.check_refused(0, ErrorCode::missing_member, "claims[0].vault");
        CHECK(scene.report.claims[1].status == counted);
    }
    SECTION("refuses an amount that is too large for a figure") {
        scene.judge({scene.claim("a", main_chain, VaultKind::native, whale, 0), scene.coins("b", main_chain, 0)});
        scene.check_refused(0, ErrorCode::decimal_overflow, "claims[0].proof");
        CHECK(scene.report.claims[1].status == counted);
        CHECK(scene.report.inputs.collateral.size() == 1);
    }
}

TEST_CASE("judge_claims counts a balance once", "[pipeline][claims]") {
    using enum ClaimStatus;
    Scene scene;

    SECTION("the first of two claims at blocks of one time") {
        const std::string chain = GENERATE(main_chain, rollup);
        scene.judge({scene.coins("a", chain, 0), scene.coins("b", chain, 0)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{counted, not_counted});
    }
    SECTION("the newer of two, wherever it stands") {
        const std::string chain = GENERATE(main_chain, rollup);
        scene.judge({scene.coins("a", chain, 0), scene.coins("b", chain, 60), scene.coins("c", chain, 30)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{not_counted, counted, not_counted});
        CHECK(scene.report.inputs.collateral.size() == 1);
    }
    SECTION("what is proven before what is proposed on a rollup, what is newer elsewhere") {
        const auto judged = [&](const std::string& chain) {
            Scene fresh;
            fresh.judge({fresh.coins("a", chain, 60, EvidenceLevel::proposed), fresh.coins("b", chain, 0)});
            return fresh.statuses();
        };
        CHECK(judged(rollup) == std::vector<ClaimStatus>{not_counted, counted});
        CHECK(judged(main_chain) == std::vector<ClaimStatus>{counted, not_counted});
    }
    SECTION("but not those of two accounts, vaults or chains for one") {
        scene.judge({scene.coins("a", main_chain, 0), scene.claim("b", main_chain, VaultKind::native, friend_of_holder, 60),
                     scene.tokens("c", main_chain, 60), scene.coins("d", other_chain, 60)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{counted, counted, counted, counted});
        CHECK(scene.report.claims[1].amount.value == Decimal(3));
    }
}

TEST_CASE("judge_claims refuses claims that are too far apart", "[pipeline][claims]") {
    using enum ClaimStatus;
    Scene scene;

    SECTION("on one chain, up to the second") {
        scene.judge({scene.coins("a", main_chain, 0), scene.tokens("b", main_chain, spread)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{counted, counted});
        Scene over;
        over.judge({over.coins("a", main_chain, 0), over.tokens("b", main_chain, spread + 1), over.coins("c", other_chain, 1)});
        CHECK(over.statuses() == std::vector<ClaimStatus>{refused, counted, counted});
        over.check_too_far(0, "expected at most 3600 s before the newest claim, got 3601 s");
        CHECK(over.report.inputs.collateral.size() == 2);
    }
    SECTION("on two chains, a rollup's newer claim among them") {
        const std::string newer = GENERATE(other_chain, rollup);
        scene.judge({scene.coins("a", main_chain, 0), scene.coins("b", newer, spread + 1)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{refused, counted});
        scene.check_too_far(0, "expected at most 3600 s before the newest claim, got 3601 s");
    }
    SECTION("but holds none to a claim that is superseded") {
        scene.judge({scene.coins("a", main_chain, 0), scene.coins("b", rollup, 0),
                     scene.coins("c", rollup, spread + 1, EvidenceLevel::proposed)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{counted, counted, not_counted});
        CHECK(scene.report.warnings.empty());
    }
    SECTION("of one rollup, before or after its best one, wherever that stands") {
        const auto judged = [](UnixSeconds coins_at, UnixSeconds tokens_at) {
            Scene fresh;
            fresh.judge({fresh.coins("a", rollup, 10'000), fresh.tokens("b", rollup, tokens_at, EvidenceLevel::proposed),
                         fresh.coins("c", rollup, coins_at)});
            return fresh.statuses();
        };
        CHECK(judged(9000, 10'000 + spread) == std::vector<ClaimStatus>{counted, counted, not_counted});
        CHECK(judged(9000, 10'000 + spread + 1) == std::vector<ClaimStatus>{counted, refused, not_counted});
        CHECK(judged(9000, 10'000 - spread) == std::vector<ClaimStatus>{counted, counted, not_counted});
        CHECK(judged(9000, 10'000 - spread - 1) == std::vector<ClaimStatus>{counted, refused, not_counted});
        CHECK(judged(10'001, 10'000 - spread) == std::vector<ClaimStatus>{not_counted, refused, counted});
        scene.judge({scene.coins("a", rollup, spread + 1), scene.tokens("b", rollup, 0)});
        CHECK(scene.report.claims[0].status == counted);
        scene.check_too_far(1, "expected at most 3600 s from its chain's best claim, got 3601 s");
    }
    SECTION("but not those of two rollups, or of a rollup older than its parent") {
        scene.judge({scene.coins("a", rollup, 0), scene.coins("b", other_rollup, 50'000), scene.coins("c", main_chain, 50'000)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{counted, counted, counted});
    }
}

TEST_CASE("judge_claims says how far apart the claims lie that count", "[pipeline][claims]") {
    Scene scene;
    const auto warned = [&](std::vector<Json> claims) {
        scene.judge(std::move(claims));
        return scene.report.warnings;
    };
    const std::vector<std::string> nothing;

    SECTION("where it is further than claims of one chain may, up to the second") {
        const UnixSeconds beyond = GENERATE(0U, 1U);
        CAPTURE(beyond);
        const auto warnings = warned({scene.coins("a", rollup, 0), scene.coins("b", main_chain, spread + beyond)});
        CHECK(scene.statuses() == std::vector<ClaimStatus>{ClaimStatus::counted, ClaimStatus::counted});
        if (beyond == 0) {
            CHECK(warnings == nothing);
        } else {
            CHECK(warnings == std::vector<std::string>{"The claims that count lie 3601 s apart: what moved from one chain "
                                                       "to another in between is counted twice."});
        }
    }
    SECTION("and not how far those lie that don't") {
        CHECK(warned({scene.coins("a", rollup, 0), scene.coins("b", rollup, 9000, EvidenceLevel::proposed)}) == nothing);
    }
    SECTION("and nothing where none counts, however little the policy allows") {
        scene.policy.limits.max_claim_spread = 0;
        CHECK(warned({}) == nothing);
    }
}
