#include "light-client/evm/storage_expression.hpp"

#include <algorithm>
#include <string>

#include "core/crypto/keccak256.hpp"

namespace clearmargin {
namespace {

constexpr unsigned word_size = 32;
/// Solidity gives larger elements a word each.
constexpr unsigned max_packed_size = 16;

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_storage_expression, "", expected); }

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

    Status step(const MappingStep& step) {
        slot = mapping_slot(layout, slot, step.key);
        return {};
    }

    Status step(const AccountStep&) {
        slot = mapping_slot(layout, slot, address_key(account));
        return {};
    }

    Status step(const ArrayStep& step) {
        slot = elements_of_dynamic_array();
        return advance(step.index, step.element_slots);
    }

    Status step(const PackedArrayStep& step) {
        slot = elements_of_dynamic_array();
        return advance_packed(step.index, step.element_bytes);
    }

    Status step(const FixedArrayStep& step) {
        if (step.length <= step.index) return malformed("an index below the array's length");
        return advance(step.index, step.element_slots);
    }

    Status step(const PackedFixedArrayStep& step) {
        if (step.length <= step.index) return malformed("an index below the array's length");
        return advance_packed(step.index, step.element_bytes);
    }

    Status step(const OffsetStep& step) {
        slot = wrapping_add(slot, step.slots);
        return {};
    }

  private:
    /// Where element 0 is: solidity moves the elements away, vyper puts them behind the length.
    [[nodiscard]] U256 elements_of_dynamic_array() const {
        return layout == StorageLayout::solidity ? keccak_slot(slot.to_be().view()) : wrapping_add(slot, 1);
    }

    Status advance(const U256& index, const U256& element_slots) {
        const auto distance = checked_mul(index, element_slots);
        if (element_slots.is_zero() || !distance) return malformed("an element of whole words inside the storage");
        slot = wrapping_add(slot, *distance);
        return {};
    }

    Status advance_packed(const U256& index, unsigned element_bytes) {
        if (layout != StorageLayout::solidity) return malformed("a layout that packs elements");
        if (element_bytes == 0 || element_bytes > max_packed_size) return malformed("packed elements of 1 to 16 bytes");
        const auto place = divide(index, word_size / element_bytes);
        slot = wrapping_add(slot, place->quotient);
        byte_offset = static_cast<unsigned>(place->remainder.limbs[0]) * element_bytes;
        size = element_bytes;
        return {};
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
        const std::string where = "path[" + std::to_string(i) + "]";
        if (cursor.size < word_size) return under(where, malformed("no step into a packed element"));
        auto stepped = std::visit([&](const auto& step) { return cursor.step(step); }, expression.path[i]);
        if (!stepped.ok()) return under(where, std::move(stepped).refusal());
    }
    const unsigned size = expression.type.size;
    if (size == 0 || size > cursor.size || expression.byte_offset > cursor.size - size) {
        return under("value",
                     malformed("a value of " + std::to_string(size) + " bytes inside " + std::to_string(cursor.size) +
                               ", at offset " + std::to_string(expression.byte_offset)));
    }
    return StoragePlace{cursor.slot, cursor.byte_offset + expression.byte_offset};
}

U256 mapping_slot(StorageLayout layout, const U256& slot, const MappingKey& key) {
    const auto* word = std::get_if<Bytes32>(&key);
    const auto* bytes = std::get_if<Bytes>(&key);
    const Bytes32 base = slot.to_be();
    if (layout == StorageLayout::solidity) {
        return keccak_slot(concatenated(word != nullptr ? word->view() : ByteView(*bytes), base.view()));
    }
    const Bytes32 digest = word != nullptr ? *word : keccak256(*bytes);
    return keccak_slot(concatenated(base.view(), digest.view()));
}

U256 array_slot(const U256& slot, std::uint64_t index, std::uint64_t element_slots) {
    // The product of two numbers of 64 bits fits.
    return wrapping_add(keccak_slot(slot.to_be().view()), *checked_mul(index, element_slots));
}

}  // namespace clearmargin
