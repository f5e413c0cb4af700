#include "tests/support/ethereum/case_file.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/endian.hpp"
#include "core/bytes/hex.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "tests/support/json_file.hpp"

namespace clearmargin::tests {
namespace {

using namespace ethereum;

ByteView bytes_of(const std::string& text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// The object of that index in the Beacon API's octet stream: u64 length, 4 bytes of fork digest, SSZ, over and over.
Bytes stream_item(const std::string& stream, std::size_t index) {
    ByteView rest = bytes_of(stream);
    for (;; --index) {
        REQUIRE(rest.size() >= 12);
        const auto length = static_cast<std::size_t>(load_u64_le(rest.data()));
        REQUIRE(rest.size() >= 8 + length);
        if (index == 0) return {rest.begin() + 12, rest.begin() + 8 + static_cast<std::ptrdiff_t>(length)};
        rest = rest.subspan(8 + length);
    }
}

Json versioned(const std::string& version, ByteView ssz) {
    Json::Object object;
    object.push_back({"version", Json(version)});
    object.push_back({"data", Json(to_hex(ssz))});
    return Json(std::move(object));
}

NetworkParams network_of(const JsonReader& reader) {
    const auto params = network_of_name(text(reader, "network"));
    REQUIRE(params.ok());
    CHECK(params.value().genesis_validators_root == hash(reader, "genesis_validators_root"));
    return params.value();
}

}  // namespace

std::string text(const JsonReader& object, std::string_view name) {
    const auto value = member(object, name).string();
    REQUIRE(value.ok());
    return std::string(value.value());
}

std::uint64_t number(const JsonReader& object, std::string_view name) {
    const auto value = member(object, name).u64();
    REQUIRE(value.ok());
    return value.value();
}

Bytes32 hash(const JsonReader& object, std::string_view name) {
    const auto value = member(object, name).fixed_bytes<32>();
    REQUIRE(value.ok());
    return value.value();
}

bool has(const JsonReader& object, std::string_view name) { return object.json().find(name) != nullptr; }

CaseFile::CaseFile(const std::filesystem::path& folder, Encoding encoding)
    : folder_(folder),
      encoding_(encoding),
      document_(read_json(folder / "case.json")),
      reader_(document_),
      params_(network_of(reader_)) {}

Bytes32 CaseFile::trusted_block_root() const { return hash(reader_, "trusted_block_root"); }

Json CaseFile::bootstrap_document() const {
    const JsonReader bootstrap = member(reader_, "bootstrap");
    if (encoding_ == Encoding::ssz && has(bootstrap, "ssz")) {
        return versioned(text(bootstrap, "version"), bytes_of(read_file(folder_ / text(bootstrap, "ssz"))));
    }
    return read_json(folder_ / text(bootstrap, "file"));
}

Result<LightClientBootstrap> CaseFile::bootstrap() const {
    const Json document = bootstrap_document();
    return decode_bootstrap(JsonReader(document), params_);
}

std::vector<JsonReader> CaseFile::steps() const {
    auto steps = member(reader_, "steps").elements(1000);
    REQUIRE(steps.ok());
    return std::move(steps).value();
}

Json CaseFile::update_document(const JsonReader& step) const {
    const bool only_ssz = !has(step, "file");
    if (only_ssz || (encoding_ == Encoding::ssz && has(step, "ssz"))) {
        const Bytes ssz =
            stream_item(read_file(folder_ / text(step, "ssz")), static_cast<std::size_t>(number(step, "index")));
        return versioned(text(step, "version"), ssz);
    }
    Json file = read_json(folder_ / text(step, "file"));
    auto* list = file.get_if<Json::Array>();
    if (list == nullptr) return file;
    return std::move(list->at(static_cast<std::size_t>(number(step, "index"))));
}

Result<LightClientUpdate> CaseFile::update(const JsonReader& step) const {
    const Json document = update_document(step);
    return decode_step(text(step, "type"), document, params_);
}

Result<LightClientUpdate> decode_step(const std::string& type, const Json& document, const NetworkParams& params) {
    const JsonReader reader(document);
    if (type == "finality_update") return decode_finality_update(reader, params);
    if (type == "optimistic_update") return decode_optimistic_update(reader, params);
    REQUIRE(type == "update");
    return decode_update(reader, params);
}

UnixSeconds CaseFile::time_of(Slot slot) const { return compute_time_at_slot(slot, params_); }

Slot CaseFile::max_signature_slot() const { return number(reader_, "max_signature_slot"); }

}  // namespace clearmargin::tests
