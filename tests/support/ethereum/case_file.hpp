#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/codec/json.hpp"
#include "core/codec/json_reader.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::tests {

/// One case.json of the Ethereum vectors: a chain of light-client objects and what must come of each.
class CaseFile {
  public:
    /// Which of a case's two encodings to read; the other is taken where an object has only that.
    enum class Encoding { json, ssz };

    CaseFile(const std::filesystem::path& folder, Encoding encoding);

    [[nodiscard]] const JsonReader& reader() const { return reader_; }
    [[nodiscard]] const ethereum::NetworkParams& params() const { return params_; }
    [[nodiscard]] Bytes32 trusted_block_root() const;
    [[nodiscard]] Result<ethereum::LightClientBootstrap> bootstrap() const;
    [[nodiscard]] std::vector<JsonReader> steps() const;
    /// The update of a step that has one.
    [[nodiscard]] Result<ethereum::LightClientUpdate> update(const JsonReader& step) const;
    /// The {version, data} document of a step's update.
    [[nodiscard]] Json update_document(const JsonReader& step) const;
    [[nodiscard]] Json bootstrap_document() const;
    /// The first second of that slot.
    [[nodiscard]] UnixSeconds time_of(ethereum::Slot slot) const;
    [[nodiscard]] ethereum::Slot max_signature_slot() const;

  private:
    std::filesystem::path folder_;
    Encoding encoding_;
    Json document_;
    JsonReader reader_;
    ethereum::NetworkParams params_;
};

/// Decodes a {version, data} document as the kind of update that `type` names.
Result<ethereum::LightClientUpdate> decode_step(const std::string& type, const Json& document,
                                                const ethereum::NetworkParams& params);

/// Readers of members that the file is known to have.
std::string text(const JsonReader& object, std::string_view name);
std::uint64_t number(const JsonReader& object, std::string_view name);
Bytes32 hash(const JsonReader& object, std::string_view name);
bool has(const JsonReader& object, std::string_view name);

}  // namespace clearmargin::tests
