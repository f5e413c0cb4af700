#include "wasm/pipeline/older_blocks.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/block_history.hpp"
#include "light-client/evm/execution_header.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using ethereum::ProvenHeader;
using verifiers::TestFixture;

namespace {

const ChainId chain{"eip155:1"};

EvidenceSource source(EvidenceLevel level = EvidenceLevel::proven) {
    EvidenceSource out;
    out.level = level;
    out.rests_on = "a test";
    out.chain = chain.text;
    return out;
}

TestHeader header_of(std::uint64_t number, const Bytes32& parent) {
    TestHeader header;
    header.number = number;
    header.timestamp = 1'700'000'000 + 12 * number;
    header.parent_hash = parent;
    return header;
}

/// Headers of five blocks up to number 1004, newest first.
std::vector<Bytes> way() {
    std::vector<Bytes> out;
    Bytes32 parent;
    for (std::uint64_t number = 1000; number < 1005; ++number) {
        out.insert(out.begin(), header_rlp(header_of(number, parent)));
        parent = keccak256(out.front());
    }
    return out;
}

Proven<ExecutionBlock> proven_block(const Bytes& rlp, EvidenceLevel level = EvidenceLevel::proven) {
    return TestFixture::proven(execution_block(chain, decode_execution_header(rlp).value()), source(level));
}

/// A header of the light client that proves only a hash.
ProvenHeader hash_only(const Bytes& rlp, bool finalized) {
    ExecutionBlockHash hash{chain, keccak256(rlp), 1'800'000'000};
    auto level = finalized ? EvidenceLevel::proven : EvidenceLevel::proposed;
    return ProvenHeader{1, Bytes32(), finalized, {}, TestFixture::proven(hash, source(level))};
}

Json texts(const std::vector<Bytes>& items) {
    std::vector<Json> out;
    for (const Bytes& item : items) out.push_back(Json(to_hex(item)));
    return array(std::move(out));
}

Json by_headers(const Bytes32& block, const std::vector<Bytes>& headers) {
    return object({entry("kind", "headers"), entry("block", to_hex(block)), entry("headers", texts(headers))});
}

/// The data as a bundle has it, so that paths are a bundle's.
struct Data {
    explicit Data(std::vector<Json::Member> members)
        : bundle(object({entry("chains", object({entry(chain.text, object(std::move(members)))}))})) {}
    Status add(std::span<const ProvenHeader> headers, FollowedChain& to, AcceptedBlocks accept = AcceptedBlocks::finalized) const {
        EthereumTrust trust;
        trust.chain = chain;
        trust.accept = accept;
        const JsonReader chains = JsonReader(bundle).member("chains").value();
        return add_older_blocks(chains.member(chain.text).value(), headers, trust, to);
    }
    Json bundle;
};

void check_refused(const FollowedChain& followed, ErrorCode code, const std::string& where) {
    REQUIRE(followed.report.older_blocks.size() == 1);
    const OlderBlock& row = followed.report.older_blocks[0];
    REQUIRE(row.error.present());
    CHECK(row.error.error().code == code);
    CHECK(row.error.error().where == where);
    CHECK_FALSE(row.block.has_value());
}

const std::string path = "chains.eip155:1.";

}  // namespace

TEST_CASE("add_older_blocks, execution headers", "[pipeline][history]") {
    const std::vector<Bytes> headers = way();
    const Data data({entry("execution_headers", texts({headers[0]}))});
    FollowedChain followed;

    SECTION("make a block of a proven hash, with its own time") {
        const std::vector<ProvenHeader> proven{hash_only(headers[0], true)};
        REQUIRE(data.add(proven, followed).ok());
        REQUIRE(followed.blocks.size() == 1);
        CHECK(followed.blocks[0].is_final);
        CHECK(followed.blocks[0].block->number == 1004);
        CHECK(followed.blocks[0].block->timestamp == 1'700'000'000 + 12 * 1004);
        CHECK(followed.report.older_blocks.at(0).block->hash == keccak256(headers[0]));
        CHECK(followed.report.older_blocks.at(0).path == path + "execution_headers[0]");
    }
    SECTION("of a block that is not final only where the policy takes such, and as proposed") {
        const std::vector<ProvenHeader> proven{hash_only(headers[0], false)};
        REQUIRE(data.add(proven, followed).ok());
        CHECK(followed.blocks.empty());
        check_refused(followed, ErrorCode::block_not_proven, path + "execution_headers[0]");
        FollowedChain other;
        REQUIRE(data.add(proven, other, AcceptedBlocks::optimistic).ok());
        REQUIRE(other.blocks.size() == 1);
        CHECK_FALSE(other.blocks[0].is_final);
        CHECK(other.blocks[0].block.evidence().level == EvidenceLevel::proposed);
    }
    SECTION("are refused where no header proves their hash, whatever byte is another") {
        const std::vector<ProvenHeader> proven{hash_only(headers[1], true)};
        REQUIRE(data.add(proven, followed).ok());
        check_refused(followed, ErrorCode::block_not_proven, path + "execution_headers[0]");
        const std::vector<ProvenHeader> right{hash_only(headers[0], true)};
        for (std::size_t byte = 0; byte < headers[0].size(); ++byte) {
            Bytes altered = headers[0];
            altered[byte] ^= 1U;
            FollowedChain none;
            REQUIRE(Data({entry("execution_headers", texts({altered}))}).add(right, none).ok());
            CHECK(none.blocks.empty());
            CHECK(none.report.older_blocks.at(0).error.error().where.starts_with(path + "execution_headers[0]"));
        }
    }
    SECTION("are as firm as the firmest header that proves their hash, wherever it stands, beside those that prove a block") {
        const ProvenHeader with_block{1, Bytes32(), true, {}, proven_block(headers[1])};
        const ProvenHeader final_one = hash_only(headers[0], true);
        const ProvenHeader open_one = hash_only(headers[0], false);
        for (const std::vector<ProvenHeader>& proven : {std::vector<ProvenHeader>{with_block, final_one, open_one},
                                                        std::vector<ProvenHeader>{open_one, final_one, with_block}}) {
            FollowedChain each;
            REQUIRE(data.add(proven, each, AcceptedBlocks::optimistic).ok());
            REQUIRE(each.blocks.size() == 1);
            CHECK(each.blocks[0].is_final);
            CHECK(each.blocks[0].block.evidence().level == EvidenceLevel::proven);
        }
    }
    SECTION("are each judged on its own") {
        const std::vector<ProvenHeader> proven{hash_only(headers[0], true)};
        const Data two({entry("execution_headers", array({Json(std::string("0x00zz")), Json(to_hex(headers[0]))}))});
        REQUIRE(two.add(proven, followed).ok());
        CHECK(followed.report.older_blocks.at(0).error.error().code == ErrorCode::malformed_hex);
        CHECK(followed.report.older_blocks.at(0).error.error().where == path + "execution_headers[0]");
        CHECK(followed.blocks.size() == 1);
    }
    SECTION("are refused as a whole where they are no list, or too long a one") {
        auto refused = Data({entry("execution_headers", "0x")}).add({}, followed);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::wrong_type);
        CHECK(refused.error().where == path + "execution_headers");
        auto many = Data({entry("ancestors", array(std::vector<Json>(65)))}).add({}, followed);
        REQUIRE_FALSE(many.ok());
        CHECK(many.error().code == ErrorCode::too_many_items);
    }
}

TEST_CASE("add_older_blocks, ancestors by headers", "[pipeline][history]") {
    const std::vector<Bytes> headers = way();
    const Bytes32 newest = keccak256(headers[0]);
    FollowedChain followed;
    followed.chain = chain;
    const bool is_final = GENERATE(true, false);
    followed.blocks.push_back({proven_block(headers[0], is_final ? EvidenceLevel::proven : EvidenceLevel::proposed), is_final});

    SECTION("are as firm as the block they start from, and as old as they are") {
        REQUIRE(Data({entry("ancestors", array({by_headers(newest, headers)}))}).add({}, followed).ok());
        REQUIRE(followed.blocks.size() == 2);
        CHECK(followed.blocks[1].is_final == is_final);
        CHECK(followed.blocks[1].block->number == 1000);
        CHECK(followed.blocks[1].block.evidence().sources.at(0).as_of == 1'700'000'000 + 12 * 1000);
        CHECK(followed.find(keccak256(headers[4])) == &followed.blocks[1].block);
        SECTION("and never pass for the newest") {
            CHECK(followed.newest_final() == (is_final ? &followed.blocks[0].block : nullptr));
        }
    }
    SECTION("can start from an ancestor before them") {
        const std::vector<Bytes> first(headers.begin(), headers.begin() + 3);
        const std::vector<Bytes> second(headers.begin() + 2, headers.end());
        const Data two({entry("ancestors", array({by_headers(newest, first), by_headers(keccak256(headers[2]), second)}))});
        REQUIRE(two.add({}, followed).ok());
        REQUIRE(followed.blocks.size() == 3);
        CHECK(followed.blocks[2].block->number == 1000);
    }
    SECTION("are refused where claims may not be made at the block they start from") {
        REQUIRE(Data({entry("ancestors", array({by_headers(keccak256(headers[1]), headers)}))}).add({}, followed).ok());
        check_refused(followed, ErrorCode::block_not_proven, path + "ancestors[0].block");
    }
    SECTION("are refused with a header left out or none, with any byte changed") {
        auto gap = headers;
        gap.erase(gap.begin() + 2);
        REQUIRE(Data({entry("ancestors", array({by_headers(newest, gap)}))}).add({}, followed).ok());
        check_refused(followed, ErrorCode::block_hash_mismatch, path + "ancestors[0].headers[2]");
        FollowedChain other = followed;
        other.report.older_blocks.clear();
        REQUIRE(Data({entry("ancestors", array({by_headers(newest, {})}))}).add({}, other).ok());
        check_refused(other, ErrorCode::missing_member, path + "ancestors[0].headers[0]");
        for (std::size_t i = 0; i < headers.size(); ++i) {
            for (std::size_t byte = 0; byte < headers[i].size(); byte += 7) {
                auto altered = headers;
                altered[i][byte] ^= 1U;
                other.report.older_blocks.clear();
                REQUIRE(Data({entry("ancestors", array({by_headers(newest, altered)}))}).add({}, other).ok());
                REQUIRE(other.blocks.size() == 1);
                CHECK(other.report.older_blocks.at(0).error.error().where.starts_with(
                    path + "ancestors[0].headers[" + std::to_string(i) + "]"));
            }
        }
    }
    SECTION("are refused where they are of no known kind, or lack a part") {
        const auto refused = [&](Json item, ErrorCode code, const std::string& where) {
            FollowedChain other = followed;
            REQUIRE(Data({entry("ancestors", array({std::move(item)}))}).add({}, other).ok());
            check_refused(other, code, path + "ancestors[0]" + where);
        };
        Json item = by_headers(newest, headers);
        set(item, "kind", Json(std::string("word")));
        refused(item, ErrorCode::unknown_value, ".kind");
        for (const std::string name : {"kind", "block", "headers"}) {
            Json part = by_headers(newest, headers);
            unset(part, name);
            refused(part, ErrorCode::missing_member, "." + name);
        }
        refused(Json(true), ErrorCode::wrong_type, "");
    }
}

TEST_CASE("add_older_blocks, ancestors by the history contract", "[pipeline][history]") {
    const std::vector<Bytes> headers = way();
    TestState state;
    state.put_account(HISTORY_STORAGE_ADDRESS, 1, 0, keccak256(Bytes{1}));
    state.put_storage(HISTORY_STORAGE_ADDRESS, 1001 % HISTORY_SERVE_WINDOW, U256::from_be(keccak256(headers[3])));
    ExecutionBlock block = state.block(chain);
    block.number = 1010;
    block.hash = keccak256(Bytes{2});
    block.timestamp = 1'700'000'000 + 12 * 1010;
    FollowedChain followed;
    followed.chain = chain;
    followed.blocks.push_back({TestFixture::proven(block, source()), true});
    const auto item = [&](std::uint64_t number, const Bytes& header) {
        Json proof = parse_json(state.answer(HISTORY_STORAGE_ADDRESS, {U256(1001)})).value();
        return object({entry("kind", "eip2935"), entry("block", to_hex(block.hash)), entry("number", std::to_string(number)),
                       entry("header", to_hex(header)), entry("proof", std::move(proof))});
    };
    const auto add = [&](Json one) { return Data({entry("ancestors", array({std::move(one)}))}).add({}, followed).ok(); };
    SECTION("are taken with their own time") {
        REQUIRE(add(item(1001, headers[3])));
        REQUIRE(followed.blocks.size() == 2);
        CHECK(followed.blocks[1].block->timestamp == 1'700'000'000 + 12 * 1001);
        CHECK(followed.newest_final() == &followed.blocks[0].block);
    }
    SECTION("are refused with another header, number or proof") {
        REQUIRE(add(item(1001, headers[2])));
        check_refused(followed, ErrorCode::block_hash_mismatch, path + "ancestors[0].header");
        followed.report.older_blocks.clear();
        REQUIRE(add(item(1010, headers[3])));
        check_refused(followed, ErrorCode::block_out_of_history, path + "ancestors[0].number");
        followed.report.older_blocks.clear();
        REQUIRE(add(item(1000, headers[4])));
        check_refused(followed, ErrorCode::missing_storage_proof, path + "ancestors[0].proof.storageProof");
        followed.report.older_blocks.clear();
        Json altered = item(1001, headers[3]);
        auto* proof = const_cast<Json*>(altered.find("proof"));
        set(*proof, "accountProof", array({}));
        REQUIRE(add(std::move(altered)));
        CHECK(followed.blocks.size() == 1);
        CHECK(followed.report.older_blocks.at(0).error.error().where.starts_with(path + "ancestors[0].proof."));
    }
}
