#include "light-client/evm/block_history.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/execution_header.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::BlockHistory;
using verifiers::TestFixture;

namespace {

const ChainId chain{"eip155:1"};
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;

/// Headers of `count` blocks up to number 10'000, newest first, each the parent of the one before it.
std::vector<Bytes> headers(std::size_t count) {
    std::vector<Bytes> out;
    Bytes32 parent;
    for (std::size_t i = 0; i < count; ++i) {
        TestHeader header;
        header.number = 10'001 - count + i;
        header.timestamp = 1'700'000'000 + 12 * header.number;
        header.parent_hash = parent;
        out.insert(out.begin(), header_rlp(header));
        parent = keccak256(out.front());
    }
    return out;
}

Proven<ExecutionBlock> proven_block(const Bytes& header) {
    EvidenceSource source;
    source.level = EvidenceLevel::proven;
    source.rests_on = "a test";
    source.chain = chain.text;
    return TestFixture::proven(execution_block(chain, decode_execution_header(header).value()), source);
}

Proven<ExecutionBlock> proven_block(const TestState& state, std::uint64_t number) {
    ExecutionBlock block = state.block(chain);
    block.number = number;
    return TestFixture::proven(block);
}

}  // namespace

TEST_CASE("BlockHistory::prove_ancestor", "[evm][history]") {
    std::vector<Bytes> way = headers(5);
    const auto block = proven_block(way.front());
    const auto ancestor = BlockHistory::prove_ancestor(block, way);
    REQUIRE(ancestor.ok());
    CHECK(ancestor.value()->number == 9'996);
    CHECK(ancestor.value()->hash == keccak256(way.back()));

    SECTION("has its own time and hash, and the newer block's ground") {
        const EvidenceSource& source = ancestor.value().evidence().sources.front();
        CHECK(source.rests_on == "a test");
        CHECK(source.block == 9'996);
        CHECK(source.as_of == ancestor.value()->timestamp);
        CHECK(source.block_hash == to_hex(keccak256(way.back())));
        CHECK(source.path.back() == "its ancestor 9996 by 4 parent hashes");
    }
    SECTION("is the block itself where only its own header is given") {
        const auto itself = BlockHistory::prove_ancestor(block, std::span(way).first(1));
        REQUIRE(itself.ok());
        CHECK(*itself.value() == *block);
        CHECK(itself.value().evidence().sources.front().path == block.evidence().sources.front().path);
    }
    SECTION("says nothing new of other chains that the newer block rests on") {
        Evidence evidence = block.evidence();
        EvidenceSource parent = evidence.sources.front();
        parent.chain = "eip155:999";
        parent.block = 4;
        parent.as_of = 5;
        evidence.sources.push_back(parent);
        const auto of_rollup = BlockHistory::prove_ancestor(TestFixture::proven(*block, evidence), way);
        REQUIRE(of_rollup.ok());
        CHECK(of_rollup.value().evidence().sources.at(0).block == 9'996);
        CHECK(of_rollup.value().evidence().sources.at(1).block == 4);
        CHECK(of_rollup.value().evidence().sources.at(1).as_of == 5);
    }
    SECTION("refuses no headers, one left out, another order and any byte changed") {
        CHECK(error_of(BlockHistory::prove_ancestor(block, {})).code == ErrorCode::missing_member);
        for (std::size_t left_out = 0; left_out + 1 < way.size(); ++left_out) {
            auto gap = way;
            gap.erase(gap.begin() + static_cast<std::ptrdiff_t>(left_out));
            CHECK(error_of(BlockHistory::prove_ancestor(block, gap)).code == ErrorCode::block_hash_mismatch);
            CHECK(error_of(BlockHistory::prove_ancestor(block, gap)).where == "[" + std::to_string(left_out) + "]");
        }
        for (std::size_t i = 0; i < way.size(); ++i) {
            for (std::size_t at = 0; at < way[i].size(); at += 5) {
                way[i][at] ^= 0x20;
                CHECK(error_of(BlockHistory::prove_ancestor(block, way)).where.starts_with("[" + std::to_string(i) + "]"));
                way[i][at] ^= 0x20;
            }
        }
    }
}

TEST_CASE("BlockHistory::prove_by_history_contract", "[evm][history]") {
    constexpr std::uint64_t newest = 20'000;
    const Bytes header = headers(1).front();  // block 10,000 is too old; the state below also names 19,999
    TestHeader recent;
    recent.number = newest - HISTORY_SERVE_WINDOW;
    recent.timestamp = 1'700'000'000;
    const Bytes oldest_header = header_rlp(recent);
    recent.number = newest - 1;
    const Bytes newest_header = header_rlp(recent);
    TestState state;
    const auto name_block = [&](std::uint64_t number, const Bytes& rlp) {
        state.put_storage(HISTORY_STORAGE_ADDRESS, number % HISTORY_SERVE_WINDOW, U256::from_be(keccak256(rlp)));
    };
    state.put_account(HISTORY_STORAGE_ADDRESS, 1, 0, code_hash);
    name_block(newest - HISTORY_SERVE_WINDOW, oldest_header);
    name_block(newest - 1, newest_header);
    const auto block = proven_block(state, newest);
    const auto prove = [&](std::uint64_t number, const Bytes& rlp) {
        const Json answer = parse_json(state.answer(HISTORY_STORAGE_ADDRESS, {U256(number % HISTORY_SERVE_WINDOW)})).value();
        return BlockHistory::prove_by_history_contract(block, number, JsonReader(answer), rlp);
    };
    CHECK(prove(newest - HISTORY_SERVE_WINDOW, oldest_header).value()->hash == keccak256(oldest_header));
    CHECK(prove(newest - 1, newest_header).value()->number == newest - 1);

    SECTION("refuses what the contract cannot know") {
        for (const std::uint64_t number : {newest, newest + 1, newest - HISTORY_SERVE_WINDOW - 1, std::uint64_t{0}}) {
            CHECK(error_of(prove(number, header)).code == ErrorCode::block_out_of_history);
        }
        CHECK(error_of(prove(newest - 5, header)).code == ErrorCode::block_out_of_history);  // the word is zero
    }
    SECTION("refuses another block's header, and one of another number") {
        const Error another = error_of(prove(newest - 1, oldest_header));
        CHECK(another.code == ErrorCode::block_hash_mismatch);
        CHECK(another.where == "header");
        CHECK(another.expected.starts_with("expected " + to_hex(keccak256(newest_header))));
        name_block(newest - 2, header);
        const auto of_other_number = [&] {
            const auto at = proven_block(state, newest);
            const Json answer = parse_json(state.answer(HISTORY_STORAGE_ADDRESS, {U256((newest - 2) % HISTORY_SERVE_WINDOW)})).value();
            return BlockHistory::prove_by_history_contract(at, newest - 2, JsonReader(answer), header);
        };
        CHECK(error_of(of_other_number()) ==
              Error{ErrorCode::block_hash_mismatch, "header", "expected block 19998, got 10000"});
    }
    SECTION("refuses another contract's storage") {
        TestState other;
        other.put_account(BEACON_ROOTS_ADDRESS, 1, 0, code_hash);
        other.put_storage(BEACON_ROOTS_ADDRESS, (newest - 1) % HISTORY_SERVE_WINDOW, U256::from_be(keccak256(newest_header)));
        const Json answer = parse_json(other.answer(BEACON_ROOTS_ADDRESS, {U256((newest - 1) % HISTORY_SERVE_WINDOW)})).value();
        CHECK_FALSE(BlockHistory::prove_by_history_contract(proven_block(other, newest), newest - 1, JsonReader(answer),
                                                            newest_header).ok());
    }
}

TEST_CASE("BlockHistory::prove_beacon_block", "[evm][history]") {
    constexpr UnixSeconds time = 1'700'000'000;
    const U256 place(time % HISTORY_BUFFER_LENGTH);
    const U256 root_place(time % HISTORY_BUFFER_LENGTH + HISTORY_BUFFER_LENGTH);
    const Bytes32 root = "0x3333333333333333333333333333333333333333333333333333333333333333"_bytes32;
    TestState state;
    state.put_account(BEACON_ROOTS_ADDRESS, 1, 0, code_hash);
    state.put_storage(BEACON_ROOTS_ADDRESS, place, U256(time));
    state.put_storage(BEACON_ROOTS_ADDRESS, root_place, U256::from_be(root));
    const auto prove = [&](UnixSeconds at, const std::vector<U256>& slots) {
        const Json answer = parse_json(state.answer(BEACON_ROOTS_ADDRESS, slots)).value();
        return BlockHistory::prove_beacon_block(proven_block(state, 1), at, JsonReader(answer));
    };
    CHECK(*prove(time, {place, root_place}).value() == NamedBeaconBlock{root, time});
    CHECK(error_of(prove(time + HISTORY_BUFFER_LENGTH, {place, root_place})).code == ErrorCode::block_out_of_history);
    // What the contract never wrote is zero, as the time 0 is: that names no block.
    CHECK(error_of(prove(0, {U256(0), U256(HISTORY_BUFFER_LENGTH)})).code == ErrorCode::block_out_of_history);
    CHECK(error_of(prove(time, {place})).code == ErrorCode::missing_storage_proof);
    CHECK(error_of(prove(time, {root_place})).code == ErrorCode::missing_storage_proof);
}
