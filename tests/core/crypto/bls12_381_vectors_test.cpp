#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/bytes/hex.hpp"
#include "core/crypto/bls12_381.hpp"
#include "tests/support/bls_signer.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

Bytes bytes_of(const JsonReader& value) {
    const auto bytes = value.bytes(4096);
    REQUIRE(bytes.ok());
    return bytes.value();
}

/// The bytes if there are N of them. The vectors have some of other lengths, which our types cannot even hold.
template <std::size_t N>
std::optional<FixedBytes<N>> fixed(const JsonReader& value) {
    const Bytes bytes = bytes_of(value);
    if (bytes.size() != N) return std::nullopt;
    return take_fixed<N>(bytes);
}

/// The signature's bytes; where a vector has another number of them, bytes that are no signature either.
Bytes96 signature_of(const JsonReader& input) { return fixed<96>(member(input, "signature")).value_or(Bytes96()); }

template <std::size_t N>
std::vector<FixedBytes<N>> fixed_list(const JsonReader& list) {
    std::vector<FixedBytes<N>> out;
    const auto elements = list.elements(1000);
    REQUIRE(elements.ok());
    for (const JsonReader& element : elements.value()) out.push_back(fixed<N>(element).value());
    return out;
}

void check_hex(const std::optional<std::string>& actual, const JsonReader& expected) {
    CHECK(actual.has_value() != expected.is_null());
    if (actual && !expected.is_null()) CHECK(*actual == expected.string().value());
}

std::vector<bls::PublicKey> valid_keys(const JsonReader& list) {
    std::vector<bls::PublicKey> keys;
    for (const Bytes48& key : fixed_list<48>(list)) {
        if (const auto valid = bls::PublicKey::validate(key)) keys.push_back(*valid);
    }
    return keys;
}

bool aggregate_verify(const JsonReader& input) {
    const auto given_keys = fixed_list<48>(member(input, "pubkeys"));
    const auto keys = valid_keys(member(input, "pubkeys"));
    const auto messages = fixed_list<32>(member(input, "messages"));
    const auto signature = bls::Signature::decode(signature_of(input));
    std::vector<ByteView> views;
    for (const Bytes32& message : messages) views.push_back(message.view());
    return keys.size() == given_keys.size() && signature && signature->verifies_each(keys, views);
}

bool batch_verify(const JsonReader& input) {
    const auto keys = fixed_list<48>(member(input, "pubkeys"));
    const auto messages = fixed_list<32>(member(input, "messages"));
    const auto signatures = fixed_list<96>(member(input, "signatures"));
    std::vector<bls::SignedMessage> all;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto key = bls::PublicKey::validate(keys[i]);
        const auto signature = bls::Signature::decode(signatures[i]);
        if (!key || !signature) return false;
        all.push_back({*key, messages[i], *signature});
    }
    return bls::verify_all(all);
}

bool fast_aggregate_verify(const JsonReader& input) {
    return bls::fast_aggregate_verify(fixed_list<48>(member(input, "pubkeys")), bytes_of(member(input, "message")),
                                      signature_of(input));
}

/// Spec    consensus-specs@a08d8a6 altair/bls.md#eth_fast_aggregate_verify: light clients do not use it
bool eth_fast_aggregate_verify(const JsonReader& input) {
    Bytes96 infinity;
    infinity[0] = 0xc0;
    const bool none_signed = member(input, "pubkeys").elements(1000).value().empty();
    if (none_signed && signature_of(input) == infinity) return true;
    return fast_aggregate_verify(input);
}

std::optional<std::string> aggregate_signatures(const JsonReader& input) {
    std::vector<bls::Signature> signatures;
    for (const Bytes96& signature : fixed_list<96>(input)) {
        signatures.push_back(bls::Signature::decode(signature).value());
    }
    const auto sum = bls::Signature::aggregate(signatures);
    if (!sum) return std::nullopt;
    return to_hex(sum->encode());
}

std::optional<std::string> eth_aggregate_pubkeys(const JsonReader& input) {
    const auto keys = valid_keys(input);
    if (keys.empty() || keys.size() != input.elements(1000).value().size()) return std::nullopt;
    bls::CurvePoint sum;
    for (const auto& key : keys) sum = sum.plus(key.point());
    return to_hex(sum.encode());
}

void check_bool(bool actual, const JsonReader& expected) { CHECK(actual == expected.boolean().value()); }

using Runner = std::function<void(const JsonReader& input, const JsonReader& output)>;

const std::map<std::string, Runner> runners = {
    {"aggregate", [](const auto& in, const auto& out) { check_hex(aggregate_signatures(in), out); }},
    {"aggregate_verify", [](const auto& in, const auto& out) { check_bool(aggregate_verify(in), out); }},
    {"batch_verify", [](const auto& in, const auto& out) { check_bool(batch_verify(in), out); }},
    {"deserialization_G1",
     [](const auto& in, const auto& out) {
         const auto key = fixed<48>(member(in, "pubkey"));
         check_bool(key && bls::CurvePoint::decode(*key), out);
     }},
    {"deserialization_G2",
     [](const auto& in, const auto& out) {
         const auto signature = fixed<96>(member(in, "signature"));
         check_bool(signature && bls::Signature::decode(*signature), out);
     }},
    {"eth_aggregate_pubkeys", [](const auto& in, const auto& out) { check_hex(eth_aggregate_pubkeys(in), out); }},
    {"eth_fast_aggregate_verify",
     [](const auto& in, const auto& out) { check_bool(eth_fast_aggregate_verify(in), out); }},
    {"fast_aggregate_verify", [](const auto& in, const auto& out) { check_bool(fast_aggregate_verify(in), out); }},
    // Signing and hashing are not ours: these two show that the tests' own signer can be believed.
    {"hash_to_G2",
     [](const auto& in, const auto& out) {
         const std::string message(member(in, "msg").string().value());
         const auto [x, y] = bls_hash_to_g2({reinterpret_cast<const std::uint8_t*>(message.data()), message.size()});
         CHECK(x == member(out, "x").string().value());
         CHECK(y == member(out, "y").string().value());
     }},
    {"sign",
     [](const auto& in, const auto& out) {
         const auto signature = bls_sign(fixed<32>(member(in, "privkey")).value(), bytes_of(member(in, "message")));
         check_hex(signature ? std::optional(to_hex(*signature)) : std::nullopt, out);
     }},
    {"verify",
     [](const auto& in, const auto& out) {
         check_bool(
             bls::verify(fixed<48>(member(in, "pubkey")).value(), bytes_of(member(in, "message")), signature_of(in)),
             out);
     }},
};

}  // namespace

TEST_CASE("bls, vectors", "[crypto][vectors]") {
    const auto folder = vectors_or_skip("ethereum/bls");
    if (!folder) return;
    std::size_t count = 0;
    for (const auto& [handler, run] : runners) {
        std::size_t of_handler = 0;
        for (const auto& file : std::filesystem::directory_iterator(*folder / handler)) {
            INFO(file.path().string());
            const Json document = file.path().extension() == ".yaml" ? read_yaml(file.path()) : read_json(file.path());
            const JsonReader reader(document);
            // A null output reads as an absent member.
            const Json* output = document.find("output");
            REQUIRE(output != nullptr);
            run(member(reader, "input"), JsonReader(*output));
            ++of_handler;
        }
        CHECK(of_handler > 0);
        count += of_handler;
    }
    std::size_t folders = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) folders += entry.is_directory() ? 1U : 0U;
    CHECK(folders == runners.size());
    std::printf("bls: %zu vectors of %zu handlers\n", count, runners.size());
}
