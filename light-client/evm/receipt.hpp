#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// One event that a contract emitted.
struct Log {
    Address address;
    std::vector<Bytes32> topics;  ///< at most 4; the first is the event's signature unless it is anonymous
    Bytes data;

    friend bool operator==(const Log&, const Log&) = default;
};

/// What a transaction came to.
struct Receipt {
    std::uint8_t type = 0;           ///< as TypedEnvelope's
    std::optional<bool> succeeded;   ///< absent before Byzantium, whose receipts have a state root in its place
    std::uint64_t cumulative_gas_used = 0;
    std::vector<Log> logs;           ///< in order; the logs of earlier transactions of the block are not counted

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// Shape   envelope: rlp([status or state root, cumulative gas, bloom, logs]), with its type in front if it has one
/// Fails   as open_envelope; malformed_receipt
/// Spec    Ethereum yellow paper, section 4.4.1; EIP-658; EIP-2718. The bloom filter is checked for its size only: it
///         says nothing that the logs do not say.
[[nodiscard]] Result<Receipt> decode_receipt(ByteView envelope);

/// The receipt at `index` of the block with that receipts root; absent where the block has no such transaction.
/// Fails   as verify_indexed_proof; as decode_receipt, at the proof's last element
[[nodiscard]] Result<std::optional<Receipt>> verify_receipt_proof(const Bytes32& receipts_root, std::uint64_t index,
                                                                  std::span<const Bytes> proof);

}  // namespace clearmargin
