#include "core/codec/ssz.hpp"

#include <algorithm>
#include <string>

namespace clearmargin {

Result<SszReader> SszReader::open_fixed(ByteView bytes, std::size_t size, std::string_view where) {
    if (bytes.size() != size) {
        return refuse(ErrorCode::malformed_ssz, where, std::to_string(size) + " bytes", std::to_string(bytes.size()));
    }
    return SszReader(bytes, {});
}

Result<SszReader> SszReader::open(ByteView bytes, std::size_t fixed_size, std::vector<std::size_t> offset_places,
                                  std::string_view where) {
    if (bytes.size() < fixed_size) {
        return refuse(ErrorCode::malformed_ssz, where, "at least " + std::to_string(fixed_size) + " bytes",
                      std::to_string(bytes.size()));
    }
    std::vector<std::size_t> starts;
    starts.reserve(offset_places.size() + 1);
    for (const std::size_t place : offset_places) starts.push_back(load_u32_le(bytes.data() + place));
    starts.push_back(bytes.size());
    if (starts.front() != fixed_size) {
        return refuse(ErrorCode::malformed_ssz, where, "first offset " + std::to_string(fixed_size),
                      std::to_string(starts.front()));
    }
    std::vector<ByteView> variables;
    variables.reserve(offset_places.size());
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        if (starts[i] > starts[i + 1]) {
            return refuse(ErrorCode::malformed_ssz, where, "an offset of at most " + std::to_string(starts[i + 1]),
                          std::to_string(starts[i]));
        }
        // Subtracting only where this offset has been found not to lie past the end.
        if (starts[i + 1] > bytes.size()) {
            return refuse(ErrorCode::malformed_ssz, where, "an offset of at most " + std::to_string(bytes.size()),
                          std::to_string(starts[i + 1]));
        }
        variables.push_back(bytes.subspan(starts[i], starts[i + 1] - starts[i]));
    }
    return SszReader(bytes, std::move(variables));
}

ByteView SszReader::take(std::size_t size) noexcept {
    const ByteView taken = bytes_.subspan(position_, size);
    position_ += size;
    return taken;
}

std::vector<Bytes32> SszReader::bytes32_vector(std::size_t count) {
    std::vector<Bytes32> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.push_back(fixed_bytes<32>());
    return out;
}

ByteView SszReader::variable() noexcept {
    position_ += BYTES_PER_LENGTH_OFFSET;
    return variables_[next_variable_++];
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
