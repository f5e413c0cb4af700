#include "light-client/evm/storage_expression.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"
#include "core/crypto/keccak256.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const Address account = "0x37305b1cd40574e4c5ce33f8e8306be057fd7341"_address;

StorageExpression expression(U256 slot, std::vector<StorageStep> path, std::string_view type = "uint256",
                             unsigned byte_offset = 0) {
    return {StorageLayout::solidity, slot, std::move(path), parse_value_type(type).value(), byte_offset};
}

StorageExpression vyper(StorageExpression expression) {
    expression.layout = StorageLayout::vyper;
    return expression;
}

MappingKey key(std::string_view type, std::string_view value) { return parse_mapping_key(type, value).value(); }

U256 slot_of(const StorageExpression& expression) { return locate(expression, account).value().slot; }

U256 hash_of(const std::vector<U256>& words) {
    Bytes bytes;
    for (const U256& word : words) {
        const Bytes32 be = word.to_be();
        bytes.insert(bytes.end(), be.begin(), be.end());
    }
    return U256::from_be(keccak256(bytes));
}

U256 hex(std::string_view text) { return parse_u256(text).value(); }

Error refusal_of(const StorageExpression& expression) { return error_of(locate(expression, account)); }

}  // namespace

TEST_CASE("locate", "[evm][storage]") {
    SECTION("finds a variable at its own slot") {
        CHECK(locate(expression(3, {}), account).value() == StoragePlace{3, 0});
        CHECK(locate(expression(3, {}, "uint128", 16), account).value() == StoragePlace{3, 16});
    }
    SECTION("finds entries of mappings: USDC keeps balances at slot 9") {
        const U256 usdc_slot = hex("0x9254cb65314db3d2d7ca17f753f1d9c7f1b6fa05111d18d10ed5b9519d1b247c");
        CHECK(slot_of(expression(9, {AccountStep{}})) == usdc_slot);
        CHECK(slot_of(expression(9, {MappingStep{address_key(account)}})) == usdc_slot);
        CHECK(slot_of(expression(2, {AccountStep{}})) != usdc_slot);  // USDT's slot
    }
    SECTION("finds entries of nested mappings, outermost first") {
        const U256 outer = hash_of({7, 5});
        CHECK(slot_of(expression(5, {MappingStep{key("uint256", "7")}, MappingStep{key("uint256", "8")}})) ==
              hash_of({8, outer}));
    }
    SECTION("takes keys of type string without padding") {
        const Bytes32 base = U256(5).to_be();
        Bytes bytes{'a', 'b', 'c'};
        bytes.insert(bytes.end(), base.begin(), base.end());
        CHECK(slot_of(expression(5, {MappingStep{key("string", "abc")}})) == U256::from_be(keccak256(bytes)));
    }
    SECTION("finds elements of dynamic arrays behind the hash of the slot") {
        // Spec: L2OutputOracle.l2Outputs at slot 3 and FaultDisputeGame.claimData at slot 2 are known by their places.
        const U256 claim = hex("0x405787fa12a823e0f2b7631cc41b3ba8828b3321ca811111fa75cd3aa3bb5ace");
        CHECK(slot_of(expression(2, {ArrayStep{0, 1}})) == claim);
        CHECK(slot_of(expression(2, {ArrayStep{3, 5}, OffsetStep{2}})) == wrapping_add(claim, 17));
        const StorageExpression last = expression(2, {ArrayStep{hex("0x" + std::string(64, 'f')), 1}});
        CHECK(slot_of(last) == checked_sub(claim, 1).value());  // slots wrap
    }
    SECTION("finds packed elements from the low-order end") {
        const U256 first = hash_of({4});
        CHECK(locate(expression(4, {PackedArrayStep{0, 4}}, "uint32"), account).value() == StoragePlace{first, 0});
        CHECK(locate(expression(4, {PackedArrayStep{7, 4}}, "uint32"), account).value() == StoragePlace{first, 28});
        CHECK(locate(expression(4, {PackedArrayStep{8, 4}}, "uint32"), account).value() ==
              StoragePlace{wrapping_add(first, 1), 0});
        // Ten elements of 3 bytes in a word: the rest of it stays empty.
        CHECK(locate(expression(4, {PackedArrayStep{11, 3}}, "uint24"), account).value() ==
              StoragePlace{wrapping_add(first, 1), 3});
        CHECK(locate(expression(4, {PackedArrayStep{1, 16}}, "uint64", 8), account).value() == StoragePlace{first, 24});
    }
    SECTION("finds elements of fixed arrays in place") {
        CHECK(slot_of(expression(4, {FixedArrayStep{2, 3, 2}})) == U256(8));
        CHECK(locate(expression(4, {PackedFixedArrayStep{5, 6, 8}}, "uint64"), account).value() == StoragePlace{5, 8});
    }
    SECTION("finds members of structs") {
        CHECK(slot_of(expression(4, {OffsetStep{3}})) == U256(7));
        CHECK(slot_of(expression(4, {MappingStep{key("uint256", "1")}, OffsetStep{2}})) ==
              wrapping_add(hash_of({1, 4}), 2));
    }
    SECTION("refuses indices outside a fixed array") {
        CHECK(refusal_of(expression(4, {OffsetStep{1}, FixedArrayStep{3, 3, 1}})) ==
              Error{ErrorCode::malformed_storage_expression, "path[1]", "an index below the array's length"});
        CHECK(refusal_of(expression(4, {PackedFixedArrayStep{3, 3, 1}}, "uint8")).where == "path[0]");
        CHECK(refusal_of(expression(4, {FixedArrayStep{0, 0, 1}})).code == ErrorCode::malformed_storage_expression);
    }
    SECTION("refuses element sizes that cannot be") {
        CHECK(refusal_of(expression(4, {ArrayStep{0, 0}})).where == "path[0]");
        CHECK(refusal_of(expression(4, {ArrayStep{2, shift_left(1, 255)}})).where == "path[0]");
        CHECK(refusal_of(expression(4, {PackedArrayStep{0, 0}}, "uint8")).where == "path[0]");
        CHECK(refusal_of(expression(4, {PackedArrayStep{0, 17}}, "uint8")) ==
              Error{ErrorCode::malformed_storage_expression, "path[0]", "packed elements of 1 to 16 bytes"});
    }
    SECTION("refuses steps and values that leave a packed element") {
        CHECK(refusal_of(expression(4, {PackedArrayStep{0, 4}, OffsetStep{1}}, "uint32")) ==
              Error{ErrorCode::malformed_storage_expression, "path[1]", "no step into a packed element"});
        CHECK(refusal_of(expression(4, {PackedArrayStep{0, 4}}, "uint64")).where == "value");
        CHECK(refusal_of(expression(4, {PackedArrayStep{0, 4}}, "uint32", 1)).where == "value");
        CHECK(refusal_of(expression(4, {}, "uint128", 17)).where == "value");
        CHECK(refusal_of(expression(4, {}, "uint8", ~0U)).where == "value");
        StorageExpression of_no_size = expression(4, {});
        of_no_size.type.size = 0;
        CHECK(refusal_of(of_no_size).where == "value");
    }
}

TEST_CASE("locate under vyper", "[evm][storage]") {
    SECTION("hashes a mapping's slot before the key") {
        CHECK(slot_of(vyper(expression(5, {MappingStep{key("uint256", "7")}}))) == hash_of({5, 7}));
        CHECK(slot_of(vyper(expression(5, {MappingStep{key("uint256", "7")}, MappingStep{key("uint256", "8")}}))) ==
              hash_of({hash_of({5, 7}), 8}));
    }
    SECTION("hashes keys of bytes first") {
        const U256 hashed_key = U256::from_be(keccak256(Bytes{'a', 'b', 'c'}));
        CHECK(slot_of(vyper(expression(5, {MappingStep{key("string", "abc")}}))) == hash_of({5, hashed_key}));
    }
    SECTION("finds elements of dynamic arrays behind their length") {
        CHECK(slot_of(vyper(expression(5, {ArrayStep{2, 3}}))) == U256(12));
    }
    SECTION("refuses packed elements: vyper has none") {
        CHECK(refusal_of(vyper(expression(5, {PackedArrayStep{0, 1}}, "uint8"))) ==
              Error{ErrorCode::malformed_storage_expression, "path[0]", "a layout that packs elements"});
    }
}

TEST_CASE("is_keyed_by_account", "[evm][storage]") {
    CHECK(is_keyed_by_account(expression(1, {MappingStep{key("uint256", "7")}, AccountStep{}})));
    CHECK_FALSE(is_keyed_by_account(expression(1, {MappingStep{address_key(account)}, OffsetStep{1}})));
    CHECK_FALSE(is_keyed_by_account(expression(1, {})));
}
