#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/bytes/fixed_bytes.hpp"

/// The half of BLS that makes signatures. Ours only judges them, so it is in the tests.
namespace clearmargin::tests {

/// The key of that secret, a number below the group's order, most significant byte first.
Bytes48 bls_public_key(const Bytes32& secret);

/// Spec    draft-irtf-cfrg-bls-signature-04#2.6 CoreSign; none for secret 0
std::optional<Bytes96> bls_sign(const Bytes32& secret, ByteView message);

/// The secret that is `number`, for tests.
Bytes32 bls_secret(std::uint64_t number);

/// The coordinates of a message hashed to G2, each "0x..,0x..", under the tag that the hash_to_G2 vectors use.
std::pair<std::string, std::string> bls_hash_to_g2(ByteView message);

/// Points of the two curves that are not in the groups, compressed: they decode, and no key or signature is one.
Bytes48 bls_point_outside_g1();
Bytes96 bls_point_outside_g2();

}  // namespace clearmargin::tests
