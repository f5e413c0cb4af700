#include "tests/support/bls_signer.hpp"

#include <blst.h>

#include <string_view>

#include "core/bytes/endian.hpp"
#include "core/bytes/hex.hpp"

namespace clearmargin::tests {
namespace {

constexpr std::string_view signature_tag = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";
constexpr std::string_view hash_vectors_tag = "QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_";

blst_p2 hash_to_g2(ByteView message, std::string_view tag) {
    blst_p2 point;
    blst_hash_to_g2(&point, message.data(), message.size(), reinterpret_cast<const byte*>(tag.data()), tag.size());
    return point;
}

std::string text_of(const blst_fp2& coordinate) {
    FixedBytes<48> real;
    FixedBytes<48> imaginary;
    blst_bendian_from_fp(real.data(), &coordinate.fp[0]);
    blst_bendian_from_fp(imaginary.data(), &coordinate.fp[1]);
    return to_hex(real) + "," + to_hex(imaginary);
}

}  // namespace

Bytes48 bls_public_key(const Bytes32& secret) {
    blst_scalar scalar;
    blst_scalar_from_bendian(&scalar, secret.data());
    blst_p1 point;
    blst_sk_to_pk_in_g1(&point, &scalar);
    Bytes48 out;
    blst_p1_compress(out.data(), &point);
    return out;
}

std::optional<Bytes96> bls_sign(const Bytes32& secret, ByteView message) {
    blst_scalar scalar;
    blst_scalar_from_bendian(&scalar, secret.data());
    if (!blst_sk_check(&scalar)) return std::nullopt;
    const blst_p2 hash = hash_to_g2(message, signature_tag);
    blst_p2 point;
    blst_sign_pk_in_g1(&point, &hash, &scalar);
    Bytes96 out;
    blst_p2_compress(out.data(), &point);
    return out;
}

Bytes32 bls_secret(std::uint64_t number) {
    Bytes32 secret;
    store_u64_be(number, secret.data() + 24);
    return secret;
}

std::pair<std::string, std::string> bls_hash_to_g2(ByteView message) {
    const blst_p2 point = hash_to_g2(message, hash_vectors_tag);
    blst_p2_affine affine;
    blst_p2_to_affine(&affine, &point);
    return {text_of(affine.x), text_of(affine.y)};
}

Bytes48 bls_point_outside_g1() {
    Bytes48 bytes;
    bytes[0] = 0x80;
    for (std::uint8_t x = 1;; ++x) {
        bytes[47] = x;
        blst_p1_affine point;
        if (blst_p1_uncompress(&point, bytes.data()) == BLST_SUCCESS && !blst_p1_affine_in_g1(&point)) return bytes;
    }
}

Bytes96 bls_point_outside_g2() {
    Bytes96 bytes;
    bytes[0] = 0x80;
    for (std::uint8_t x = 1;; ++x) {
        bytes[95] = x;
        blst_p2_affine point;
        if (blst_p2_uncompress(&point, bytes.data()) == BLST_SUCCESS && !blst_p2_affine_in_g2(&point)) return bytes;
    }
}

}  // namespace clearmargin::tests
