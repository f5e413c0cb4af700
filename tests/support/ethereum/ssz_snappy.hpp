#pragma once

#include <filesystem>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin::tests {

/// The SSZ in an .ssz_snappy file of the consensus tests.
Bytes read_ssz_snappy(const std::filesystem::path& path);

}  // namespace clearmargin::tests
