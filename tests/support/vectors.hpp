#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace clearmargin::tests {

/// `relative` in the shared vectors, or nothing after a skip that names it. The vectors are where CLEARMARGIN_VECTORS
/// says, else in `../shared/vectors` beside the repository.
std::optional<std::filesystem::path> vectors_or_skip(std::string_view relative);

/// `relative` in tests/fixtures, which are part of the repository.
std::filesystem::path fixture(std::string_view relative);

/// `relative` in the repository.
std::filesystem::path repository_file(std::string_view relative);

/// The whole file. Fails the running test if it can't be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace clearmargin::tests
