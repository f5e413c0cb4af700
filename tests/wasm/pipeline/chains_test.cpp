#include "wasm/pipeline/chains.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "tests/support/proven_fixture.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;

namespace {

FollowedBlock block_at(UnixSeconds time, bool is_final, std::uint8_t name) {
    ExecutionBlock block;
    block.chain = ChainId{"eip155:1"};
    block.hash.bytes[0] = name;
    block.timestamp = time;
    return {TestFixture::proven(block), is_final};
}

FollowedChain chain_of(std::vector<FollowedBlock> blocks) {
    FollowedChain chain;
    chain.blocks = std::move(blocks);
    return chain;
}

}  // namespace

TEST_CASE("FollowedChain", "[pipeline]") {
    const FollowedBlock older = block_at(100, true, 1);
    const FollowedBlock newer = block_at(200, true, 2);
    const FollowedBlock open = block_at(300, false, 3);

    SECTION("has the newest final block, wherever it stands") {
        for (const FollowedChain& chain : {chain_of({older, newer, open}), chain_of({open, newer, older})}) {
            REQUIRE(chain.newest_final() != nullptr);
            CHECK((*chain.newest_final())->timestamp == 200);
        }
    }
    SECTION("has the last of several of one time, such as a rollup's") {
        const FollowedBlock later = block_at(200, true, 4);
        CHECK((*chain_of({newer, later, older}).newest_final())->hash == later.block->hash);
        CHECK((*chain_of({later, newer, older}).newest_final())->hash == newer.block->hash);
    }
    SECTION("has none where none is final") { CHECK(chain_of({open}).newest_final() == nullptr); }
    SECTION("finds a block by its hash alone") {
        const FollowedChain chain = chain_of({older, newer, open});
        REQUIRE(chain.find(newer.block->hash) != nullptr);
        CHECK((*chain.find(newer.block->hash))->timestamp == 200);
        CHECK(chain.find(Bytes32()) == nullptr);
    }
    SECTION("finds the firmer of two proofs of one block, wherever it stands") {
        const FollowedBlock proposed = block_at(200, false, 2);
        for (const FollowedChain& chain : {chain_of({newer, proposed}), chain_of({proposed, newer})}) {
            REQUIRE(chain.find_followed(newer.block->hash) != nullptr);
            CHECK(chain.find_followed(newer.block->hash)->is_final);
        }
    }
}

TEST_CASE("follow_chains refuses a chain whose name is no id, and harms no other", "[pipeline]") {
    std::string bundle = json_text(read_json(fixture("one-chain/bundle.json")));
    const std::string policy = json_text(read_json(fixture("one-chain/policy.json")));
    const std::string now = read_json(fixture("one-chain/expected.json")).find("now")->get_if<Json::Number>()->text;
    const std::string chains = R"("chains":{)";
    REQUIRE(bundle.find(chains) != std::string::npos);
    bundle.insert(bundle.find(chains) + chains.size(), R"("nonsense":{"kind":"ethereum"},)");
    const Json report = parse_json(verify_bundle(bundle, policy, now)).value();
    const auto rows = member(JsonReader(report), "chains").elements(2).value();
    REQUIRE(rows.size() == 2);
    CHECK(member(member(rows[0], "error"), "name").string().value() == "malformed_id");
    CHECK(member(member(rows[0], "error"), "where").string().value() == "chains.nonsense");
    CHECK(member(rows[1], "status").string().value() == "verified");
}
