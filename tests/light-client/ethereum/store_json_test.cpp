#include "light-client/ethereum/store_json.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/sync_protocol.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/test_chain.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

StoredClient client_of(const TestChain& chain) {
    StoredClient client;
    auto store = initialize_light_client_store(chain.root(10), chain.bootstrap(10), chain.params);
    REQUIRE(store.ok());
    client.store = std::move(store).value();
    const auto process = [&](const UpdateOf& of) {
        REQUIRE(process_light_client_update(client.store, chain.update(of), 200, chain.params).ok());
    };
    process({.attested_slot = 30, .finalized_slot = 20});
    process({.attested_slot = 31, .finalized_slot = 21, .participants = 9});
    client.trust.checkpoint_root = chain.root(10);
    client.trust.checkpoint_slot = 10;
    client.trust.handovers = 1;
    client.trust.least_handover_participants = 32;
    client.trust.finalization = {32, 32, 31, 0};
    return client;
}

Result<StoredClient> decode(const std::string& text, const NetworkParams& params) {
    const auto document = parse_json(text);
    if (!document.ok()) return document.error();
    return decode_stored_client(JsonReader(document.value()), params);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t place = text.find(from);
    REQUIRE(place != std::string::npos);
    return text.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("decode_stored_client", "[ethereum]") {
    const TestChain chain(Fork::deneb);
    const StoredClient client = client_of(chain);
    const std::string text = encode_stored_client(client, chain.params);
    {
        const auto decoded = decode(text, chain.params);
        REQUIRE(decoded.ok());
        CHECK(decoded.value() == client);
    }
    SECTION("reads a best update's committee of zero keys as none: the same, with one text") {
        StoredClient zeros = client;
        REQUIRE(zeros.store.best_valid_update);
        zeros.store.best_valid_update->next_sync_committee.pubkeys.assign(32, {});
        zeros.store.best_valid_update->next_sync_committee.aggregate_pubkey = {};
        const std::string written = encode_stored_client(zeros, chain.params);
        const auto decoded = decode(written, chain.params);
        REQUIRE(decoded.ok());
        CHECK(is_default(decoded.value().store.best_valid_update->next_sync_committee));
        CHECK(encode_stored_client(decoded.value(), chain.params) == written);
    }
    const auto refused = [&](const std::string& altered) { return error_of(decode(altered, chain.params)); };

    SECTION("refuses another version") {
        const Error error = refused(replaced(text, "light-client-store/1", "light-client-store/2"));
        CHECK(error.code == ErrorCode::unsupported_version);
        CHECK(error.where == "format");
    }
    SECTION("refuses the store of another network, by whatever tells them apart") {
        NetworkParams other = chain.params;
        std::string where = "network.";
        const int part = GENERATE(range(0, 5));
        if (part == 0) other.name = "other", where += "name";
        if (part == 1) other.chain.text = "eip155:1", where += "chain";
        if (part == 2) other.genesis_time += 1, where += "genesis_time";
        if (part == 3) other.genesis_validators_root[0] ^= 1U, where += "genesis_validators_root";
        if (part == 4) other.preset = mainnet_preset, where += "preset";
        const Error error = error_of(decode(text, other));
        CHECK(error.code == ErrorCode::store_of_other_network);
        CHECK(error.where == where);
    }
    SECTION("keeps a store when the network's schedule grows") {
        NetworkParams later = chain.params;
        later.forks.push_back({Fork::electra, 1000, Bytes4{{9, 9, 9, 9}}});
        CHECK(decode(text, later).ok());
    }
    SECTION("refuses a store with any one character changed") {
        // Hex digits and numbers are values; the rest is names and punctuation.
        std::size_t refusals = 0;
        const auto next = [&](std::size_t i) { return i < 1500 || i + 1500 > text.size() ? i + 1 : i + 41; };
        for (std::size_t i = 0; i < text.size(); i = next(i)) {
            std::string altered = text;
            altered[i] = altered[i] == '1' ? '2' : '1';
            const auto decoded = decode(altered, chain.params);
            if (decoded.ok()) {
                CAPTURE(i, text.substr(i > 20 ? i - 20 : 0, 40));
                CHECK_FALSE(decoded.ok());
            } else {
                ++refusals;
            }
        }
        CHECK(refusals > 1000);
    }
    SECTION("says of a changed value that the store was altered") {
        const std::string slot = "\"checkpoint_slot\":\"10\"";
        const Error error = refused(replaced(text, slot, "\"checkpoint_slot\":\"11\""));
        CHECK(error.code == ErrorCode::store_altered);
        CHECK(error.where == "checksum");
    }
    SECTION("refuses a store cut anywhere, members it does not know, and numbers out of range") {
        CHECK(refused(text.substr(0, text.size() / 2)).code == ErrorCode::malformed_json);
        CHECK(refused(replaced(text, "{\"format\"", "{\"extra\":1,\"format\"")).code == ErrorCode::unknown_member);
        const Error error = refused(replaced(text, "\"handovers\":\"1\",\"least_handover_participants\":\"32\"",
                                             "\"handovers\":\"1\",\"least_handover_participants\":\"33\""));
        CHECK(error.code == ErrorCode::integer_out_of_range);
        CHECK(error.where == "trust.least_handover_participants");
    }
    SECTION("refuses a form by another name than its first fork's: one store has one text") {
        const Error error = refused(replaced(text, "\"form\":\"deneb\"", "\"form\":\"electra\""));
        CHECK(error.code == ErrorCode::unknown_value);
        CHECK(error.where.ends_with(".form"));
    }
    SECTION("refuses bits for fewer than a committee, though the checksum fits") {
        StoredClient fewer = client;
        fewer.store.best_valid_update->sync_aggregate.sync_committee_bits.pop_back();
        CHECK(refused(encode_stored_client(fewer, chain.params)) ==
              Error{ErrorCode::wrong_length, "best_valid_update.sync_committee_bits", "expected 4 bytes, got 3"});
    }
    SECTION("refuses a finalized header that is not sound, though the checksum fits") {
        StoredClient unsound = client;
        unsound.store.finalized_header.execution.state_root[0] ^= 1U;
        const Error error = refused(encode_stored_client(unsound, chain.params));
        CHECK(error.code == ErrorCode::invalid_execution_branch);
        CHECK(error.where == "finalized_header.execution_branch");
    }
    SECTION("refuses headers that are not sound, though the checksum fits") {
        StoredClient unsound = client;
        unsound.store.optimistic_header.execution.state_root[0] ^= 1U;
        const Error error = refused(encode_stored_client(unsound, chain.params));
        CHECK(error.code == ErrorCode::invalid_execution_branch);
        CHECK(error.where == "optimistic_header.execution_branch");
    }
}
