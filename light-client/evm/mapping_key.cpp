#include "light-client/evm/mapping_key.hpp"

#include <algorithm>

#include "core/bytes/hex.hpp"

namespace clearmargin {
namespace {

using Kind = ValueType::Kind;

Status read_unsigned(unsigned bits, std::string_view value, Bytes32& word) {
    TRY(const U256 number, parse_u256(value));
    if (number.bit_length() > bits) {
        return refuse(ErrorCode::integer_out_of_range, "", "at most " + std::to_string(bits) + " bits", value);
    }
    word = number.to_be();
    return {};
}

Status read_signed(unsigned bits, std::string_view value, Bytes32& word) {
    const bool is_negative = value.starts_with('-');
    TRY(const U256 magnitude, parse_u256(is_negative ? value.substr(1) : value));
    // -2^(bits-1) up to 2^(bits-1) - 1: a negative number is one less than its magnitude, inverted.
    const auto reach = is_negative ? checked_sub(magnitude, 1).value_or(U256(0)) : magnitude;
    if (reach.bit_length() > bits - 1) {
        return refuse(ErrorCode::integer_out_of_range, "", "a signed integer of " + std::to_string(bits) + " bits",
                      value);
    }
    word = reach.to_be();
    if (!is_negative || magnitude.is_zero()) return {};
    for (std::uint8_t& byte : word.bytes) byte = static_cast<std::uint8_t>(~byte);
    return {};
}

Status read_bool(std::string_view value, Bytes32& word) {
    const bool is_true = value == "true";
    if (!is_true && value != "false") return refuse(ErrorCode::unknown_value, "", "true or false", value);
    word.bytes.back() = is_true ? 1 : 0;
    return {};
}

Status read_address(std::string_view value, Bytes32& word) {
    TRY(const Address address, decode_hex_fixed<20>(value));
    word = address_word(address);
    return {};
}

/// The word to which a key of that type and value is padded; `word` is all zeros before.
Status read_word(const ValueType& type, std::string_view value, Bytes32& word) {
    switch (type.kind) {
        case Kind::unsigned_integer:
            return read_unsigned(8 * type.size, value, word);
        case Kind::signed_integer:
            return read_signed(8 * type.size, value, word);
        case Kind::boolean:
            return read_bool(value, word);
        case Kind::fixed_bytes:
            return decode_hex_into(value, word.data(), type.size);
        case Kind::address:
            break;
    }
    return read_address(value, word);
}

}  // namespace

Result<MappingKey> parse_mapping_key(std::string_view type, std::string_view value) {
    if (type == "string") return MappingKey(Bytes(value.begin(), value.end()));
    if (type == "bytes") {
        TRY(Bytes bytes, decode_hex(value));
        return MappingKey(std::move(bytes));
    }
    TRY(const ValueType key_type, parse_value_type(type));
    Bytes32 word;
    TRY(read_word(key_type, value, word));
    return MappingKey(word);
}

Bytes32 address_word(const Address& address) noexcept {
    Bytes32 word;
    std::copy(address.begin(), address.end(), word.bytes.begin() + (Bytes32::size() - Address::size()));
    return word;
}

MappingKey address_key(const Address& address) { return MappingKey(address_word(address)); }

}  // namespace clearmargin
