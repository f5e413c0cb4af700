#include "light-client/ethereum/historical_block.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "light-client/evm/execution_header.hpp"
#include "tests/support/error_of.hpp"
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

}  // namespace

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
