#pragma once

#include <filesystem>
#include <string_view>

#include "core/codec/json.hpp"

namespace clearmargin::tests {

/// The document in the subset of YAML that the consensus tests use: mappings and sequences by indentation, `{a: b}`,
/// `[]` and plain or quoted scalars on one line. Scalars are strings, but for a plain true, false or null. Fails the
/// running test at anything else.
Json parse_yaml(std::string_view text);

Json read_yaml(const std::filesystem::path& path);

}  // namespace clearmargin::tests
