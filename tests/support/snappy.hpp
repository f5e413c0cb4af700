#pragma once

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin::tests {

/// The content of one raw snappy block, as the consensus tests store SSZ. Fails the running test if it is malformed.
/// Source  google/snappy format_description.txt
Bytes snappy_decompressed(ByteView block);

}  // namespace clearmargin::tests
