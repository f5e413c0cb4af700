#include "core/codec/ssz.hpp"

#include <algorithm>
#include <string>

namespace clearmargin {

namespace {

Refusal malformed(std::string_view where, std::string before, std::size_t expected, const char* after,
                  std::size_t got) {
    return refuse(ErrorCode::malformed_ssz, where, before.append(std::to_string(expected)).append(after),
                  std::to_string(got));
}

}  // namespace

void SszReader::read_bytes(std::span<std::uint8_t> to) noexcept {
    const ByteView from = take(to.size());
    std::copy(from.begin(), from.end(), to.begin());
}

void SszReader::read(std::uint64_t& to) noexcept {
    FixedBytes<8> encoded;
    read(encoded);
    to = load_u64_le(encoded.data());
}

void SszReader::read(Bytes& to, std::size_t size) {
    to.resize(size);
    read_bytes(to);
}

ByteView SszReader::take(std::size_t size) noexcept {
    const std::size_t start = position_;
    position_ += size;
    return position_ <= bytes_.size() ? bytes_.subspan(start, size) : ByteView();
}

void SszReader::read_offset() noexcept {
    FixedBytes<BYTES_PER_LENGTH_OFFSET> encoded;
    read(encoded);
    offsets_[offset_count_++] = load_u32_le(encoded.data());
}

Status SszReader::finish_fixed_part(std::string_view where) const {
    const std::size_t size = bytes_.size();
    if (size < position_) return malformed(where, "at least ", position_, " bytes", size);
    if (offset_count_ == 0) {
        if (size > position_) return malformed(where, "", position_, " bytes", size);
        return {};
    }
    if (offsets_[0] != position_) return malformed(where, "first offset ", position_, "", offsets_[0]);
    for (std::size_t i = 0; i < offset_count_; ++i) {
        if (offsets_[i] > end_of(i)) return malformed(where, "an offset of at most ", end_of(i), "", offsets_[i]);
    }
    return {};
}

ByteView SszReader::variable(std::size_t index) const noexcept {
    return bytes_.subspan(offsets_[index], end_of(index) - offsets_[index]);
}

SszWriter& SszWriter::u64(std::uint64_t value) {
    FixedBytes<8> encoded;
    store_u64_le(value, encoded.data());
    return bytes(encoded.view());
}

SszWriter& SszWriter::bytes(ByteView value) {
    fixed_.insert(fixed_.end(), value.begin(), value.end());
    return *this;
}

SszWriter& SszWriter::bytes32_vector(const std::vector<Bytes32>& values) {
    for (const Bytes32& value : values) bytes(value.view());
    return *this;
}

SszWriter& SszWriter::variable(ByteView value) {
    variables_.push_back({fixed_.size(), Bytes(value.begin(), value.end())});
    fixed_.resize(fixed_.size() + BYTES_PER_LENGTH_OFFSET);
    return *this;
}

Bytes SszWriter::finish() const {
    Bytes out = fixed_;
    for (const Variable& variable : variables_) {
        const std::size_t offset = out.size();
        for (std::size_t i = 0; i < BYTES_PER_LENGTH_OFFSET; ++i) {
            out[variable.offset_place + i] = static_cast<std::uint8_t>(offset >> (8 * i));
        }
        out.insert(out.end(), variable.bytes.begin(), variable.bytes.end());
    }
    return out;
}

}  // namespace clearmargin
