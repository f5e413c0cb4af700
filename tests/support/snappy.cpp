#include "tests/support/snappy.hpp"

#include <catch2/catch.hpp>

namespace clearmargin::tests {
namespace {

/// Reads forward, failing the test at the end.
class Input {
  public:
    explicit Input(ByteView rest) : rest_(rest) {}
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    ByteView take(std::size_t size) {
        REQUIRE(rest_.size() >= size);
        const ByteView taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    std::size_t little_endian(std::size_t size) {
        std::size_t value = 0;
        const ByteView bytes = take(size);
        for (std::size_t i = size; i-- > 0;) value = (value << 8U) | bytes[i];
        return value;
    }

  private:
    ByteView rest_;
};

std::size_t read_varint(Input& from) {
    std::size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::size_t byte = from.little_endian(1);
        value |= (byte & 0x7fU) << shift;
        if (byte < 0x80) return value;
    }
}

void copy_back(Bytes& out, std::size_t offset, std::size_t length) {
    REQUIRE(offset > 0);
    REQUIRE(offset <= out.size());
    for (std::size_t i = 0; i < length; ++i) out.push_back(out[out.size() - offset]);
}

}  // namespace

Bytes snappy_decompressed(ByteView block) {
    Input from(block);
    const std::size_t size = read_varint(from);
    Bytes out;
    while (!from.empty()) {
        const std::size_t tag = from.little_endian(1);
        const std::size_t upper = tag >> 2U;
        switch (tag & 3U) {
            case 0: {
                const std::size_t length = 1 + (upper < 60 ? upper : from.little_endian(upper - 59));
                const ByteView literal = from.take(length);
                out.insert(out.end(), literal.begin(), literal.end());
                break;
            }
            case 1:
                copy_back(out, (tag >> 5U) << 8U | from.little_endian(1), 4 + (upper & 7U));
                break;
            case 2:
                copy_back(out, from.little_endian(2), 1 + upper);
                break;
            default:
                copy_back(out, from.little_endian(4), 1 + upper);
                break;
        }
    }
    REQUIRE(out.size() == size);
    return out;
}

}  // namespace clearmargin::tests
