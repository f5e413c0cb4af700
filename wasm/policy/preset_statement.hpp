#pragma once

#include <optional>
#include <string>

#include "core/codec/field_reader.hpp"
#include "core/evidence/preset_origin.hpp"

namespace clearmargin {

/// Where the user says that the policy's own numbers come from. It decides nothing; reports show it with its age.
struct PresetStatement {
    std::string name;
    std::string source;
    UnixSeconds as_of = 0;

    [[nodiscard]] PresetOrigin origin() const noexcept { return {name, source, as_of}; }
};

/// {"name", "source", "as_of"}, of which `name` has 1 to 64 bytes, `source` 1 to 512 and `as_of` is above 0. Nothing is
/// read where `at` is not present.
/// Fails   wrong_length; out_of_range for an `as_of` of 0; as FieldReader
void read_preset_statement(const FieldReader& at, std::optional<PresetStatement>& to);

}  // namespace clearmargin
