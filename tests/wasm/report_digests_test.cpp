// A report is the same bytes on every platform: the native and the wasm run of this test check the same digests.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/crypto/sha256.hpp"
#include "tests/support/vectors.hpp"
#include "tests/wasm/fixture_names.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;

namespace {

std::string digest_of(const std::string& name) {
    const auto expected = parse_json(tests::read_file(tests::fixture(name + "/expected.json"))).value();
    const std::string report = verify_bundle(tests::read_file(tests::fixture(name + "/bundle.json")),
                                             tests::read_file(tests::fixture(name + "/policy.json")),
                                             expected.find("now")->get_if<Json::Number>()->text);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(report.data());
    return to_hex(sha256(ByteView(bytes, report.size())));
}

}  // namespace

TEST_CASE("reports are the same bytes on every platform", "[pipeline]") {
    std::string digests;
    for (const std::string_view name : tests::fixture_names) {
        digests += std::string(name) + " " + digest_of(std::string(name)) + "\n";
    }
    const auto file = tests::repository_file("tests/wasm/report_digests.txt");
    // After a change that reports are meant to show: run once with this set, and look at what else differs.
    if (std::getenv("CLEARMARGIN_WRITE_DIGESTS") != nullptr) std::ofstream(file, std::ios::binary) << digests;
    CHECK(tests::read_file(file) == digests);
}
