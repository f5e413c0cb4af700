#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin::fuzz {

/// A fuzzer's bytes, taken from the front as what a target needs. Past the end everything is zero or empty.
class Input {
  public:
    Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}

    [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }
    std::uint8_t byte() {
        const ByteView taken = bytes(1);
        return taken.empty() ? std::uint8_t{0} : taken[0];
    }
    std::size_t number() {
        const std::size_t high = byte();
        return 256 * high + byte();
    }
    /// `size` bytes, or as many as are left.
    ByteView bytes(std::size_t size) {
        const ByteView taken = rest_.first(std::min(size, rest_.size()));
        rest_ = rest_.subspan(taken.size());
        return taken;
    }
    /// As many bytes as the next two say.
    Bytes chunk() {
        const ByteView taken = bytes(number());
        return {taken.begin(), taken.end()};
    }
    ByteView rest() { return bytes(rest_.size()); }

  private:
    ByteView rest_;
};

}  // namespace clearmargin::fuzz
