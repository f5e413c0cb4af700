// Changes every byte of a recorded mainnet answer, one at a time: nothing else than the recorded balance may come out.
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "core/bytes/hex.hpp"
#include "light-client/vault/vault_claims.hpp"
#include "tests/light-client/vault/usdc_on_mainnet.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/proven_fixture.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;
using verifiers::VaultClaims;

namespace {

/// All strings of 0x-hex in `value`.
void collect_hex(Json& value, std::vector<std::string*>& into) {
    if (auto* text = value.get_if<std::string>(); text != nullptr && text->starts_with("0x")) into.push_back(text);
    if (auto* array = value.get_if<Json::Array>()) {
        for (Json& element : *array) collect_hex(element, into);
    }
    if (auto* object = value.get_if<Json::Object>()) {
        for (Json::Member& entry : *object) collect_hex(entry.value, into);
    }
}

/// The digit whose value differs in one bit.
char other_digit(char digit, unsigned bit) {
    constexpr std::string_view digits = "0123456789abcdef";
    return digits[static_cast<unsigned>(hex_digit(digit)) ^ (1U << bit)];
}

Json* member_of(Json& object, std::string_view name) {
    for (Json::Member& entry : *object.get_if<Json::Object>()) {
        if (entry.name == name) return &entry.value;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("mutated mainnet answers", "[vault][mutation][vectors]") {
    const auto folder = vectors_or_skip("ethereum/mainnet-deneb-1392");
    if (!folder) return;
    Json proof_file = read_json(*folder / "proof_11412861_a0b86991.json");
    Json implementation_file = read_json(*folder / "proof_11412861_43506849.json");
    Json& proof = *member_of(proof_file, "result");
    Json& implementation = *member_of(implementation_file, "result");
    ExecutionBlock block;
    block.chain = usdc_on_mainnet().chain;
    block.state_root = member(JsonReader(proof_file), "state_root").fixed_bytes<32>().value();
    const auto proven_block = TestFixture::proven(block);
    const auto verify = [&] {
        return VaultClaims::verify_vault_claim(proven_block, usdc_on_mainnet(), usdc_holder(), JsonReader(proof),
                                               JsonReader(implementation));
    };
    const auto original = verify();
    REQUIRE(original.ok());

    std::vector<std::string*> strings;
    collect_hex(proof, strings);
    collect_hex(implementation, strings);
    std::size_t mutations = 0;
    std::size_t unaffected = 0;  // of what this claim doesn't use: another slot's entry
    std::size_t wrong = 0;
    for (std::string* text : strings) {
        for (std::size_t i = 2; i < text->size(); i += 2) {
            const char kept = (*text)[i];
            (*text)[i] = other_digit(kept, static_cast<unsigned>(i / 2 % 4));
            const auto mutated = verify();
            if (mutated.ok() && *mutated.value() == *original.value()) {
                ++unaffected;
            } else if (mutated.ok()) {
                ++wrong;
            }
            ++mutations;
            (*text)[i] = kept;
        }
    }
    CHECK(wrong == 0);
    CHECK(mutations > 10'000);
    CHECK(unaffected < mutations / 3);
    CHECK(verify().ok());
    std::printf("mutated mainnet answers: %zu bytes, %zu refused, %zu in parts not used\n", mutations,
                mutations - unaffected, unaffected);
}
