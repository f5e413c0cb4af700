#include "light-client/ethereum/historical_block.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

#include "light-client/evm/execution_header.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/sparse_tree.hpp"
#include "tests/support/json_file.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

std::vector<Bytes32> words(const JsonReader& object, std::string_view name) {
    std::vector<Bytes32> out;
    for (const JsonReader& node : member(object, name).elements(64).value())
        out.push_back(node.fixed_bytes<32>().value());
    return out;
}

/// historical_summaries[index].block_summary_root: a list of pairs of roots, 64 bytes each.
Bytes32 summary_root(const std::string& ssz, std::uint64_t index) {
    Bytes32 out;
    for (std::size_t i = 0; i < 32; ++i)
        out[i] = static_cast<std::uint8_t>(ssz.at(64 * static_cast<std::size_t>(index) + i));
    return out;
}

Bytes32 numbered(std::uint8_t number) {
    Bytes32 out;
    out[5] = number;
    return out;
}

}  // namespace

TEST_CASE("verify_execution_block_of", "[ethereum][history]") {
    using ethereum::Fork;
    const Bytes32 hash = numbered(1);
    const auto place = GENERATE(table<Fork, GeneralizedIndex>(
        {{Fork::capella, 3228}, {Fork::deneb, 6444}, {Fork::electra, 6444}, {Fork::fulu, 6444}}));
    const Fork fork = std::get<0>(place);
    const GeneralizedIndex gindex = std::get<1>(place);
    SparseTree block;
    block.set(gindex, hash).set(gindex ^ 1U, numbered(2));
    const auto verify = [&](Fork as, const Bytes32& what) {
        return ethereum::verify_execution_block_of(block.root(), what, as, block.branch(gindex));
    };
    REQUIRE(verify(fork, hash).ok());
    SECTION("refuses another hash, and the hash in another fork's place") {
        CHECK(error_of(verify(fork, numbered(3))).code == ErrorCode::invalid_execution_branch);
        const Fork other = fork == Fork::capella ? Fork::deneb : Fork::capella;
        CHECK(error_of(verify(other, hash)).code == ErrorCode::invalid_execution_branch);
    }
    SECTION("refuses forks whose blocks have no execution payload") {
        for (const Fork none : {Fork::phase0, Fork::bellatrix, Fork::gloas, Fork::heze}) {
            CHECK(error_of(verify(none, hash)).code == ErrorCode::unsupported_fork);
        }
    }
}

TEST_CASE("verify_historical_block", "[ethereum][history]") {
    const Bytes32 root = numbered(1);
    constexpr std::uint64_t slot = 3 * ethereum::SLOTS_PER_HISTORICAL_ROOT + 77;
    SparseTree roots;
    roots.set(ethereum::SLOTS_PER_HISTORICAL_ROOT + 77, root).set(ethereum::SLOTS_PER_HISTORICAL_ROOT + 78, numbered(2));
    const auto verify = [&](std::uint64_t at, const Bytes32& what) {
        const auto branch = roots.branch(ethereum::SLOTS_PER_HISTORICAL_ROOT + 77);
        return ethereum::verify_historical_block(roots.root(), at, what, branch);
    };
    REQUIRE(verify(slot, root).ok());
    CHECK(error_of(verify(slot + 1, root)).code == ErrorCode::invalid_history_branch);
    CHECK(error_of(verify(slot, numbered(2))).code == ErrorCode::invalid_history_branch);
}

TEST_CASE("historical block vectors", "[ethereum][history][vectors]") {
    const auto folder = vectors_or_skip("ethereum/historical-block-proofs");
    if (!folder) return;
    const std::string summaries = read_file(*folder / "historical_summaries_at_slot_11476992.ssz");
    int files = 0;
    int mutations = 0;
    for (const char* name : {"block_17034870.json", "block_22162263.json"}) {
        CAPTURE(name);
        const Json document = read_json(*folder / name);
        const JsonReader file(document);
        const auto word = [&](std::string_view of) { return member(file, of).fixed_bytes<32>().value(); };
        const auto fork = ethereum::fork_of_name(member(file, "fork").string().value()).value();
        const std::uint64_t slot = member(file, "slot").u64().value();
        const Bytes32 hash = word("execution_block_hash");
        const Bytes32 root = word("beacon_block_root");
        auto to_beacon = words(file, "execution_block_proof");
        auto to_summary = words(file, "beacon_block_proof");
        const Bytes32 summary = summary_root(summaries, member(file, "historical_summaries_index").u64().value());
        CHECK(summary == word("block_summary_root"));
        CHECK(decode_execution_header(member(file, "execution_header_rlp").bytes(2048).value()).value().hash == hash);
        CHECK(ethereum::verify_execution_block_of(root, hash, fork, to_beacon).ok());
        CHECK(ethereum::verify_historical_block(summary, slot, root, to_summary).ok());
        ++files;

        const auto refused_execution = [&] {
            ++mutations;
            CHECK(error_of(ethereum::verify_execution_block_of(root, hash, fork, to_beacon)).code ==
                  ErrorCode::invalid_execution_branch);
        };
        const auto refused_history = [&] {
            ++mutations;
            CHECK(error_of(ethereum::verify_historical_block(summary, slot, root, to_summary)).code ==
                  ErrorCode::invalid_history_branch);
        };
        for (Bytes32& node : to_beacon) {
            for (std::size_t i = 0; i < 32; ++i) {
                node[i] ^= 1U;
                refused_execution();
                node[i] ^= 1U;
            }
        }
        for (Bytes32& node : to_summary) {
            for (std::size_t i = 0; i < 32; ++i) {
                node[i] ^= 1U;
                refused_history();
                node[i] ^= 1U;
            }
        }
        for (const std::uint64_t other : {slot ^ 4U, slot ^ 8U}) {
            CHECK_FALSE(ethereum::verify_historical_block(summary, other, root, to_summary).ok());
        }
        const auto other_fork = fork == ethereum::Fork::capella ? ethereum::Fork::deneb : ethereum::Fork::capella;
        CHECK_FALSE(ethereum::verify_execution_block_of(root, hash, other_fork, to_beacon).ok());
        for (const auto unsupported : {ethereum::Fork::altair, ethereum::Fork::bellatrix, ethereum::Fork::gloas}) {
            CHECK(error_of(ethereum::verify_execution_block_of(root, hash, unsupported, to_beacon)).code ==
                  ErrorCode::unsupported_fork);
        }
        to_beacon.pop_back();
        refused_execution();
        to_summary.push_back({});
        refused_history();
    }
    CHECK(files == 2);
    std::printf("historical block vectors: %d files, %d mutations refused\n", files, mutations);
}
