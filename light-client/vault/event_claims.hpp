#pragma once

#include <cstdint>
#include <span>

#include "core/evidence/proven.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/execution_block.hpp"
#include "light-client/vault/event_descriptor.hpp"

namespace clearmargin {

/// Where a log stands in its block.
struct LogPlace {
    std::uint64_t transaction_index = 0;
    std::uint64_t log_index = 0;  ///< among the logs of that transaction

    friend bool operator==(const LogPlace&, const LogPlace&) = default;
};

/// What was once paid in or out. History: it says nothing of what is there now.
struct LoggedAmount {
    U256 amount;  ///< the asset's smallest units

    friend bool operator==(const LoggedAmount&, const LoggedAmount&) = default;
};

}  // namespace clearmargin

namespace clearmargin::verifiers {

/// From a proven block and the trie of its receipts to what one log of it says.
class EventClaims {
  public:
    /// Shape   proof: the nodes from the block's receipts root to the receipt
    /// Fails   block_of_another_chain, account_of_another_chain, malformed_id; at "proof.receipt_proof" as
    ///         verify_receipt_proof; transaction_not_in_block, transaction_failed; at "proof.log_index" log_not_found,
    ///         log_of_another_contract, log_of_another_event, malformed_log, log_of_another_account
    /// Spec    Solidity 0.8 docs, "ABI Specification", "Events": the first topic is keccak256 of the signature, indexed
    ///         arguments follow as topics, the others are the data
    [[nodiscard]] static Result<Proven<LoggedAmount>> verify_event(const Proven<ExecutionBlock>& block,
                                                                   const EventDescriptor& event,
                                                                   const AccountId& account, const LogPlace& place,
                                                                   std::span<const Bytes> proof);
};

}  // namespace clearmargin::verifiers
