#include "core/crypto/bls12_381.hpp"

#include <blst.h>

#include <cstring>
#include <string_view>
#include <vector>

#include "core/bytes/endian.hpp"
#include "core/crypto/sha256.hpp"

namespace clearmargin::bls {
namespace {

constexpr std::string_view domain_separation_tag = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";

const byte* tag() noexcept { return reinterpret_cast<const byte*>(domain_separation_tag.data()); }

// The header keeps points as limbs, so that blst.h stays in this file. Same size, so copying changes nothing.
template <class Point, std::size_t N>
Point load(const std::array<std::uint64_t, N>& limbs) noexcept {
    static_assert(sizeof(Point) == sizeof(limbs));
    Point point;
    std::memcpy(&point, limbs.data(), sizeof point);
    return point;
}

template <class Point, std::size_t N>
void store(const Point& point, std::array<std::uint64_t, N>& limbs) noexcept {
    static_assert(sizeof(Point) == sizeof(limbs));
    std::memcpy(limbs.data(), &point, sizeof point);
}

/// blst's context of one product of pairings.
class Pairing {
  public:
    Pairing() : buffer_((blst_pairing_sizeof() + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t)) {
        constexpr bool hash_to_curve = true;
        blst_pairing_init(context(), hash_to_curve, tag(), domain_separation_tag.size());
    }
    blst_pairing* context() noexcept { return reinterpret_cast<blst_pairing*>(buffer_.data()); }

  private:
    std::vector<std::uint64_t> buffer_;
};

template <std::size_t N>
void append(Bytes& to, const FixedBytes<N>& bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

constexpr std::size_t factor_bits = 128;

/// The factor of the signature at that place: never zero, so that each one counts.
Bytes32 factor_of(const Bytes32& seed, std::size_t place) noexcept {
    Bytes32 counter;
    store_u64_le(place, counter.data());
    Bytes32 factor = sha256_pair(seed, counter);
    factor[0] |= 1U;
    return factor;
}

}  // namespace

std::optional<CurvePoint> CurvePoint::decode(const Bytes48& compressed) noexcept {
    blst_p1_affine affine;
    if (blst_p1_uncompress(&affine, compressed.data()) != BLST_SUCCESS) return std::nullopt;
    blst_p1 projective;
    blst_p1_from_affine(&projective, &affine);
    CurvePoint point;
    store(projective, point.projective_);
    return point;
}

Bytes48 CurvePoint::encode() const noexcept {
    const auto projective = load<blst_p1>(projective_);
    Bytes48 out;
    blst_p1_compress(out.data(), &projective);
    return out;
}

CurvePoint CurvePoint::plus(const CurvePoint& other) const noexcept {
    const auto a = load<blst_p1>(projective_);
    const auto b = load<blst_p1>(other.projective_);
    blst_p1 sum;
    // Committees may name a key twice, so the two can be equal.
    blst_p1_add_or_double(&sum, &a, &b);
    CurvePoint out;
    store(sum, out.projective_);
    return out;
}

CurvePoint CurvePoint::minus(const CurvePoint& other) const noexcept {
    auto negative = load<blst_p1>(other.projective_);
    blst_p1_cneg(&negative, true);
    CurvePoint negated;
    store(negative, negated.projective_);
    return plus(negated);
}

bool CurvePoint::is_infinity() const noexcept {
    const auto projective = load<blst_p1>(projective_);
    return blst_p1_is_inf(&projective);
}

bool CurvePoint::is_in_subgroup() const noexcept {
    const auto projective = load<blst_p1>(projective_);
    return blst_p1_in_g1(&projective);
}

PublicKey::PublicKey(const CurvePoint& point) noexcept : point_(point) {
    const auto projective = load<blst_p1>(point.projective_);
    blst_p1_affine affine;
    blst_p1_to_affine(&affine, &projective);
    store(affine, affine_);
}

std::optional<PublicKey> PublicKey::validate(const CurvePoint& point) noexcept {
    if (point.is_infinity() || !point.is_in_subgroup()) return std::nullopt;
    return PublicKey(point);
}

std::optional<PublicKey> PublicKey::validate(const Bytes48& compressed) noexcept {
    const auto point = CurvePoint::decode(compressed);
    if (!point) return std::nullopt;
    return validate(*point);
}

std::optional<Signature> Signature::decode(const Bytes96& compressed) noexcept {
    blst_p2_affine affine;
    if (blst_p2_uncompress(&affine, compressed.data()) != BLST_SUCCESS) return std::nullopt;
    if (!blst_p2_affine_in_g2(&affine)) return std::nullopt;
    Signature signature;
    store(affine, signature.affine_);
    return signature;
}

Bytes96 Signature::encode() const noexcept {
    const auto affine = load<blst_p2_affine>(affine_);
    Bytes96 out;
    blst_p2_affine_compress(out.data(), &affine);
    return out;
}

std::optional<Signature> Signature::aggregate(std::span<const Signature> signatures) noexcept {
    if (signatures.empty()) return std::nullopt;
    const auto first = load<blst_p2_affine>(signatures.front().affine_);
    blst_p2 sum;
    blst_p2_from_affine(&sum, &first);
    for (const Signature& signature : signatures.subspan(1)) {
        const auto affine = load<blst_p2_affine>(signature.affine_);
        blst_p2_add_or_double_affine(&sum, &sum, &affine);
    }
    blst_p2_affine affine;
    blst_p2_to_affine(&affine, &sum);
    Signature out;
    store(affine, out.affine_);
    return out;
}

bool Signature::verifies(const PublicKey& key, ByteView message) const noexcept {
    const auto key_point = load<blst_p1_affine>(key.affine_);
    const auto signature = load<blst_p2_affine>(affine_);
    constexpr bool hash_to_curve = true;
    return blst_core_verify_pk_in_g1(&key_point, &signature, hash_to_curve, message.data(), message.size(), tag(),
                                     domain_separation_tag.size(), nullptr, 0) == BLST_SUCCESS;
}

bool Signature::verifies_each(std::span<const PublicKey> keys, std::span<const ByteView> messages) const {
    if (keys.empty() || keys.size() != messages.size()) return false;
    Pairing pairing;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto key = load<blst_p1_affine>(keys[i].affine_);
        if (blst_pairing_aggregate_pk_in_g1(pairing.context(), &key, nullptr, messages[i].data(), messages[i].size(),
                                            nullptr, 0) != BLST_SUCCESS) {
            return false;
        }
    }
    blst_pairing_commit(pairing.context());
    const auto signature = load<blst_p2_affine>(affine_);
    blst_fp12 of_signature;
    blst_aggregated_in_g2(&of_signature, &signature);
    return blst_pairing_finalverify(pairing.context(), &of_signature);
}

bool verify_all(std::span<const SignedMessage> signed_messages) {
    if (signed_messages.empty()) return true;
    if (signed_messages.size() == 1) {
        const SignedMessage& only = signed_messages.front();
        return only.signature.verifies(only.key, only.message.view());
    }
    Bytes all;
    for (const SignedMessage& item : signed_messages) {
        append(all, item.key.point().encode());
        append(all, item.message);
        append(all, item.signature.encode());
    }
    const Bytes32 seed = sha256(all);
    Pairing pairing;
    for (std::size_t i = 0; i < signed_messages.size(); ++i) {
        const SignedMessage& item = signed_messages[i];
        const auto key = load<blst_p1_affine>(item.key.affine_);
        const auto signature = load<blst_p2_affine>(item.signature.affine_);
        const Bytes32 factor = factor_of(seed, i);
        if (blst_pairing_mul_n_aggregate_pk_in_g1(pairing.context(), &key, &signature, factor.data(), factor_bits,
                                                  item.message.data(), item.message.size(), nullptr,
                                                  0) != BLST_SUCCESS) {
            return false;
        }
    }
    blst_pairing_commit(pairing.context());
    return blst_pairing_finalverify(pairing.context(), nullptr);
}

bool verify(const Bytes48& key, ByteView message, const Bytes96& signature) noexcept {
    const auto valid_key = PublicKey::validate(key);
    const auto point = Signature::decode(signature);
    return valid_key && point && point->verifies(*valid_key, message);
}

bool fast_aggregate_verify(std::span<const Bytes48> keys, ByteView message, const Bytes96& signature) noexcept {
    if (keys.empty()) return false;
    CurvePoint sum;
    for (const Bytes48& key : keys) {
        const auto valid_key = PublicKey::validate(key);
        if (!valid_key) return false;
        sum = sum.plus(valid_key->point());
    }
    const auto aggregate = PublicKey::validate(sum);
    const auto point = Signature::decode(signature);
    return aggregate && point && point->verifies(*aggregate, message);
}

}  // namespace clearmargin::bls
