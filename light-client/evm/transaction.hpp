#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A transaction that is in a block. What it says inside is left to whoever knows its type.
struct IncludedTransaction {
    std::uint8_t type = 0;  ///< as TypedEnvelope's
    Bytes32 hash;           ///< keccak256 of the envelope
    Bytes envelope;

    friend bool operator==(const IncludedTransaction&, const IncludedTransaction&) = default;
};

/// The transaction at `index` of the block with that transactions root (the header's, not the beacon chain's SSZ root);
/// absent where the block has no such index.
/// Fails   as verify_indexed_proof; as open_envelope, at the proof's last element
/// Spec    EIP-2718
[[nodiscard]] Result<std::optional<IncludedTransaction>> verify_transaction_proof(const Bytes32& transactions_root,
                                                                                  std::uint64_t index,
                                                                                  std::span<const Bytes> proof);

}  // namespace clearmargin
