#include "tests/support/ethereum/ssz_snappy.hpp"

#include "tests/support/snappy.hpp"
#include "tests/support/vectors.hpp"

namespace clearmargin::tests {

Bytes read_ssz_snappy(const std::filesystem::path& path) {
    const std::string text = read_file(path);
    return snappy_decompressed({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace clearmargin::tests
