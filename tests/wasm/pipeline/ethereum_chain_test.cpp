#include "wasm/pipeline/ethereum_chain.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/test_chain.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;
using clearmargin::verifiers::EthereumLightClient;

namespace {

constexpr Slot checkpoint = 10;

UnixSeconds time_of(const TestChain& chain, Slot slot) { return compute_time_at_slot(slot, chain.params); }

EthereumTrust trust_in(const TestChain& chain, AcceptedBlocks accept) {
    return {chain.params.chain, chain.params, chain.root(checkpoint), accept};
}

EthereumLightClient started(const TestChain& chain) {
    auto client = EthereumLightClient::start(chain.params, chain.root(checkpoint), chain.bootstrap(checkpoint),
                                             time_of(chain, 40));
    REQUIRE(client.ok());
    return std::move(client).value();
}

void process(EthereumLightClient& client, const TestChain& chain, const UpdateOf& of) {
    REQUIRE_FALSE(client.process({"updates[0]", chain.update(of)}, time_of(chain, 40)).refused);
}

/// A policy that trusts the chain, as a user would write it.
std::string policy_text(const TestChain& chain, const char* accept) {
    std::vector<Json> forks;
    for (const auto& fork : chain.params.forks) {
        forks.push_back(object({entry("fork", std::string(fork_name(fork.fork))), entry("epoch", "0"),
                                entry("version", to_hex(fork.version))}));
    }
    const Json network = object({entry("name", chain.params.name), entry("preset", "minimal"),
                                 entry("genesis_time", std::to_string(chain.params.genesis_time)),
                                 entry("genesis_validators_root", to_hex(chain.params.genesis_validators_root)),
                                 entry("seconds_per_slot", std::to_string(chain.params.SECONDS_PER_SLOT)),
                                 entry("forks", array(std::move(forks)))});
    const Json trust = object({entry("kind", "ethereum"), entry("network", network),
                               entry("checkpoint", to_hex(chain.root(checkpoint))), entry("accept", accept)});
    const std::string account = chain.params.chain.text + ":0x00000000000000000000000000000000000000aa";
    return json_text(object({entry("format", "clearmargin/policy/1"), entry("accounts", array({Json(account)})),
                             entry("trust", object({entry(chain.params.chain.text, trust)})), entry("assets", array({})),
                             entry("vaults", array({})), entry("collateral", object({entry("assets", array({}))})),
                             entry("margin", object({entry("instruments", array({}))}))}));
}

}  // namespace

TEST_CASE("describe_client, add_blocks", "[pipeline]") {
    const Fork fork = GENERATE(Fork::bellatrix, Fork::electra, Fork::gloas);
    CAPTURE(fork_name(fork));
    const TestChain chain(fork);
    EthereumLightClient client = started(chain);
    process(client, chain, {.attested_slot = 30, .finalized_slot = 20});
    const AcceptedBlocks accept = GENERATE(AcceptedBlocks::finalized, AcceptedBlocks::optimistic);
    clearmargin::FollowedChain followed;
    describe_client(client, trust_in(chain, accept), Limits(), time_of(chain, 40), followed.report);
    add_blocks(client, trust_in(chain, accept), followed);
    const ChainReport& report = followed.report;
    CHECK(report.checkpoint->slot == checkpoint);

    if (fork == Fork::bellatrix) {  // whose headers prove no block
        CHECK_FALSE(report.finalized.has_value());
        CHECK_FALSE(report.optimistic.has_value());
        CHECK_FALSE(report.finality_lag.has_value());
        CHECK(judge_finality(report, Limits()).ok());
        CHECK(followed.blocks.empty());
        return;
    }
    REQUIRE(report.finalized.has_value());
    REQUIRE(report.optimistic.has_value());
    CHECK(report.finalized->slot == 20);
    CHECK(report.optimistic->slot == 30);
    REQUIRE(report.finality_lag.has_value());
    CHECK(report.finality_lag->slots == 10);
    CHECK(report.finality_lag->seconds == 10 * chain.params.SECONDS_PER_SLOT);
    // From Gloas on headers prove the hash of a block; its own header has to be added to make claims at it.
    CHECK(report.finalized->block.has_value() == (fork == Fork::electra));
    const std::size_t provable = accept == AcceptedBlocks::optimistic ? 3 : 2;
    REQUIRE(followed.blocks.size() == (fork == Fork::electra ? provable : 0));
    for (const FollowedBlock& followed_block : followed.blocks) {
        CHECK(followed_block.is_final == (followed_block.block->number != 5030));
    }
}

TEST_CASE("judge_finality", "[pipeline]") {
    ChainReport report;
    CHECK(judge_finality(report, Limits()).ok());
    report.finality_lag = FinalityLag{300, 3600};
    CHECK(judge_finality(report, Limits()).ok());
    report.finality_lag = FinalityLag{300, 3601};
    CHECK(error_of(judge_finality(report, Limits())).code == ErrorCode::finality_lag_too_large);
    CHECK(error_of(judge_finality(report, Limits())).where.empty());
}

TEST_CASE("start_client", "[pipeline]") {
    const TestChain chain(Fork::electra);
    const auto refused = [&](Json data, ErrorCode code, const std::string& where) {
        const auto client = start_client(JsonReader(data), trust_in(chain, AcceptedBlocks::finalized), Limits(), time_of(chain, 40));
        CHECK(error_of(client).code == code);
        CHECK(error_of(client).where == where);
    };
    refused(object({}), ErrorCode::missing_member, "bootstrap");
    refused(object({entry("bootstrap", "0x")}), ErrorCode::wrong_type, "bootstrap");
    refused(object({entry("bootstrap", object({}))}), ErrorCode::missing_member, "bootstrap.version");
}

TEST_CASE("advance_light_client says what a block hash alone rests on", "[pipeline]") {
    const TestChain chain(Fork::gloas);
    EthereumLightClient client = started(chain);
    process(client, chain, {.attested_slot = 30, .finalized_slot = 20});
    const Json answer = parse_json(advance_light_client(client.save(), "{}", policy_text(chain, "optimistic"),
                                                        chain.params.chain.text, std::to_string(time_of(chain, 40))))
                            .value();
    CHECK(member(JsonReader(answer), "error").is_null());
    const auto sources = member(JsonReader(answer), "evidence").elements(4).value();
    REQUIRE(sources.size() == 2);
    CHECK(member(sources[0], "level").string().value() == "proven");
    CHECK(member(sources[0], "block_hash").string().value() == to_hex(chain.block(20).execution_block_hash));
    CHECK(member(sources[1], "level").string().value() == "proposed");
    CHECK(member(sources[1], "block_hash").string().value() == to_hex(chain.block(30, 20).execution_block_hash));
}

TEST_CASE("resume_client refuses a store that went on without finality where only final blocks are accepted", "[pipeline]") {
    const TestChain chain(Fork::electra);
    EthereumLightClient client = started(chain);
    process(client, chain, {.attested_slot = 30});
    const UnixSeconds now = time_of(chain, 80);
    const auto resumed = [&](AcceptedBlocks accept) {
        const Json store = parse_json(client.save()).value();
        return resume_client(JsonReader(store), trust_in(chain, accept), Limits(), now);
    };
    REQUIRE(resumed(AcceptedBlocks::finalized).ok());
    REQUIRE(client.force_update(now));
    CHECK(error_of(resumed(AcceptedBlocks::finalized)).code == ErrorCode::force_update_not_accepted);
    CHECK(error_of(resumed(AcceptedBlocks::finalized)).where == "trust.was_forced");
    CHECK(resumed(AcceptedBlocks::optimistic).ok());

    const auto answer = [&](const char* accept) {
        return parse_json(advance_light_client(client.save(), "{}", policy_text(chain, accept), chain.params.chain.text,
                                               std::to_string(now))).value();
    };
    CHECK(member(JsonReader(answer("optimistic")), "error").is_null());
    const Json refused = answer("finalized");
    CHECK(member(member(JsonReader(refused), "error"), "name").string().value() == "force_update_not_accepted");
    CHECK(member(member(JsonReader(refused), "error"), "where").string().value() == "store.trust.was_forced");
    CHECK(member(JsonReader(refused), "store").is_null());
}
