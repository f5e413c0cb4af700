#include "light-client/evm/storage_expression.hpp"

#include <algorithm>

#include "core/crypto/keccak256.hpp"
#include "core/evidence/sentence.hpp"

namespace clearmargin {
namespace {

constexpr unsigned word_size = 32;
/// Solidity gives larger elements a word each.
constexpr unsigned max_packed_size = 16;

Refusal malformed(std::string_view where, std::string_view expected) {
    return refuse(ErrorCode::malformed_storage_expression, where, expected);
}

U256 keccak_slot(ByteView bytes) { return U256::from_be(keccak256(bytes)); }

Bytes concatenated(ByteView a, ByteView b) {
    Bytes both(a.begin(), a.end());
    both.insert(both.end(), b.begin(), b.end());
    return both;
}

/// A place being followed step by step.
struct Cursor {
    StorageLayout layout;
    Address account;
    U256 slot;
    unsigned byte_offset = 0;
    unsigned size = word_size;  ///< of what is at the place: fewer than a word's bytes inside a packed array only

    /// Goes on by one step; what was expected instead where that is not possible, else null.
    const char* follow(const StorageStep& step) {
        if (const auto* entry = std::get_if<MappingStep>(&step)) {
            slot = mapping_slot(layout, slot, entry->key);
            return nullptr;
        }
        if (const auto* array = std::get_if<ArrayStep>(&step)) {
            slot = elements_of_dynamic_array();
            return advance(array->index, array->element_slots);
        }
        if (const auto* packed = std::get_if<PackedArrayStep>(&step)) {
            slot = elements_of_dynamic_array();
            return advance_packed(packed->index, packed->element_bytes);
        }
        if (const auto* fixed = std::get_if<FixedArrayStep>(&step)) {
            if (fixed->length <= fixed->index) return "an index below the array's length";
            return advance(fixed->index, fixed->element_slots);
        }
        if (const auto* packed_fixed = std::get_if<PackedFixedArrayStep>(&step)) {
            if (packed_fixed->length <= packed_fixed->index) return "an index below the array's length";
            return advance_packed(packed_fixed->index, packed_fixed->element_bytes);
        }
        if (const auto* offset = std::get_if<OffsetStep>(&step)) {
            slot = wrapping_add(slot, offset->slots);
            return nullptr;
        }
        static_assert(std::variant_size_v<StorageStep> == 7, "what is left is the step of the account");
        slot = mapping_slot(layout, slot, address_key(account));
        return nullptr;
    }

  private:
    /// Where element 0 is: solidity moves the elements away, vyper puts them behind the length.
    [[nodiscard]] U256 elements_of_dynamic_array() const {
        return layout == StorageLayout::solidity ? keccak_slot(slot.to_be().view()) : wrapping_add(slot, 1);
    }

    const char* advance(const U256& index, const U256& element_slots) {
        const auto distance = checked_mul(index, element_slots);
        if (element_slots.is_zero() || !distance) return "an element of whole words inside the storage";
        slot = wrapping_add(slot, *distance);
        return nullptr;
    }

    const char* advance_packed(const U256& index, unsigned element_bytes) {
        if (layout != StorageLayout::solidity) return "a layout that packs elements";
        if (element_bytes == 0 || element_bytes > max_packed_size) return "packed elements of 1 to 16 bytes";
        const auto place = divide(index, word_size / element_bytes);
        slot = wrapping_add(slot, place->quotient);
        byte_offset = static_cast<unsigned>(place->remainder.limbs[0]) * element_bytes;
        size = element_bytes;
        return nullptr;
    }
};

}  // namespace

bool is_keyed_by_account(const StorageExpression& expression) noexcept {
    return std::any_of(expression.path.begin(), expression.path.end(),
                       [](const StorageStep& step) { return std::holds_alternative<AccountStep>(step); });
}

Result<StoragePlace> locate(const StorageExpression& expression, const Address& account) {
    Cursor cursor{expression.layout, account, expression.slot};
    for (std::size_t i = 0; i < expression.path.size(); ++i) {
        const bool is_inside_element = cursor.size < word_size;
        const char* wrong = is_inside_element ? "no step into a packed element" : cursor.follow(expression.path[i]);
        if (wrong != nullptr) return malformed(Sentence() << "path[" << i << "]", wrong);
    }
    const unsigned size = expression.type.size;
    if (size == 0 || size > cursor.size || expression.byte_offset > cursor.size - size) {
        return malformed("value", Sentence() << "a value of " << size << " bytes inside " << cursor.size
                                             << ", at offset " << expression.byte_offset);
    }
    return StoragePlace{cursor.slot, cursor.byte_offset + expression.byte_offset};
}

U256 mapping_slot(StorageLayout layout, const U256& slot, const MappingKey& key) {
    const Bytes32 base = slot.to_be();
    if (layout == StorageLayout::solidity) return keccak_slot(concatenated(key.bytes, base.view()));
    const Bytes32 hashed_key = key.is_dynamic ? keccak256(key.bytes) : take_fixed<32>(key.bytes);
    return keccak_slot(concatenated(base.view(), hashed_key.view()));
}

U256 array_slot(const U256& slot, std::uint64_t index, std::uint64_t element_slots) {
    // The product of two numbers of 64 bits fits.
    return wrapping_add(keccak_slot(slot.to_be().view()), *checked_mul(index, element_slots));
}

}  // namespace clearmargin
