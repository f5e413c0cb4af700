#include "light-client/chain-params/ethereum_network.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/signing.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using tests::error_of;

TEST_CASE("network_of_name", "[chain-params]") {
    SECTION("gives sound parameters, each network under its chain") {
        const auto [name, chain] = GENERATE(table<const char*, const char*>({{"mainnet", "eip155:1"},
                                                                             {"sepolia", "eip155:11155111"},
                                                                             {"holesky", "eip155:17000"},
                                                                             {"hoodi", "eip155:560048"}}));
        const auto params = network_of_name(name);
        REQUIRE(params.ok());
        CHECK(params.value().name == name);
        CHECK(params.value().chain.text == chain);
        CHECK(parse_chain_id(chain).ok());
        CHECK(validate_network_params(params.value()).ok());
        CHECK(params.value().preset == mainnet_preset);
        CHECK(last_scheduled_fork(params.value()) == (std::string(name) == "sepolia" ? Fork::gloas : Fork::fulu));
    }
    SECTION("knows no other") {
        CHECK(error_of(network_of_name("Mainnet")).code == ErrorCode::unknown_network);
        CHECK(error_of(network_of_name("")).code == ErrorCode::unknown_network);
    }
    SECTION("has the fork digests that mainnet's nodes announce") {
        const NetworkParams mainnet = network_of_name("mainnet").value();
        const auto digest = [&](Fork fork) {
            const Bytes4 version = mainnet.forks.at(static_cast<std::size_t>(fork)).version;
            return to_hex(take_fixed<4>(compute_fork_data_root(version, mainnet.genesis_validators_root).view()));
        };
        CHECK(digest(Fork::altair) == "0xafcaaba0");
        CHECK(digest(Fork::bellatrix) == "0x4a26c58b");
        CHECK(digest(Fork::capella) == "0xbba4da96");
        CHECK(digest(Fork::deneb) == "0x6a95a1a9");
        CHECK(digest(Fork::electra) == "0xad532ceb");
    }
}

TEST_CASE("fork_at_slot, periods and times", "[chain-params]") {
    const NetworkParams mainnet = network_of_name("mainnet").value();
    SECTION("changes the fork with the first slot of its epoch") {
        CHECK(fork_at_slot(0, mainnet) == Fork::phase0);
        CHECK(fork_at_slot(74240 * 32 - 1, mainnet) == Fork::phase0);
        CHECK(fork_at_slot(74240 * 32, mainnet) == Fork::altair);
        CHECK(fork_at_slot(364032 * 32 - 1, mainnet) == Fork::deneb);
        CHECK(fork_at_slot(364032 * 32, mainnet) == Fork::electra);
        CHECK(fork_at_slot(~Slot{0}, mainnet) == Fork::fulu);
    }
    SECTION("takes the newest of the forks that start together") {
        const NetworkParams hoodi = network_of_name("hoodi").value();
        CHECK(fork_at_slot(0, hoodi) == Fork::deneb);
    }
    SECTION("counts periods of 8192 slots") {
        CHECK(compute_sync_committee_period_at_slot(8191, mainnet) == 0);
        CHECK(compute_sync_committee_period_at_slot(8192, mainnet) == 1);
        CHECK(compute_sync_committee_period_at_slot(14934333, mainnet) == 1823);
    }
    SECTION("turns slots into times and back, at the ends too") {
        CHECK(compute_time_at_slot(1, mainnet) == 1606824035);
        CHECK(compute_current_slot(1606824035, mainnet) == 1);
        CHECK(compute_current_slot(1606824034, mainnet) == 0);
        CHECK(compute_current_slot(0, mainnet) == 0);
        CHECK(compute_time_at_slot(~Slot{0}, mainnet) == ~UnixSeconds{0});
        CHECK(compute_current_slot(~UnixSeconds{0}, mainnet) == (~UnixSeconds{0} - 1606824023) / 12);
    }
}

TEST_CASE("validate_network_params", "[chain-params]") {
    NetworkParams params = network_of_name("holesky").value();
    const auto refused = [&](const std::string& where) {
        const Error error = error_of(validate_network_params(params));
        CHECK(error.code == ErrorCode::malformed_network);
        CHECK(error.where == where);
    };
    REQUIRE(validate_network_params(params).ok());
    SECTION("refuses slots that take no time") {
        params.SECONDS_PER_SLOT = 0;
        refused("seconds_per_slot");
    }
    SECTION("refuses a schedule that is empty, or does not start with phase0 in epoch 0") {
        const int part = GENERATE(range(0, 3));
        if (part == 0) params.forks.clear();
        if (part == 1) params.forks.erase(params.forks.begin());
        if (part == 2) params.forks.front().epoch = 1;
        refused("forks");
    }
    SECTION("refuses a fork left out, twice, or out of order") {
        const int part = GENERATE(range(0, 2));
        if (part == 0) params.forks.erase(params.forks.begin() + 2);
        if (part == 1) params.forks.insert(params.forks.begin() + 2, params.forks[1]);
        refused("forks[2]");
    }
    SECTION("refuses an epoch before that of the fork before, but not the same") {
        params.forks[4].epoch = params.forks[3].epoch;
        CHECK(validate_network_params(params).ok());
        params.forks[4].epoch -= 1;
        refused("forks[4].epoch");
    }
}

TEST_CASE("fork_of_name", "[chain-params]") {
    for (int i = 0; i <= static_cast<int>(Fork::heze); ++i) {
        CHECK(fork_of_name(fork_name(static_cast<Fork>(i))) == static_cast<Fork>(i));
    }
    CHECK_FALSE(fork_of_name("Deneb"));
    CHECK_FALSE(fork_of_name(""));
}
