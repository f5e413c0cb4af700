// Changes every byte of every proof, header, branch and signature of a bundle, one at a time: no other amount than the
// true one may ever be counted.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "tests/support/vectors.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/pipeline/claims.hpp"
#include "wasm/policy/policy_reader.hpp"

using namespace clearmargin;

namespace {

// Under the sanitizers and in wasm each judgement takes many times as long: they see every eleventh byte, the native
// build all.
#if defined(__SANITIZE_ADDRESS__) || defined(__EMSCRIPTEN__)
constexpr std::size_t stride = 11;
#else
constexpr std::size_t stride = 1;
#endif
// A committee's keys are 25 kB of one kind, hashed under one root.
constexpr std::size_t committee_stride = 97;

/// Every text of 0x-hex below a value, with the path that leads to it.
struct HexText {
    std::string* text;
    bool is_committee_key;
};

void collect_hex(Json& value, bool in_keys, std::vector<HexText>& out) {
    if (auto* text = value.get_if<std::string>()) {
        if (text->size() > 2 && text->starts_with("0x")) out.push_back({text, in_keys});
    } else if (auto* array = value.get_if<Json::Array>()) {
        for (Json& item : *array) collect_hex(item, in_keys, out);
    } else if (auto* object = value.get_if<Json::Object>()) {
        for (Json::Member& member : *object) collect_hex(member.value, in_keys || member.name == "pubkeys", out);
    }
}

Json& member_of(Json& object, std::string_view name) {
    auto& members = *object.get_if<Json::Object>();
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Json::Member& member) { return member.name == name; });
    REQUIRE(found != members.end());
    return found->value;
}

/// Amounts by claim id, of the claims that hold.
using Amounts = std::map<std::string, std::string>;

Amounts amounts_of(const Report& report) {
    Amounts amounts;
    for (const ClaimReport& claim : report.claims) {
        if (claim.status != ClaimStatus::refused) amounts[std::string(claim.id)] = to_string(*claim.amount.value);
    }
    return amounts;
}

struct Subject {
    Json bundle;
    Policy policy;
    UnixSeconds now;
};

Amounts judge(const Subject& subject, const std::vector<FollowedChain>* followed) {
    const auto bundle = read_bundle(subject.bundle);
    if (!bundle.ok()) return {};
    Report report;
    report.now = subject.now;
    const auto chains =
        followed == nullptr ? follow_chains(subject.policy, bundle.value(), subject.now) : std::vector<FollowedChain>();
    judge_claims(subject.policy, bundle.value(), followed == nullptr ? chains : *followed, report);
    return amounts_of(report);
}

bool is_subset(const Amounts& some, const Amounts& all) {
    return std::all_of(some.begin(), some.end(), [&](const auto& entry) {
        const auto found = all.find(entry.first);
        return found != all.end() && found->second == entry.second;
    });
}

struct Count {
    std::size_t tried = 0;
    std::size_t refused = 0;
};

/// Changes one bit of one byte after another below `part`. Each time, what still holds has to hold with its true amount.
Count mutate(Subject& subject, Json& part, const Amounts& truth, const std::vector<FollowedChain>* followed) {
    std::vector<HexText> texts;
    collect_hex(part, false, texts);
    Count count;
    std::size_t turn = 0;
    for (const HexText& hex : texts) {
        for (std::size_t digit = 2; digit < hex.text->size(); digit += 2, ++turn) {
            if (turn % (hex.is_committee_key ? committee_stride : stride) != 0) continue;
            const char before = (*hex.text)[digit];
            const auto value = static_cast<unsigned>(hex_digit(before));
            (*hex.text)[digit] = "0123456789abcdef"[value ^ (1U << (turn % 4))];
            const Amounts amounts = judge(subject, followed);
            if (!is_subset(amounts, truth)) FAIL_CHECK("accepted with another value: " << truncated(*hex.text, 128));
            ++count.tried;
            if (amounts.size() < truth.size()) ++count.refused;
            (*hex.text)[digit] = before;
        }
    }
    return count;
}

void mutate_whole(Subject& subject, const char* name) {
    const Amounts truth = judge(subject, nullptr);
    REQUIRE_FALSE(truth.empty());
    const Count chains = mutate(subject, member_of(subject.bundle, "chains"), truth, nullptr);
    // A claim's proof changes nothing of the chains, which are followed once. Evidence points at them, not at the bundle.
    const auto original = read_bundle(subject.bundle);
    REQUIRE(original.ok());
    const auto followed = follow_chains(subject.policy, original.value(), subject.now);
    const Count claims = mutate(subject, member_of(subject.bundle, "claims"), truth, &followed);
    CHECK(judge(subject, nullptr) == truth);
    std::printf("mutation: %s: %zu bytes of chains (%zu refused), %zu of claims (%zu refused)\n", name, chains.tried,
                chains.refused, claims.tried, claims.refused);
    CHECK(chains.tried > 1000 / stride);
    CHECK(claims.tried > 5000 / stride);
    CHECK(claims.refused * 2 > claims.tried);
}

Subject subject_of(const std::string& bundle, const std::string& policy, UnixSeconds now) {
    auto document = parse_json(bundle);
    REQUIRE(document.ok());
    const auto policy_document = parse_json(policy);
    REQUIRE(policy_document.ok());
    auto read = read_policy(policy_document.value());
    REQUIRE(read.ok());
    return Subject{std::move(document).value(), std::move(read).value(), now};
}

/// A holder's USDC on mainnet, from a checkpoint of one committee to a head signed by the next. No finality update leads
/// near that head, so finality seems to lag.
constexpr const char* mainnet_policy = R"({"format":"clearmargin/policy/1",
  "accounts":["eip155:1:0x37305b1cd40574e4c5ce33f8e8306be057fd7341"],
  "trust":{"eip155:1":{"kind":"ethereum","network":"mainnet","accept":"optimistic",
    "checkpoint":"0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572"}},
  "assets":[{"id":"eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48","symbol":"USDC","price":"1"}],
  "vaults":[{"id":"wallet-usdc","chain":"eip155:1","asset":"eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48",
    "decimals":6,"kind":"erc20","contract":"0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48","slot":"9",
    "code_hash":"0xd80d4b7c890cb9d6a4893e6b52bc34b56b25335cb13716e0d1d31383e6b41505",
    "proxy":{"slot":"0x7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3",
      "implementation":"0x43506849d7c04f9138d1a2050bbf3a0c054402dd"}}],
  "collateral":{"assets":[]},"margin":{"instruments":[]},
  "limits":{"max_finality_lag":1000000}})";

std::string result_of(const std::filesystem::path& file) {
    // The vectors wrap the eth_getProof answer; its text is taken as it stands.
    const std::string text = tests::read_file(file);
    const auto start = text.find("\"result\":");
    REQUIRE(start != std::string::npos);
    const auto open = text.find('{', start);
    std::size_t depth = 0;
    std::size_t end = open;
    do {
        if (text[end] == '{') ++depth;
        if (text[end] == '}') --depth;
        ++end;
    } while (depth > 0 && end < text.size());
    return text.substr(open, end - open);
}

std::string mainnet_bundle(const std::filesystem::path& folder) {
    return R"({"format":"clearmargin/bundle/1","account":"eip155:1:0x37305b1cd40574e4c5ce33f8e8306be057fd7341","chains":{"eip155:1":
      {"kind":"ethereum","bootstrap":)" +
           tests::read_file(folder / "bootstrap.json") + R"(,"updates":)" + tests::read_file(folder / "updates.json") +
           R"(,"optimistic_updates":[)" + tests::read_file(folder / "optimistic_11412888.json") +
           R"(]}},"claims":[{"id":"usdc","chain":"eip155:1","vault":"wallet-usdc",
      "account":"eip155:1:0x37305b1cd40574e4c5ce33f8e8306be057fd7341",
      "block":"0xb060be33ba04995a08ce40d5ab566b7aca196e87c38f5a3aeadf1c00fcc703de","proof":)" +
           result_of(folder / "proof_11412888_a0b86991.json") + "}]}";
}

}  // namespace

TEST_CASE("mutated sample bundle", "[pipeline][mutation]") {
    const auto expected = parse_json(tests::read_file(tests::fixture("sample/expected.json"))).value();
    const std::string now = expected.find("now")->get_if<Json::Number>()->text;
    Subject subject = subject_of(tests::read_file(tests::fixture("sample/bundle.json")),
                                 tests::read_file(tests::fixture("sample/policy.json")), std::stoull(now));
    mutate_whole(subject, "sample");
}

TEST_CASE("mutated mainnet bundle", "[pipeline][mutation][vectors]") {
    const auto folder = tests::vectors_or_skip("ethereum/mainnet-deneb-1392");
    if (!folder) return;
    Subject subject = subject_of(mainnet_bundle(*folder), mainnet_policy, 1743778703);
    CHECK(judge(subject, nullptr) == Amounts{{"usdc", "4997448699.439929"}});
    mutate_whole(subject, "mainnet USDC");
}
