#pragma once

#include <cstdint>
#include <string_view>

#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A type whose values take a part of one storage word.
/// Spec    Solidity ABI types: uint8..uint256, int8..int256, bool, address, bytes1..bytes32
struct ValueType {
    enum class Kind : std::uint8_t { unsigned_integer, signed_integer, boolean, address, fixed_bytes };
    Kind kind = Kind::unsigned_integer;
    unsigned size = 32;  ///< bytes

    friend bool operator==(const ValueType&, const ValueType&) = default;
};

/// "uint256", "int64", "bool", "address", "bytes4" and so on; "uint" and "int" are no names of a layout.
/// Fails   unknown_value
[[nodiscard]] Result<ValueType> parse_value_type(std::string_view name);

/// A value read from storage: sign and magnitude. Only signed integers are ever negative.
struct StorageValue {
    U256 magnitude;
    bool is_negative = false;

    friend bool operator==(const StorageValue&, const StorageValue&) = default;
};

/// The value of `type` that starts `byte_offset` bytes from the low-order end of `word`.
/// Fails   malformed_storage_expression where it would leave the word
/// Spec    Solidity 0.8 docs, "Layout of State Variables in Storage": the first item lies in the lower-order bytes
[[nodiscard]] Result<StorageValue> extract_value(const U256& word, const ValueType& type, unsigned byte_offset);

}  // namespace clearmargin
