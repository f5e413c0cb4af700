#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "tests/support/vectors.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

constexpr std::string_view fixture_chain = "eip155:7357";

/// An answer, with shorthands to what is looked at most.
struct Answer {
    explicit Answer(const std::string& text) : document(parse_json(text).value()) {}
    [[nodiscard]] JsonReader at(std::initializer_list<std::string_view> path) const {
        JsonReader place(document);
        for (const std::string_view name : path) place = member(place, name);
        return place;
    }
    [[nodiscard]] bool is_null(std::string_view name) const { return at({name}).is_null(); }
    [[nodiscard]] std::string store() const {
        const JsonReader store = at({"store"});
        return store.is_null() ? "" : json_text(store.json());
    }
    [[nodiscard]] std::string text(std::initializer_list<std::string_view> path) const {
        return std::string(at(path).string().value());
    }
    [[nodiscard]] std::string error_name() const { return is_null("error") ? "" : text({"error", "name"}); }

    Json document;
};

/// A fixture's chain, to be led along step by step.
struct Fixture {
    explicit Fixture(const std::string& name)
        : bundle(read_json(fixture(name + "/bundle.json"))),
          policy(read_json(fixture(name + "/policy.json"))),
          now(read_json(fixture(name + "/expected.json")).find("now")->get_if<Json::Number>()->text) {}

    [[nodiscard]] Json chain_data() const { return member(member(JsonReader(bundle), "chains"), fixture_chain).json(); }
    [[nodiscard]] Answer advance(const std::string& store, const Json& data) const {
        return Answer(advance_light_client(store, json_text(data), json_text(policy), fixture_chain, now));
    }
    /// The policy's trust in the chain.
    [[nodiscard]] Json& trust() { return of(of(policy, "trust"), fixture_chain); }
    static Json& of(Json& object, std::string_view name) { return *const_cast<Json*>(object.find(name)); }

    Json bundle;
    Json policy;
    std::string now;
};

/// The chain's data with the updates of one list only; without any where `name` is empty.
Json only(const Json& data, std::string_view name) {
    Json out = data;
    for (const std::string_view list : {"updates", "finality_updates", "optimistic_updates"}) {
        if (list != name) unset(out, list);
    }
    return out;
}

Json without_bootstrap(Json data) {
    unset(data, "bootstrap");
    return data;
}

void check_refused(const Answer& answer, const std::string& name, const std::string& where) {
    CHECK(answer.error_name() == name);
    CHECK(answer.text({"error", "where"}) == where);
    CHECK(answer.is_null("store"));
    CHECK(answer.is_null("chain"));
    CHECK_FALSE(answer.at({"changed"}).boolean().value());
}

/// Calls `change` with each text, number, truth value and null of the document, which it changes; the copy is whole
/// again for the next.
void for_each_leaf(Json& root, Json& value, const std::string& path,
                   const std::function<void(const std::string&, Json&)>& change) {
    if (auto* array = value.get_if<Json::Array>()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            for_each_leaf(root, (*array)[i], path + "[" + std::to_string(i) + "]", change);
        }
    } else if (auto* object = value.get_if<Json::Object>()) {
        for (Json::Member& entry : *object) for_each_leaf(root, entry.value, path + "." + entry.name, change);
    } else {
        const Json kept = value;
        change(path, value);
        value = kept;
    }
}

}  // namespace

TEST_CASE("advance_light_client", "[pipeline]") {
    const Fixture fixture("two-periods");
    const Json data = fixture.chain_data();
    const Answer started = fixture.advance("", only(data, ""));
    REQUIRE(started.error_name().empty());
    CHECK(started.text({"chain", "status"}) == "verified");
    CHECK(started.at({"changed"}).boolean().value());
    const Answer whole = fixture.advance("", data);

    SECTION("starts from the policy's checkpoint and says where it stands as a report does") {
        const Json report = parse_json(verify_bundle(json_text(fixture.bundle), json_text(fixture.policy),
                                                     fixture.now)).value();
        const Json& row = member(JsonReader(report), "chains").elements(1).value()[0].json();
        for (const std::string_view name : {"chain", "kind", "network", "status", "error", "checkpoint", "finalized",
                                            "optimistic"}) {
            CAPTURE(name);
            CHECK(json_text(*row.find(name)) == json_text(whole.at({"chain", name}).json()));
        }
        const auto sources = whole.at({"evidence"}).elements(8).value();
        REQUIRE(sources.size() == 2);
        CHECK(member(sources[0], "level").string().value() == "proven");
        CHECK(member(sources[1], "level").string().value() == "proposed");
    }
    SECTION("comes step by step to the store that all at once come to") {
        std::string store = started.store();
        for (const std::string_view list : {"updates", "finality_updates", "optimistic_updates"}) {
            const Answer step = fixture.advance(store, without_bootstrap(only(data, list)));
            REQUIRE(step.error_name().empty());
            CHECK(step.at({"changed"}).boolean().value());
            const auto updates = step.at({"chain", "updates"}).elements(4).value();
            REQUIRE(updates.size() == 1);
            CHECK(member(updates[0], "path").string().value() == "chain_data." + std::string(list) + "[0]");
            CHECK(member(updates[0], "accepted").boolean().value());
            store = step.store();
        }
        CHECK(store == whole.store());
    }
    SECTION("gives the store back as it was where nothing is new") {
        const Answer idle = fixture.advance(whole.store(), object({}));
        CHECK(idle.store() == whole.store());
        CHECK_FALSE(idle.at({"changed"}).boolean().value());
        for (const std::string_view name : {"finalized", "optimistic"}) {
            CHECK(json_text(idle.at({"chain", name}).json()) == json_text(whole.at({"chain", name}).json()));
        }
        const JsonReader newest = idle.at({"evidence"}).elements(8).value()[0];
        const auto path = member(newest, "path").elements(16).value();
        CHECK(path[2].string().value() == "resumed from a store that this user kept");
    }
    SECTION("lists what it refuses, which changes nothing") {
        const Answer repeated = fixture.advance(whole.store(), without_bootstrap(only(data, "updates")));
        CHECK(repeated.store() == whole.store());
        const JsonReader update = repeated.at({"chain", "updates"}).elements(1).value()[0];
        CHECK_FALSE(member(update, "accepted").boolean().value());
        CHECK(member(member(update, "error"), "name").string().value() == "unknown_sync_committee_period");
        CHECK(member(member(update, "error"), "where").string().value().starts_with("chain_data.updates[0].data."));
    }
    SECTION("takes an older store for what it is: older") {
        const Answer older = fixture.advance(started.store(), object({}));
        CHECK(older.error_name().empty());
        CHECK(older.text({"chain", "finalized", "slot"}) == started.text({"chain", "finalized", "slot"}));
    }
}

TEST_CASE("advance_light_client refuses what it can't read", "[pipeline]") {
    Fixture fixture("two-periods");
    const std::string data = json_text(fixture.chain_data());
    const std::string policy = json_text(fixture.policy);
    const std::string chain(fixture_chain);
    const auto call = [&](const std::string& chain_data, const std::string& policy_text, const std::string& id,
                          const std::string& now) { return Answer(advance_light_client("", chain_data, policy_text, id, now)); };
    check_refused(call(data, policy, chain, ""), "malformed_time", "now");
    check_refused(call(data, "", chain, fixture.now), "malformed_json", "policy");
    check_refused(call(data, "{}", chain, fixture.now), "missing_member", "policy.format");
    check_refused(call(data, policy, "7357", fixture.now), "malformed_id", "chain");
    check_refused(call(data, policy, "eip155:1", fixture.now), "chain_not_in_policy", "chain");
    check_refused(call("", policy, chain, fixture.now), "malformed_json", "chain_data");

    const auto refused_chain = [&](const Json& chain_data, const std::string& name, const std::string& where) {
        const Answer answer = fixture.advance("", chain_data);
        CHECK(answer.error_name().empty());
        CHECK(answer.is_null("store"));
        CHECK(answer.text({"chain", "status"}) == "refused");
        CHECK(answer.text({"chain", "error", "name"}) == name);
        CHECK(answer.text({"chain", "error", "where"}) == where);
    };
    refused_chain(without_bootstrap(fixture.chain_data()), "missing_member", "chain_data.bootstrap");
    Json list = fixture.chain_data();
    set(list, "updates", Json(std::string("none")));
    refused_chain(list, "wrong_type", "chain_data.updates");
    set(fixture.trust(), "checkpoint", Json("0x" + std::string(64, '1')));
    refused_chain(fixture.chain_data(), "wrong_checkpoint", "chain_data.bootstrap.data.header.beacon");
}

TEST_CASE("advance_light_client refuses a checkpoint or store that is too old, but not one just young enough", "[pipeline]") {
    Fixture fixture("two-periods");
    const Answer started = fixture.advance("", only(fixture.chain_data(), ""));
    const UnixSeconds checkpoint = started.at({"chain", "checkpoint", "time"}).u64().value();
    const std::string store = fixture.advance("", fixture.chain_data()).store();
    const UnixSeconds finalized = fixture.advance("", fixture.chain_data()).at({"chain", "finalized", "time"}).u64().value();
    REQUIRE(finalized > checkpoint);
    constexpr UnixSeconds limit = 1'209'600;

    fixture.now = std::to_string(checkpoint + limit);
    CHECK(fixture.advance("", fixture.chain_data()).text({"chain", "status"}) == "verified");
    fixture.now = std::to_string(checkpoint + limit + 1);
    const Answer old = fixture.advance("", fixture.chain_data());
    CHECK(old.text({"chain", "error", "name"}) == "checkpoint_too_old");
    CHECK(old.text({"chain", "error", "where"}) == "chain_data.bootstrap");
    CHECK(old.is_null("store"));
    // The store stands for its newest final block, not for the checkpoint it once started from.
    CHECK(fixture.advance(store, object({})).text({"chain", "status"}) == "verified");
    fixture.now = std::to_string(finalized + limit);
    CHECK(fixture.advance(store, object({})).text({"chain", "status"}) == "verified");
    fixture.now = std::to_string(finalized + limit + 1);
    check_refused(fixture.advance(store, object({})), "store_too_old", "store.finalized_header");
    fixture.now = std::to_string(finalized - 1);
    check_refused(fixture.advance(store, object({})), "header_in_future", "store.finalized_header");
}

TEST_CASE("advance_light_client refuses a store that is not the policy's", "[pipeline]") {
    Fixture fixture("two-periods");
    const std::string store = fixture.advance("", fixture.chain_data()).store();
    SECTION("of another version") {
        Json other = parse_json(store).value();
        set(other, "format", Json(std::string("clearmargin/light-client-store/2")));
        check_refused(fixture.advance(json_text(other), object({})), "unsupported_version", "store.format");
    }
    SECTION("of another network") {
        set(Fixture::of(fixture.trust(), "network"), "genesis_validators_root", Json("0x" + std::string(64, '2')));
        check_refused(fixture.advance(store, object({})), "store_of_other_network",
                      "store.network.genesis_validators_root");
    }
    SECTION("from another checkpoint") {
        set(fixture.trust(), "checkpoint", Json("0x" + std::string(64, '1')));
        check_refused(fixture.advance(store, fixture.chain_data()), "store_of_other_checkpoint",
                      "store.trust.checkpoint_root");
    }
    SECTION("that is no store") {
        check_refused(fixture.advance("{", object({})), "malformed_json", "store");
        check_refused(fixture.advance("[]", object({})), "wrong_type", "store");
        check_refused(fixture.advance(" ", object({})), "malformed_json", "store");
    }
    SECTION("altered in any one value") {
        Json altered = parse_json(store).value();
        std::size_t changes = 0;
        const auto refused = [&](const std::string& path) {
            const Answer answer = fixture.advance(json_text(altered), object({}));
            CAPTURE(path);
            if (answer.error_name().empty() || !answer.is_null("store")) FAIL_CHECK("accepted");
            CHECK(answer.text({"error", "where"}).starts_with("store."));
            ++changes;
        };
        for_each_leaf(altered, altered, "", [&](const std::string& path, Json& leaf) {
            if (auto* boolean = leaf.get_if<bool>()) {
                *boolean = !*boolean;
                return refused(path);
            }
            auto* text = leaf.get_if<std::string>();
            if (text == nullptr) {
                leaf = Json(std::string("0x00"));
                return refused(path);
            }
            const std::string whole = *text;
            const std::size_t places = text->size();
            for (const std::size_t place : {std::size_t{2}, places / 3, places / 2, places - 1}) {
                *text = whole;
                if (place >= places) continue;
                (*text)[place] = whole[place] == '1' ? '2' : '1';
                refused(path);
            }
            *text = whole + "00";
            if (whole != "0") refused(path);
            leaf = Json(Json::Null{});
            refused(path);
        });
        CHECK(changes > 100);
        CHECK(json_text(altered) == store);
    }
}

TEST_CASE("advance_light_client goes on without finality only where the policy takes such blocks", "[pipeline]") {
    Fixture fixture("optimistic");
    Json data = only(fixture.chain_data(), "optimistic_updates");
    const Answer before = fixture.advance("", data);
    REQUIRE(before.error_name().empty());
    // A whole period without finality has gone by.
    fixture.now = std::to_string(std::stoull(fixture.now) + 200000);
    data = without_bootstrap(only(data, ""));
    set(data, "force_update", Json(true));
    const Answer forced = fixture.advance(before.store(), data);
    CHECK(forced.text({"chain", "status"}) == "verified");
    CHECK(forced.at({"changed"}).boolean().value());
    const JsonReader source = forced.at({"evidence"}).elements(8).value()[0];
    CHECK(member(source, "level").string().value() == "proposed");
    CHECK(member(source, "rests_on").string().value() == "Ethereum's sync committee, advanced without finality");

    set(fixture.trust(), "accept", Json(std::string("finalized")));
    const Answer refused = fixture.advance(before.store(), data);
    CHECK(refused.text({"chain", "error", "name"}) == "force_update_not_accepted");
    CHECK(refused.text({"chain", "error", "where"}) == "chain_data.force_update");
    CHECK(refused.is_null("store"));
    set(data, "force_update", Json(false));
    const Answer unforced = fixture.advance(before.store(), data);
    CHECK(unforced.text({"chain", "error", "name"}) == "finality_lag_too_large");
    CHECK(unforced.store() == before.store());
    set(data, "force_update", Json(std::string("yes")));
    CHECK(fixture.advance(before.store(), data).text({"chain", "error", "name"}) == "wrong_type");
}

namespace {

std::string list_of(const std::string& type) {
    return type == "update" ? "updates" : type == "finality_update" ? "finality_updates" : "optimistic_updates";
}

}  // namespace

TEST_CASE("advance_light_client, chains of mainnet updates through text", "[pipeline][vectors]") {
    const auto folder = vectors_or_skip("ethereum");
    if (!folder) return;
    std::size_t steps = 0;
    std::size_t largest = 0;
    for (const char* name : {"mainnet-altair-290", "mainnet-capella-862", "mainnet-deneb-1347", "mainnet-deneb-1392",
                             "mainnet-deneb-electra-1421", "mainnet-electra-1573", "mainnet-fulu-1823"}) {
        CAPTURE(name);
        const CaseFile vectors(*folder / name, CaseFile::Encoding::json);
        Fixture sample("one-chain");
        Json trust = object({entry("kind", "ethereum"), entry("network", "mainnet"),
                             entry("checkpoint", to_hex(vectors.trusted_block_root()))});
        set(sample.policy, "trust", object({entry("eip155:1", trust)}));
        set(sample.policy, "vaults", array({}));
        set(sample.policy, "limits", object({entry("max_checkpoint_age", Json(Json::Number{"100000000"}))}));
        const std::string now = std::to_string(vectors.time_of(vectors.max_signature_slot()));
        const auto advance = [&](const std::string& store, const Json& data) {
            return Answer(advance_light_client(store, json_text(data), json_text(sample.policy), "eip155:1", now));
        };
        std::string store = advance("", object({entry("bootstrap", vectors.bootstrap_document())})).store();
        REQUIRE_FALSE(store.empty());
        bool in_order = true;
        for (const JsonReader& step : vectors.steps()) {
            const std::string type = text(step, "type");
            if (type == "force_update") break;
            const std::string list = list_of(type);
            const Answer answer = advance(store, object({entry(list, array({vectors.update_document(step)}))}));
            if (!answer.is_null("error")) FAIL(json_text(answer.at({"error"}).json()));
            const JsonReader outcome = answer.at({"chain", "updates"}).elements(1).value()[0];
            CHECK(member(outcome, "accepted").boolean().value() == (text(step, "expect") != "reject"));
            const bool is_known = has(step, "expect_after") && text(step, "expect") != "reject";
            if (is_known) {
                const JsonReader after = member(member(step, "expect_after"), "finalized_header");
                if (!answer.at({"chain", "finalized"}).is_null()) {
                    CHECK(answer.text({"chain", "finalized", "root"}) == text(after, "beacon_root"));
                }
            }
            store = answer.store();
            largest = std::max(largest, store.size());
            in_order = in_order && !store.empty();
            ++steps;
        }
        CHECK(in_order);
    }
    CHECK(steps > 20);
    std::printf("advance_light_client: %zu mainnet updates through text, largest store %zu bytes\n", steps, largest);
}
