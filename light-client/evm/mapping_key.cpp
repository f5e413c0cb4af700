#include "light-client/evm/mapping_key.hpp"

#include <algorithm>

#include "core/bytes/hex.hpp"

namespace clearmargin {
namespace {

using Kind = ValueType::Kind;

/// `bytes` at the front of a word.
MappingKey right_padded(ByteView bytes) {
    Bytes32 word;
    std::copy(bytes.begin(), bytes.end(), word.bytes.begin());
    return MappingKey(word);
}

Result<MappingKey> unsigned_key(unsigned bits, std::string_view value) {
    TRY(const U256 number, parse_u256(value));
    if (number.bit_length() > bits) {
        return refuse(ErrorCode::integer_out_of_range, "", "at most " + std::to_string(bits) + " bits", value);
    }
    return MappingKey(number.to_be());
}

Result<MappingKey> signed_key(unsigned bits, std::string_view value) {
    const bool is_negative = value.starts_with('-');
    TRY(const U256 magnitude, parse_u256(is_negative ? value.substr(1) : value));
    // -2^(bits-1) up to 2^(bits-1) - 1: a negative number is one less than its magnitude, inverted.
    const auto reach = is_negative ? checked_sub(magnitude, 1).value_or(U256(0)) : magnitude;
    if (reach.bit_length() > bits - 1) {
        return refuse(ErrorCode::integer_out_of_range, "", "a signed integer of " + std::to_string(bits) + " bits",
                      value);
    }
    if (!is_negative || magnitude.is_zero()) return MappingKey(magnitude.to_be());
    Bytes32 word = reach.to_be();
    for (std::uint8_t& byte : word.bytes) byte = static_cast<std::uint8_t>(~byte);
    return MappingKey(word);
}

Result<MappingKey> fixed_bytes_key(unsigned size, std::string_view value) {
    Bytes bytes(size);
    TRY(decode_hex_into(value, bytes.data(), bytes.size()));
    return right_padded(bytes);
}

Result<MappingKey> bool_key(std::string_view value) {
    if (value == "true") return MappingKey(U256(1).to_be());
    if (value == "false") return MappingKey(U256(0).to_be());
    return refuse(ErrorCode::unknown_value, "", "true or false", value);
}

}  // namespace

Result<MappingKey> parse_mapping_key(std::string_view type, std::string_view value) {
    if (type == "string") return MappingKey(Bytes(value.begin(), value.end()));
    if (type == "bytes") {
        TRY(Bytes bytes, decode_hex(value));
        return MappingKey(std::move(bytes));
    }
    TRY(const ValueType key_type, parse_value_type(type));
    switch (key_type.kind) {
        case Kind::unsigned_integer:
            return unsigned_key(8 * key_type.size, value);
        case Kind::signed_integer:
            return signed_key(8 * key_type.size, value);
        case Kind::boolean:
            return bool_key(value);
        case Kind::fixed_bytes:
            return fixed_bytes_key(key_type.size, value);
        case Kind::address:
            break;
    }
    TRY(const Address address, decode_hex_fixed<20>(value));
    return address_key(address);
}

MappingKey address_key(const Address& address) {
    Bytes32 word;
    std::copy(address.begin(), address.end(), word.bytes.begin() + (Bytes32::size() - Address::size()));
    return MappingKey(word);
}

}  // namespace clearmargin
