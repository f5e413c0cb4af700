#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/light_client_json.hpp"
#include "tests/support/ethereum/container_roots.hpp"
#include "tests/support/ethereum/decoded_ssz.hpp"
#include "tests/support/ethereum/ssz_snappy.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

/// What to do with one type of object.
template <class Object>
struct Codec {
    std::function<Result<Object>(ByteView)> from_ssz;
    std::function<void(const FieldReader&, Object&)> from_json;
    std::function<Bytes(const Object&)> to_ssz;
    std::function<Bytes32(const Object&)> root;
};

Codec<LightClientBootstrap> bootstrap_codec(Fork fork, const Preset& preset) {
    return {[=, &preset](ByteView bytes) { return decode_bootstrap_ssz(bytes, fork, preset); },
            [=, &preset](const FieldReader& from, LightClientBootstrap& to) { read_bootstrap(from, fork, preset, to); },
            [](const LightClientBootstrap& bootstrap) { return encode_ssz(bootstrap); },
            [](const LightClientBootstrap& bootstrap) { return root_of(bootstrap); }};
}

Codec<LightClientUpdate> update_codec(UpdateKind kind, Fork fork, const Preset& preset) {
    return {[=, &preset](ByteView bytes) { return decode_update_ssz(bytes, fork, preset, kind); },
            [=, &preset](const FieldReader& from, LightClientUpdate& to) { read_update(from, kind, fork, preset, to); },
            [=](const LightClientUpdate& update) { return encode_ssz(update, kind); },
            [=](const LightClientUpdate& update) { return root_of(update, kind); }};
}

/// The root, the bytes again, the JSON form, which gives the same object, and the bytes cut and lengthened.
template <class Object>
void check_object(const std::filesystem::path& folder, const Codec<Object>& codec) {
    Bytes bytes = read_ssz_snappy(folder / "serialized.ssz_snappy");
    const Result<Object> object = codec.from_ssz(bytes);
    REQUIRE(object.ok());
    const Json roots = read_yaml(folder / "roots.yaml");
    CHECK(to_hex(codec.root(object.value())) == member(JsonReader(roots), "root").string().value());
    CHECK(codec.to_ssz(object.value()) == bytes);

    if (std::filesystem::exists(folder / "value.yaml")) {
        const Json value = read_yaml(folder / "value.yaml");
        Refusal first;
        Object again;
        codec.from_json(FieldReader(value, first), again);
        if (first.present()) FAIL(first.error().where << ": " << first.error().expected);
        CHECK(again == object.value());
    }

    // Bytes cut off or added can only be those of extra_data, where it comes last; all else is refused.
    std::size_t wrongly_accepted = 0;
    const auto try_bytes = [&](ByteView other) {
        const auto decoded = codec.from_ssz(other);
        if (decoded.ok() ? !equal(codec.to_ssz(decoded.value()), other) || other.size() + 32 < bytes.size()
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
    if (type == "LightClientHeader") return check_header_object(folder, fork);
    if (type == "LightClientBootstrap") return check_object(folder, bootstrap_codec(fork, preset));
    const std::map<std::string, UpdateKind> kinds = {{"LightClientUpdate", UpdateKind::update},
                                                     {"LightClientFinalityUpdate", UpdateKind::finality_update},
                                                     {"LightClientOptimisticUpdate", UpdateKind::optimistic_update}};
    check_object(folder, update_codec(kinds.at(type), fork, preset));
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
