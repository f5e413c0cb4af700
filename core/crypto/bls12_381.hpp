#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/bytes/fixed_bytes.hpp"

/// BLS signatures over BLS12-381 as Ethereum uses them: keys in G1, signatures in G2.
/// Spec    draft-irtf-cfrg-bls-signature-04, ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_
/// Port    judgements at this level are true or false (or a value or none): which refusal they become, callers say
namespace clearmargin::bls {

struct SignedMessage;

/// A point of the curve E1; it may lie outside the subgroup G1, and may be the point at infinity.
class CurvePoint {
  public:
    /// The point at infinity.
    CurvePoint() = default;

    /// None for bytes that are not the one compressed encoding of a point of the curve.
    [[nodiscard]] static std::optional<CurvePoint> decode(const Bytes48& compressed) noexcept;
    [[nodiscard]] Bytes48 encode() const noexcept;

    [[nodiscard]] CurvePoint plus(const CurvePoint& other) const noexcept;
    [[nodiscard]] CurvePoint minus(const CurvePoint& other) const noexcept;
    [[nodiscard]] bool is_infinity() const noexcept;
    [[nodiscard]] bool is_in_subgroup() const noexcept;

  private:
    friend class PublicKey;
    std::array<std::uint64_t, 18> projective_{};  // blst's own form; zeros are infinity
};

/// A key that passed KeyValidate: a point of G1, not infinity.
class PublicKey {
  public:
    /// Spec    draft-irtf-cfrg-bls-signature-04#2.5 KeyValidate
    [[nodiscard]] static std::optional<PublicKey> validate(const Bytes48& compressed) noexcept;
    [[nodiscard]] static std::optional<PublicKey> validate(const CurvePoint& point) noexcept;

    [[nodiscard]] const CurvePoint& point() const noexcept { return point_; }

  private:
    friend class Signature;
    friend bool verify_all(std::span<const SignedMessage> signed_messages);
    explicit PublicKey(const CurvePoint& point) noexcept;

    CurvePoint point_;
    std::array<std::uint64_t, 12> affine_{};
};

/// A point of G2, maybe infinity.
class Signature {
  public:
    /// None for bytes that are not the one compressed encoding of a point of G2.
    [[nodiscard]] static std::optional<Signature> decode(const Bytes96& compressed) noexcept;
    [[nodiscard]] Bytes96 encode() const noexcept;

    /// The sum of one or more signatures; none for an empty list.
    /// Spec    draft-irtf-cfrg-bls-signature-04#2.8 Aggregate
    [[nodiscard]] static std::optional<Signature> aggregate(std::span<const Signature> signatures) noexcept;

    /// Spec    draft-irtf-cfrg-bls-signature-04#2.7 CoreVerify
    [[nodiscard]] bool verifies(const PublicKey& key, ByteView message) const noexcept;

    /// Whether this is an aggregate of each key's signature of its own message.
    /// Shape   as many keys as messages, at least one
    /// Spec    draft-irtf-cfrg-bls-signature-04#2.9 CoreAggregateVerify
    [[nodiscard]] bool verifies_each(std::span<const PublicKey> keys, std::span<const ByteView> messages) const;

  private:
    friend bool verify_all(std::span<const SignedMessage> signed_messages);
    std::array<std::uint64_t, 24> affine_{};
};

/// A signature next to what it should be a signature of.
struct SignedMessage {
    PublicKey key;
    Bytes32 message;
    Signature signature;
};

/// Whether every signature verifies, at the price of one final exponentiation for all of them.
///
/// The sum of all is judged, each with a factor of 128 bits of its own: signatures that are wrong could cancel out only
/// for chosen factors. The factors are a hash of everything judged, for we have no randomness: to find wrong signatures
/// that cancel out takes about 2^127 tries.
/// Port    accepts what `verifies` accepts for each, but for that chance; true for an empty list
[[nodiscard]] bool verify_all(std::span<const SignedMessage> signed_messages);

/// Whether `signature` is one made by the holder of `key`.
/// Spec    draft-irtf-cfrg-bls-signature-04#3.3 Verify
[[nodiscard]] bool verify(const Bytes48& key, ByteView message, const Bytes96& signature) noexcept;

/// Whether `signature` is an aggregate of every key's signature of the same message. False for no keys at all.
/// Spec    draft-irtf-cfrg-bls-signature-04#3.3.4 FastAggregateVerify
[[nodiscard]] bool fast_aggregate_verify(std::span<const Bytes48> keys, ByteView message,
                                         const Bytes96& signature) noexcept;

}  // namespace clearmargin::bls
