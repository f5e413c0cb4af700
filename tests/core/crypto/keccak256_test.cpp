#include "core/crypto/keccak256.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "core/bytes/hex.hpp"
#include "tests/support/json_file.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

/// The vector's message: its bytes, or how many there are of the pattern (7 * i) & 255.
Bytes message_of(const JsonReader& entry) {
    if (const auto digits = entry.optional_member("msg").value()) {
        return decode_hex("0x" + std::string(digits->string().value())).value();
    }
    REQUIRE(member(entry, "pattern").string().value() == "byte i = (7*i+0) & 255");
    Bytes message(static_cast<std::size_t>(member(entry, "len").u64().value()));
    for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::uint8_t>(7 * i);
    return message;
}

}  // namespace

TEST_CASE("keccak256", "[crypto]") {
    // The two constants of the yellow paper: of no bytes, and of the RLP of an empty string.
    CHECK(keccak256({}) == "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"_bytes32);
    CHECK(keccak256(Bytes{0x80}) == "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"_bytes32);
}

TEST_CASE("keccak256 vectors", "[crypto][vectors]") {
    const auto path = vectors_or_skip("crypto/hashes.json");
    if (!path) return;
    const Json document = read_json(*path);
    std::size_t cases = 0;
    for (const JsonReader& entry : JsonReader(document).elements(10'000).value()) {
        const Bytes message = message_of(entry);
        CAPTURE(message.size());
        CHECK(to_hex(keccak256(message)) == "0x" + std::string(member(entry, "keccak256").string().value()));
        ++cases;
    }
    CHECK(cases > 0);
    std::printf("keccak256 vectors: %zu\n", cases);
}
