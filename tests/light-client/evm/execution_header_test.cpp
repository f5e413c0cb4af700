#include "light-client/evm/execution_header.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "core/codec/rlp.hpp"
#include "core/crypto/keccak256.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/test_trie.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

/// The items of a header of `count` fields, each of its own form and content.
std::vector<Bytes> header_items(std::size_t count) {
    const auto filled = [](std::size_t size, std::uint8_t fill) { return rlp_string(Bytes(size, fill)); };
    std::vector<Bytes> items = {filled(32, 1),  filled(32, 2),  filled(20, 3),  filled(32, 4),  filled(32, 5),
                                filled(32, 6),  filled(256, 7), filled(1, 8),   filled(3, 9),   filled(4, 10),
                                filled(4, 11),  filled(4, 12),  filled(12, 13), filled(32, 14), filled(8, 15),
                                filled(5, 16),  filled(32, 17), filled(3, 18),  filled(3, 19),  filled(32, 20),
                                filled(32, 21), filled(32, 22), filled(4, 23)};
    items.resize(count);
    return items;
}

}  // namespace

TEST_CASE("decode_execution_header", "[evm][header]") {
    const auto count = GENERATE(16U, 17U, 20U, 21U, 23U);
    CAPTURE(count);
    auto items = header_items(count);
    const Bytes rlp = rlp_list(items);
    const ExecutionHeader header = decode_execution_header(rlp).value();
    CHECK(header.hash == keccak256(rlp));
    CHECK(header.parent_hash == take_fixed<32>(Bytes(32, 1)));
    CHECK(header.state_root == take_fixed<32>(Bytes(32, 4)));
    CHECK(header.transactions_root == take_fixed<32>(Bytes(32, 5)));
    CHECK(header.receipts_root == take_fixed<32>(Bytes(32, 6)));
    CHECK(header.number == 0x090909);
    CHECK(header.timestamp == 0x0c0c0c0c);
    CHECK(equal(header.extra_data, Bytes(12, 13)));
    CHECK(header.mix_hash == take_fixed<32>(Bytes(32, 14)));
    CHECK(header.withdrawals_root.has_value() == (count >= 17));
    CHECK(header.parent_beacon_block_root.has_value() == (count >= 20));

    SECTION("refuses a field of another form, saying which") {
        constexpr std::array<std::string_view, 23> names = {
            "parentHash",    "ommersHash",          "coinbase",    "stateRoot",     "transactionsRoot",
            "receiptsRoot",  "logsBloom",           "difficulty",  "number",        "gasLimit",
            "gasUsed",       "timestamp",           "extraData",   "mixHash",       "nonce",
            "baseFeePerGas", "withdrawalsRoot",     "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot",
            "requestsHash",  "blockAccessListHash", "slotNumber"};
        for (std::size_t i = 0; i < count; ++i) {
            const Bytes kept = items[i];
            items[i] = rlp_list({});
            CHECK(error_of(decode_execution_header(rlp_list(items))).code == ErrorCode::malformed_rlp);
            CHECK(error_of(decode_execution_header(rlp_list(items))).where == names[i]);
            if (names[i] != "extraData") {
                items[i] = rlp_string(Bytes(33, 0));  // too long for every field, and a leading zero
                CHECK(error_of(decode_execution_header(rlp_list(items))).where == names[i]);
            }
            items[i] = kept;
        }
    }
    SECTION("refuses bytes after it, and its end cut off") {
        Bytes longer = rlp;
        longer.push_back(0x80);
        CHECK(error_of(decode_execution_header(longer)).code == ErrorCode::malformed_rlp);
        CHECK(error_of(decode_execution_header(ByteView(rlp).first(rlp.size() - 1))).code == ErrorCode::malformed_rlp);
    }
}

TEST_CASE("decode_execution_header refuses unknown numbers of fields", "[evm][header]") {
    const auto count = GENERATE(0U, 1U, 15U, 18U, 19U, 22U);
    CHECK(error_of(decode_execution_header(rlp_list(header_items(count)))) ==
          Error{ErrorCode::unknown_header_format, "",
                "expected 16, 17, 20, 21 or 23 fields, got " + std::to_string(count)});
}

TEST_CASE("verify_execution_header", "[evm][header]") {
    const ChainId chain{"eip155:1"};
    const Bytes rlp = rlp_list(header_items(21));
    const auto block = verify_execution_header(chain, keccak256(rlp), rlp).value();
    CHECK(block == ExecutionBlock{chain, 0x090909, keccak256(rlp), take_fixed<32>(Bytes(32, 4)),
                                  take_fixed<32>(Bytes(32, 6)), 0x0c0c0c0c});

    SECTION("refuses the header with any byte changed") {
        for (std::size_t i = 0; i < rlp.size(); ++i) {
            Bytes changed = rlp;
            changed[i] ^= 0x10;
            CHECK(error_of(verify_execution_header(chain, keccak256(rlp), changed)).code ==
                  ErrorCode::block_hash_mismatch);
        }
    }
}

TEST_CASE("header vectors of rollups", "[evm][header][vectors]") {
    const auto header_of = [](const std::filesystem::path& path) {
        const Json document = read_json(path);
        const JsonReader entry(document);
        return verify_execution_header(ChainId{"eip155:1"}, member(entry, "hash").fixed_bytes<32>().value(),
                                       member(entry, "header_rlp").bytes(4096).value());
    };
    const auto arbitrum = vectors_or_skip("arbitrum/header-150000000.json");
    const auto optimism = vectors_or_skip("opstack/header-optimism-100000000.json");
    if (!arbitrum || !optimism) return;
    CHECK(header_of(*arbitrum).value().number == 150'000'000);
    // From before Bedrock: 15 fields, as Ethereum's headers before London. The hash is right, the format too old.
    CHECK(error_of(header_of(*optimism)).code == ErrorCode::unknown_header_format);
    std::printf("header vectors of rollups: 2\n");
}
