#pragma once

#include <variant>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/mapping_key.hpp"
#include "light-client/evm/storage_value.hpp"

namespace clearmargin {

/// Whose rules place variables in storage: the compilers differ in mappings and arrays.
enum class StorageLayout : std::uint8_t { solidity, vyper };

// Steps from a variable to a part of it.

/// The entry of a mapping for `key`.
struct MappingStep {
    MappingKey key;
};
/// The entry of a mapping for the account that is asked about, as a key of type address.
struct AccountStep {};
/// An element, of whole words, of a dynamic array.
struct ArrayStep {
    U256 index;
    U256 element_slots = 1;
};
/// An element of a dynamic array that shares words with others; Solidity packs elements of at most 16 bytes.
struct PackedArrayStep {
    U256 index;
    unsigned element_bytes = 0;
};
/// An element, of whole words, of an array of fixed length.
struct FixedArrayStep {
    U256 index;
    U256 length;
    U256 element_slots = 1;
};
/// An element of an array of fixed length that shares words with others.
struct PackedFixedArrayStep {
    U256 index;
    U256 length;
    unsigned element_bytes = 0;
};
/// A member of a struct, so many words after its start.
struct OffsetStep {
    U256 slots;
};
using StorageStep = std::variant<MappingStep, AccountStep, ArrayStep, PackedArrayStep, FixedArrayStep,
                                 PackedFixedArrayStep, OffsetStep>;

/// Where a contract keeps a value: a variable's slot, the steps from there (outermost first), and the value's type and
/// place in the word, as a compiler's storage layout lists them.
struct StorageExpression {
    StorageLayout layout = StorageLayout::solidity;
    U256 slot;
    std::vector<StorageStep> path;
    ValueType type;
    unsigned byte_offset = 0;  ///< from the low-order end of the word, or of the packed element
};

/// Whether the place depends on the account that is asked about.
[[nodiscard]] bool is_keyed_by_account(const StorageExpression& expression) noexcept;

/// A value's place: in the word at `slot`, `byte_offset` bytes from its low-order end.
struct StoragePlace {
    U256 slot;
    unsigned byte_offset = 0;

    friend bool operator==(const StoragePlace&, const StoragePlace&) = default;
};

/// Where the value is for `account`. Slots wrap at 2^256, as they do in the EVM.
/// Fails   malformed_storage_expression: an index outside its fixed array, an element size that does not divide into
///         words, a step or value that leaves a packed element, packed elements under vyper; the path is "path[i]" or
///         "value"
/// Spec    Solidity 0.8 docs, "Layout of State Variables in Storage"; Vyper 0.4 docs, "Storage layout"
/// Port    whether an index lies inside a dynamic array is not asked: elements past its end are zero
[[nodiscard]] Result<StoragePlace> locate(const StorageExpression& expression, const Address& account);

/// The slot of a mapping's entry.
/// Spec    solidity: keccak256(key . slot); vyper: keccak256(slot . key), where a key of bytes is hashed first
[[nodiscard]] U256 mapping_slot(StorageLayout layout, const U256& slot, const MappingKey& key);

/// The first slot of an element of a dynamic array at `slot`, under solidity. Slots wrap.
[[nodiscard]] U256 array_slot(const U256& slot, std::uint64_t index, std::uint64_t element_slots);

}  // namespace clearmargin
