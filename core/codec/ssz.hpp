#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/bytes/endian.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// How many bytes an SSZ offset takes.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#constants, BYTES_PER_LENGTH_OFFSET
inline constexpr std::size_t BYTES_PER_LENGTH_OFFSET = 4;

/// One SSZ container, read straight down in the order of its fields. Reads past the end change nothing: whoever reads
/// asks `finish_fixed_part` after the last field of fixed size or offset, and only then may use what was read.
/// It points into the bytes, which have to outlive it.
///
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#deserialization
class SszReader {
  public:
    explicit SszReader(ByteView bytes) noexcept : bytes_(bytes) {}

    void read(std::uint64_t& to) noexcept;
    template <std::size_t N>
    void read(FixedBytes<N>& to) noexcept {
        read_bytes(to.bytes);
    }
    void read(Bytes& to, std::size_t size);
    template <std::size_t N>
    void read(std::vector<FixedBytes<N>>& to, std::size_t count) {
        to.resize(count);
        for (FixedBytes<N>& element : to) read(element);
    }
    /// The next `size` bytes of the fixed part, a container of its own; empty where there are fewer.
    [[nodiscard]] ByteView take(std::size_t size) noexcept;
    /// The offset of a variable-size field; no container has more than `max_offsets` of them.
    void read_offset() noexcept;
    static constexpr std::size_t max_offsets = 2;

    /// Judges the container's length, and that its variable parts lie behind the fixed one in order, without gaps.
    /// Fails   malformed_ssz, naming `where`
    [[nodiscard]] Status finish_fixed_part(std::string_view where) const;

    /// The bytes of a variable-size field: from its offset to the next one's, or to the end. Only where finished.
    [[nodiscard]] ByteView variable(std::size_t index) const noexcept;

  private:
    void read_bytes(std::span<std::uint8_t> to) noexcept;
    [[nodiscard]] std::size_t end_of(std::size_t index) const noexcept {
        return index + 1 < offset_count_ ? offsets_[index + 1] : bytes_.size();
    }

    ByteView bytes_;
    std::size_t position_ = 0;  ///< how much the fields so far take, past the end of the bytes too
    std::array<std::size_t, max_offsets> offsets_{};
    std::size_t offset_count_ = 0;
};

/// Writes one SSZ container: its fields in order, `finish` puts the variable parts behind.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#serialization
class SszWriter {
  public:
    SszWriter& u64(std::uint64_t value);
    SszWriter& bytes(ByteView value);
    SszWriter& bytes32_vector(const std::vector<Bytes32>& values);
    SszWriter& variable(ByteView value);
    [[nodiscard]] Bytes finish() const;

  private:
    struct Variable {
        std::size_t offset_place;
        Bytes bytes;
    };
    Bytes fixed_;
    std::vector<Variable> variables_;
};

}  // namespace clearmargin
