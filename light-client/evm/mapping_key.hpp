#pragma once

#include <string_view>
#include <utility>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/storage_value.hpp"

namespace clearmargin {

/// The key of an entry of a mapping in storage.
struct MappingKey {
    Bytes bytes;              ///< of a value type the word it is padded to
    bool is_dynamic = false;  ///< of type string or bytes, which Vyper hashes on their own

    MappingKey() = default;
    explicit MappingKey(const Bytes32& word) : bytes(word.begin(), word.end()) {}
    explicit MappingKey(Bytes dynamic) : bytes(std::move(dynamic)), is_dynamic(true) {}

    friend bool operator==(const MappingKey&, const MappingKey&) = default;
};

/// The key of type `type` whose value is written `value`: "uint8".."uint256" and "int8".."int256" as decimal digits
/// (with "-" before a negative one) or 0x-hex, "bool" as "true" or "false", "address", "bytes1".."bytes32" and "bytes"
/// as 0x-hex of that length, "string" as its text.
/// Fails   unknown_value for another type or bool; malformed_integer, integer_out_of_range, malformed_hex, wrong_length
/// Spec    Solidity ABI: numbers, bool and address are padded on the left, bytesN on the right
[[nodiscard]] Result<MappingKey> parse_mapping_key(std::string_view type, std::string_view value);

/// The address as a word, padded on the left.
[[nodiscard]] Bytes32 address_word(const Address& address) noexcept;

/// The key of type address.
[[nodiscard]] MappingKey address_key(const Address& address);

}  // namespace clearmargin
