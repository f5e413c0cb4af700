#include "light-client/evm/storage_value.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace clearmargin {
namespace {

using Kind = ValueType::Kind;

constexpr unsigned word_size = 32;

/// The number after `prefix`, without leading zeros.
std::optional<unsigned> number_after(std::string_view prefix, std::string_view name) {
    if (!name.starts_with(prefix)) return std::nullopt;
    const std::string_view digits = name.substr(prefix.size());
    unsigned number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || digits.front() == '0' || failure != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return number;
}

bool is_integer_width(unsigned bits) { return bits % 8 == 0 && bits >= 8 && bits <= 8 * word_size; }

/// 2^bits - value, for a value of that many bits with the highest set.
U256 twos_complement(const U256& value, unsigned bits) {
    U256 inverted = value;
    for (std::uint64_t& limb : inverted.limbs) limb = ~limb;
    return low_bits(wrapping_add(inverted, 1), bits);
}

}  // namespace

Result<ValueType> parse_value_type(std::string_view name) {
    if (name == "bool") return ValueType{Kind::boolean, 1};
    if (name == "address") return ValueType{Kind::address, 20};
    if (const auto bits = number_after("uint", name); bits && is_integer_width(*bits)) {
        return ValueType{Kind::unsigned_integer, *bits / 8};
    }
    if (const auto bits = number_after("int", name); bits && is_integer_width(*bits)) {
        return ValueType{Kind::signed_integer, *bits / 8};
    }
    if (const auto size = number_after("bytes", name); size && *size <= word_size) {
        return ValueType{Kind::fixed_bytes, *size};
    }
    return refuse(ErrorCode::unknown_value, "", "uint8..uint256, int8..int256, bool, address or bytes1..bytes32", name);
}

Result<StorageValue> extract_value(const U256& word, const ValueType& type, unsigned byte_offset) {
    if (type.size == 0 || type.size > word_size || byte_offset > word_size - type.size) {
        return refuse(ErrorCode::malformed_storage_expression, "byte_offset",
                      "a value of " + std::to_string(type.size) + " bytes inside a word of 32",
                      "offset " + std::to_string(byte_offset));
    }
    const unsigned bits = 8 * type.size;
    const U256 value = low_bits(shift_right(word, 8 * byte_offset), bits);
    if (type.kind == Kind::signed_integer && value.bit(bits - 1)) {
        return StorageValue{twos_complement(value, bits), true};
    }
    return StorageValue{value, false};
}

}  // namespace clearmargin
