#include "light-client/ethereum/versioned_object.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/json_patch.hpp"
#include "tests/support/ethereum/test_chain.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

Json document(std::string_view version, const Bytes& ssz) {
    Json::Object object;
    object.push_back({"version", Json(std::string(version))});
    object.push_back({"data", Json(to_hex(ssz))});
    return Json(std::move(object));
}

}  // namespace

TEST_CASE("decode_bootstrap, decode_update, version", "[ethereum]") {
    TestChain chain(Fork::electra);
    const LightClientUpdate update = chain.update({.attested_slot = 30, .finalized_slot = 20});
    const Bytes ssz = encode_ssz(update);
    const auto refusal = [&](const Json& versioned) {
        return error_of(decode_update(JsonReader(versioned), chain.params));
    };
    {
        const Json sound = document("electra", ssz);
        const auto decoded = decode_update(JsonReader(sound), chain.params);
        REQUIRE(decoded.ok());
        CHECK(decoded.value() == update);
    }
    SECTION("refuses a version of a fork that the network or this build does not know, as unsupported") {
        const std::string version = GENERATE("fulu", "gloas", "heze", "after-heze", "Electra", "");
        const Error error = refusal(document(version, ssz));
        CHECK(error.code == ErrorCode::unsupported_fork);
        CHECK(error.where == "version");
        // Even where the network schedules it, what Heze's light client looks like is not known.
        TestChain later(Fork::heze);
        const Json heze = document("heze", ssz);
        CHECK(error_of(decode_bootstrap(JsonReader(heze), later.params)).code == ErrorCode::unsupported_fork);
    }
    SECTION("refuses a version that is not the fork of the slot, though the form may be the same") {
        chain.params.forks.back().epoch = 100;
        const Error error = refusal(document("electra", ssz));
        CHECK(error.code == ErrorCode::fork_mismatch);
        CHECK(error.where == "version");
        CHECK(error.expected == "expected deneb in slot 30, got electra");
    }
    SECTION("refuses phase0, which had no light client") {
        CHECK(refusal(document("phase0", ssz)).code == ErrorCode::fork_mismatch);
    }
    SECTION("refuses SSZ of another form, naming the place") {
        const Error error = refusal(document("deneb", ssz));
        CHECK(error.code == ErrorCode::malformed_ssz);
        CHECK(error.where == "data");
    }
    SECTION("refuses a header in SSZ that is cut, naming it") {
        Bytes cut = ssz;
        cut.pop_back();
        for (int i = 0; i < 3; ++i) cut.pop_back();
        const Error error = refusal(document("electra", cut));
        CHECK(error.code == ErrorCode::malformed_ssz);
        CHECK(error.where == "data.finalized_header.execution");
    }
    SECTION("refuses extra_data of more than 32 bytes") {
        LightClientUpdate wordy = update;
        wordy.attested_header.execution.extra_data.assign(33, 1);
        const Error error = refusal(document("electra", encode_ssz(wordy)));
        CHECK(error.code == ErrorCode::malformed_ssz);
        CHECK(error.where == "data.attested_header.execution.extra_data");
    }
    SECTION("refuses more bytes than any such object has, before decoding them") {
        CHECK(refusal(document("electra", Bytes(20000))).code == ErrorCode::wrong_length);
    }
    SECTION("refuses members that are missing or of another type") {
        const Json nothing = parse_json(R"({"version": "electra"})").value();
        CHECK(refusal(nothing).code == ErrorCode::missing_member);
        CHECK(refusal(nothing).where == "data");
        CHECK(refusal(parse_json(R"({"version": 5, "data": "0x"})").value()).code == ErrorCode::wrong_type);
        CHECK(refusal(parse_json(R"([1])").value()).code == ErrorCode::wrong_type);
    }
    SECTION("reads finality and optimistic updates as updates without the rest") {
        const Json finality = document("electra", encode_ssz(update, UpdateKind::finality_update));
        const auto as_finality = decode_finality_update(JsonReader(finality), chain.params);
        REQUIRE(as_finality.ok());
        CHECK(as_finality.value().finalized_header == update.finalized_header);
        CHECK(is_finality_update(as_finality.value()));
        CHECK_FALSE(is_sync_committee_update(as_finality.value()));
        CHECK(is_default(as_finality.value().next_sync_committee));
        const Json optimistic = document("electra", encode_ssz(update, UpdateKind::optimistic_update));
        const auto as_optimistic = decode_optimistic_update(JsonReader(optimistic), chain.params);
        REQUIRE(as_optimistic.ok());
        CHECK(is_default(as_optimistic.value().finalized_header));
        CHECK_FALSE(is_finality_update(as_optimistic.value()));
    }
}

TEST_CASE("decode_bootstrap", "[ethereum]") {
    TestChain chain(Fork::electra);
    const LightClientBootstrap bootstrap = chain.bootstrap(10);
    const Json sound = document("electra", encode_ssz(bootstrap));
    const auto decoded = decode_bootstrap(JsonReader(sound), chain.params);
    REQUIRE(decoded.ok());
    CHECK(decoded.value() == bootstrap);
    SECTION("refuses a version that is not the fork of the slot, though the form may be the same") {
        chain.params.forks.back().epoch = 100;
        const Error error = error_of(decode_bootstrap(JsonReader(sound), chain.params));
        CHECK(error.code == ErrorCode::fork_mismatch);
        CHECK(error.where == "version");
        CHECK(error.expected == "expected deneb in slot 10, got electra");
    }
    SECTION("refuses SSZ of another form") {
        const Json other = document("deneb", encode_ssz(bootstrap));
        const Error error = error_of(decode_bootstrap(JsonReader(other), chain.params));
        CHECK(error.code == ErrorCode::malformed_ssz);
        CHECK(error.where == "data");
    }
}

TEST_CASE("decode_update, JSON", "[ethereum][vectors]") {
    const auto folder = vectors_or_skip("ethereum/mainnet-electra-1573");
    if (!folder) return;
    const CaseFile vectors(*folder, CaseFile::Encoding::json);
    const JsonReader step = vectors.steps().front();
    Json versioned = vectors.update_document(step);
    REQUIRE(decode_update(JsonReader(versioned), vectors.params()).ok());
    const auto refusal = [&] { return error_of(decode_update(JsonReader(versioned), vectors.params())); };

    SECTION("refuses every member left out, naming it") {
        const std::string parent = GENERATE("/data", "/data/attested_header", "/data/attested_header/beacon",
                                            "/data/attested_header/execution", "/data/finalized_header",
                                            "/data/sync_aggregate", "/data/next_sync_committee");
        auto& object = *place_at(versioned, parent).get_if<Json::Object>();
        const Json::Object whole = object;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            object = whole;
            object.erase(object.begin() + static_cast<std::ptrdiff_t>(i));
            const Error error = refusal();
            CHECK(error.code == ErrorCode::missing_member);
            CHECK(error.where.ends_with("." + whole[i].name));
        }
    }
    SECTION("refuses values that have another form, naming the place") {
        const auto [path, value, code] = GENERATE(table<const char*, const char*, ErrorCode>({
            {"/data/attested_header/beacon/slot", "-1", ErrorCode::malformed_integer},
            {"/data/attested_header/beacon/slot", "0x10", ErrorCode::malformed_integer},
            {"/data/attested_header/beacon/slot", "18446744073709551616", ErrorCode::integer_out_of_range},
            {"/data/attested_header/beacon/state_root", "0x00", ErrorCode::wrong_length},
            {"/data/attested_header/execution/extra_data",
             "0x000000000000000000000000000000000000000000000000000000000000000000", ErrorCode::wrong_length},
            {"/data/attested_header/execution/base_fee_per_gas",
             "115792089237316195423570985008687907853269984665640564039457584007913129639936",
             ErrorCode::integer_out_of_range},
            {"/data/sync_aggregate/sync_committee_bits", "0xff", ErrorCode::wrong_length},
            {"/data/sync_aggregate/sync_committee_signature", "signature", ErrorCode::malformed_hex},
            {"/data/next_sync_committee/pubkeys/511", "0x", ErrorCode::wrong_length},
            {"/data/finality_branch/6", "0x1", ErrorCode::malformed_hex},
        }));
        CAPTURE(path, value);
        place_at(versioned, path) = Json(std::string(value));
        CHECK(refusal().code == code);
    }
    SECTION("refuses a list with one item more or less") {
        const std::string list = GENERATE("/data/finality_branch", "/data/next_sync_committee/pubkeys",
                                          "/data/attested_header/execution_branch");
        auto& array = *place_at(versioned, list).get_if<Json::Array>();
        array.push_back(array.back());
        CHECK(refusal().code == ErrorCode::too_many_items);
        array.resize(array.size() - 2);
        CHECK(refusal().code == ErrorCode::wrong_length);
    }
    SECTION("passes over members it does not know") {
        place_at(versioned, "/data").get_if<Json::Object>()->push_back({"more", Json()});
        CHECK(decode_update(JsonReader(versioned), vectors.params()).ok());
    }
}
