#include <catch2/catch.hpp>
#include <cstdio>
#include <set>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/light_client_json.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "tests/support/ethereum/container_roots.hpp"
#include "tests/support/ethereum/ssz_snappy.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

/// The root, the bytes again, the JSON form, which gives the same object, and the bytes cut and lengthened.
template <class Object, class FromSsz, class FromJson>
void check_object(const std::filesystem::path& folder, const FromSsz& from_ssz, const FromJson& from_json) {
    Bytes bytes = read_ssz_snappy(folder / "serialized.ssz_snappy");
    const Result<Object> object = from_ssz(bytes);
    REQUIRE(object.ok());
    const Json roots = read_yaml(folder / "roots.yaml");
    CHECK(to_hex(root_of(object.value())) == member(JsonReader(roots), "root").string().value());
    CHECK(encode_ssz(object.value()) == bytes);

    if (std::filesystem::exists(folder / "value.yaml")) {
        const Json value = read_yaml(folder / "value.yaml");
        const Result<Object> again = from_json(JsonReader(value));
        if (!again.ok()) FAIL(again.error().where << ": " << again.error().expected);
        CHECK(again.value() == object.value());
    }

    // Bytes cut off or added can only be those of extra_data, where it comes last; all else is refused.
    std::size_t wrongly_accepted = 0;
    const auto try_bytes = [&](ByteView other) {
        const auto decoded = from_ssz(other);
        if (decoded.ok() ? !equal(encode_ssz(decoded.value()), other) || other.size() + 32 < bytes.size()
                         : decoded.error().code != ErrorCode::malformed_ssz) {
            ++wrongly_accepted;
        }
    };
    const std::size_t step = bytes.size() > 4096 ? 97 : 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) try_bytes(ByteView(bytes).first(size));
    bytes.push_back(0);
    try_bytes(bytes);
    CHECK(wrongly_accepted == 0);
}

void check_header_object(const std::filesystem::path& folder, Fork fork) {
    const Bytes bytes = read_ssz_snappy(folder / "serialized.ssz_snappy");
    const auto header = decode_header_ssz(bytes, fork);
    REQUIRE(header.ok());
    const Json roots = read_yaml(folder / "roots.yaml");
    CHECK(to_hex(root_of(header.value())) == member(JsonReader(roots), "root").string().value());
    CHECK(encode_ssz(header.value()) == bytes);
}

void run(const std::string& type, const std::filesystem::path& folder, Fork fork, const Preset& preset) {
    const auto with = [&](auto decode) {
        return [=, &preset](const auto& from) { return decode(from, fork, preset); };
    };
    if (type == "LightClientHeader") return check_header_object(folder, fork);
    if (type == "LightClientBootstrap") {
        return check_object<LightClientBootstrap>(folder, with(decode_bootstrap_ssz), with(decode_bootstrap_json));
    }
    if (type == "LightClientUpdate") {
        return check_object<LightClientUpdate>(folder, with(decode_update_ssz), with(decode_update_json));
    }
    if (type == "LightClientFinalityUpdate") {
        return check_object<LightClientFinalityUpdate>(folder, with(decode_finality_update_ssz),
                                                       with(decode_finality_update_json));
    }
    REQUIRE(type == "LightClientOptimisticUpdate");
    check_object<LightClientOptimisticUpdate>(folder, with(decode_optimistic_update_ssz),
                                              with(decode_optimistic_update_json));
}

}  // namespace

TEST_CASE("light client containers, ssz_static vectors", "[ethereum][ssz][vectors]") {
    const auto root = vectors_or_skip("ethereum/ssz_static");
    if (!root) return;
    std::size_t count = 0;
    std::set<std::string> kinds;
    for (const auto& file : std::filesystem::recursive_directory_iterator(*root)) {
        if (file.path().filename() != "serialized.ssz_snappy") continue;
        const std::filesystem::path folder = file.path().parent_path();
        INFO(folder.string());
        const Json manifest = read_yaml(folder / "manifest.yaml");
        const auto field = [&](const char* name) {
            return std::string(member(JsonReader(manifest), name).string().value());
        };
        const auto fork = fork_of_name(field("fork"));
        REQUIRE(fork);
        run(field("handler"), folder, *fork, field("preset") == "minimal" ? minimal_preset : mainnet_preset);
        kinds.insert(field("preset") + field("fork") + field("handler"));
        ++count;
    }
    CHECK(kinds.size() == 2 * 7 * 5);
    CHECK(count > 0);
    std::printf("ssz_static: %zu objects of %zu kinds (preset, fork, type)\n", count, kinds.size());
}
