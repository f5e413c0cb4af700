#include "core/crypto/bls12_381.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/bls_signer.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

Bytes32 message_of(std::uint8_t number) {
    Bytes32 message;
    message[5] = number;
    return message;
}

bls::CurvePoint point_of(std::uint64_t secret) { return *bls::CurvePoint::decode(bls_public_key(bls_secret(secret))); }

bls::SignedMessage signed_by(std::uint64_t secret, std::uint8_t number) {
    const Bytes32 message = message_of(number);
    return {*bls::PublicKey::validate(bls_public_key(bls_secret(secret))), message,
            *bls::Signature::decode(*bls_sign(bls_secret(secret), message.view()))};
}

Bytes48 compressed_infinity() {
    Bytes48 bytes;
    bytes[0] = 0xc0;
    return bytes;
}

}  // namespace

TEST_CASE("CurvePoint", "[crypto]") {
    const auto two = point_of(2);
    SECTION("adds and takes off, also equal points and infinity") {
        CHECK(two.plus(point_of(3)).encode() == point_of(5).encode());
        CHECK(two.plus(two).encode() == point_of(4).encode());
        CHECK(point_of(5).minus(point_of(3)).encode() == two.encode());
        CHECK(two.minus(two).is_infinity());
        CHECK(two.plus(bls::CurvePoint()).encode() == two.encode());
        CHECK(bls::CurvePoint().minus(bls::CurvePoint()).is_infinity());
    }
    SECTION("decodes infinity, which is no key") {
        const auto infinity = bls::CurvePoint::decode(compressed_infinity());
        REQUIRE(infinity);
        CHECK(infinity->is_infinity());
        CHECK_FALSE(bls::PublicKey::validate(*infinity));
        CHECK_FALSE(bls::PublicKey::validate(compressed_infinity()));
    }
    SECTION("decodes points outside the group, which are no keys") {
        const auto outside = bls::CurvePoint::decode(bls_point_outside_g1());
        REQUIRE(outside);
        CHECK_FALSE(outside->is_in_subgroup());
        CHECK_FALSE(bls::PublicKey::validate(*outside));
        CHECK_FALSE(bls::PublicKey::validate(bls_point_outside_g1()));
        CHECK_FALSE(bls::PublicKey::validate(two.plus(*outside)));
    }
}

TEST_CASE("fast_aggregate_verify", "[crypto]") {
    const Bytes32 message = message_of(1);
    const Bytes96 signature = *bls_sign(bls_secret(5), message.view());
    std::vector<Bytes48> keys = {bls_public_key(bls_secret(2)), bls_public_key(bls_secret(3))};
    REQUIRE(bls::fast_aggregate_verify(keys, message.view(), signature));
    SECTION("counts a key as often as it is named") {
        keys = {keys[0], keys[0], bls_public_key(bls_secret(1))};
        CHECK(bls::fast_aggregate_verify(keys, message.view(), signature));
    }
    SECTION("refuses no keys, keys that cancel out, and keys that are none") {
        CHECK_FALSE(bls::fast_aggregate_verify({}, message.view(), signature));
        Bytes48 negative = keys[0];
        negative[0] ^= 0x20U;
        CHECK_FALSE(bls::fast_aggregate_verify(std::vector{keys[0], negative}, message.view(), signature));
        keys.push_back(compressed_infinity());
        CHECK_FALSE(bls::fast_aggregate_verify(keys, message.view(), signature));
        keys.back() = bls_point_outside_g1();
        CHECK_FALSE(bls::fast_aggregate_verify(keys, message.view(), signature));
    }
    SECTION("refuses a point outside G2") {
        CHECK_FALSE(bls::Signature::decode(bls_point_outside_g2()));
        CHECK_FALSE(bls::fast_aggregate_verify(keys, message.view(), bls_point_outside_g2()));
    }
}

TEST_CASE("verify_all", "[crypto]") {
    std::vector<bls::SignedMessage> all;
    for (std::uint8_t i = 1; i <= 5; ++i) all.push_back(signed_by(10U + i, i));
    REQUIRE(bls::verify_all(all));
    SECTION("accepts none, one, and the same twice") {
        CHECK(bls::verify_all({}));
        CHECK(bls::verify_all(std::vector{all[0]}));
        CHECK(bls::verify_all(std::vector{all[0], all[0]}));
    }
    SECTION("refuses one wrong signature in any place") {
        const auto place = GENERATE(range<std::size_t>(0, 5));
        const int part = GENERATE(range(0, 3));
        if (part == 0) all[place].message[31] ^= 1U;
        if (part == 1) all[place].key = signed_by(99, 1).key;
        if (part == 2) all[place].signature = all[(place + 1) % 5].signature;
        CHECK_FALSE(bls::verify_all(all));
        CHECK_FALSE(bls::verify_all(std::vector{all[place]}));
    }
    SECTION("refuses wrong signatures whose sum is right") {
        std::swap(all[1].signature, all[2].signature);
        CHECK_FALSE(bls::verify_all(all));
    }
}
