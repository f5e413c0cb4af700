#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bytes/endian.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// How many bytes an SSZ offset takes.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#constants, BYTES_PER_LENGTH_OFFSET
inline constexpr std::size_t BYTES_PER_LENGTH_OFFSET = 4;

/// One SSZ container, read in the order of its fields. Lengths and offsets are judged when it is opened, so the reads
/// cannot fail. It points into the bytes, which have to outlive it.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#deserialization
class SszReader {
  public:
    /// A container of fixed-size fields only: exactly `size` bytes.
    /// Fails   malformed_ssz, naming `where`
    [[nodiscard]] static Result<SszReader> open_fixed(ByteView bytes, std::size_t size, std::string_view where);

    /// A container with variable-size fields: `fixed_size` bytes of fixed-size fields and offsets, then the variable
    /// parts without gaps. `offset_places` are the positions of the offsets, ascending.
    /// Fails   malformed_ssz, naming `where`, unless the first offset is `fixed_size` and none goes back or past the end
    [[nodiscard]] static Result<SszReader> open(ByteView bytes, std::size_t fixed_size,
                                                std::vector<std::size_t> offset_places, std::string_view where);

    [[nodiscard]] std::uint64_t u64() noexcept { return load_u64_le(take(8).data()); }
    template <std::size_t N>
    [[nodiscard]] FixedBytes<N> fixed_bytes() noexcept {
        return take_fixed<N>(take(N));
    }
    /// The next `size` bytes of the fixed part: a vector, or a container of its own.
    [[nodiscard]] ByteView take(std::size_t size) noexcept;
    [[nodiscard]] std::vector<Bytes32> bytes32_vector(std::size_t count);
    /// The next variable-size field: its bytes from its offset to the next one's, or to the end.
    [[nodiscard]] ByteView variable() noexcept;

  private:
    SszReader(ByteView bytes, std::vector<ByteView> variables) : bytes_(bytes), variables_(std::move(variables)) {}

    ByteView bytes_;
    std::vector<ByteView> variables_;
    std::size_t position_ = 0;
    std::size_t next_variable_ = 0;
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
