#include "light-client/vault/event_claims.hpp"

#include <algorithm>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/crypto/keccak256.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/evm/mapping_key.hpp"
#include "light-client/evm/receipt.hpp"

namespace clearmargin::verifiers {
namespace {

constexpr std::string_view log_path = "proof.log_index";
constexpr std::size_t word_size = Bytes32::size();

Bytes32 signature_hash(const EventDescriptor& event) {
    const std::string signature = event_signature(event);
    return keccak256({reinterpret_cast<const std::uint8_t*>(signature.data()), signature.size()});
}

/// Whether the log is one of the event, with as many topics and as much data as its inputs take.
Status check_form(const Log& log, const EventDescriptor& event) {
    if (log.address != event.contract) {
        return refuse(ErrorCode::log_of_another_contract, log_path, to_hex(event.contract), to_hex(log.address));
    }
    const Bytes32 topic = signature_hash(event);
    if (log.topics.empty() || log.topics[0] != topic) {
        return refuse(ErrorCode::log_of_another_event, log_path, Sentence() << event_signature(event) << ", " << topic);
    }
    std::size_t topics = 1;
    std::size_t words = 0;
    bool is_fixed = true;
    for (const EventInput& input : event.inputs) {
        ++(input.is_indexed ? topics : words);
        if (!input.is_indexed && !input.value) is_fixed = false;
    }
    const std::size_t least = words * word_size;
    const bool has_room = is_fixed ? log.data.size() == least : log.data.size() >= least;
    if (log.topics.size() == topics && has_room) return {};
    return refuse(ErrorCode::malformed_log, log_path,
                  Sentence() << topics << " topics and " << least << " bytes of data",
                  Sentence() << log.topics.size() << " and " << log.data.size());
}

/// The word that holds the input of that index, of a log whose form is right.
Bytes32 word_of(const Log& log, const EventDescriptor& event, std::size_t index) {
    const bool is_indexed = event.inputs[index].is_indexed;
    std::size_t before = 0;
    for (std::size_t i = 0; i < index; ++i) {
        if (event.inputs[i].is_indexed == is_indexed) ++before;
    }
    if (is_indexed) return log.topics[1 + before];
    Bytes32 word;
    std::copy_n(log.data.begin() + static_cast<std::ptrdiff_t>(before * word_size), word_size, word.bytes.begin());
    return word;
}

Result<U256> read_amount(const Log& log, const EventDescriptor& event) {
    const U256 word = U256::from_be(word_of(log, event, event.amount));
    TRY(const StorageValue value, extract_value(word, *event.inputs[event.amount].value, 0));
    if (value.magnitude == word) return word;
    return refuse(ErrorCode::malformed_log, log_path, "an amount that its type holds", to_decimal(word));
}

Status check_account(const Log& log, const EventDescriptor& event, const Address& account) {
    const Bytes32 expected = address_word(account);
    const Bytes32 word = word_of(log, event, event.account);
    if (word == expected) return {};
    return refuse(ErrorCode::log_of_another_account, log_path, to_hex(expected), to_hex(word));
}

Status find_log(const ExecutionBlock& block, const LogPlace& place, std::span<const Bytes> proof, Log& to) {
    TRY(auto receipt,
        under("proof.receipt_proof", verify_receipt_proof(block.receipts_root, place.transaction_index, proof)));
    if (!receipt) {
        return refuse(ErrorCode::transaction_not_in_block, "proof.transaction_index", "a transaction of the block",
                      std::to_string(place.transaction_index));
    }
    if (receipt->succeeded != true) {
        return refuse(ErrorCode::transaction_failed, "proof.transaction_index", "a receipt that says success");
    }
    if (place.log_index >= receipt->logs.size()) {
        return refuse(ErrorCode::log_not_found, log_path, Sentence() << "one of " << receipt->logs.size() << " logs",
                      std::to_string(place.log_index));
    }
    to = std::move(receipt->logs[static_cast<std::size_t>(place.log_index)]);
    return {};
}

}  // namespace

Result<Proven<LoggedAmount>> EventClaims::verify_event(const Proven<ExecutionBlock>& block,
                                                       const EventDescriptor& event, const AccountId& account,
                                                       const LogPlace& place, std::span<const Bytes> proof) {
    if (block->chain != event.chain) {
        return refuse(ErrorCode::block_of_another_chain, "chain", event.chain.text, block->chain.text);
    }
    if (account.chain != event.chain) {
        return refuse(ErrorCode::account_of_another_chain, "account", event.chain.text, account.chain.text);
    }
    TRY(const Address address, evm_address(account));
    Log log;
    TRY(find_log(*block, place, proof, log));
    TRY(check_form(log, event));
    TRY(check_account(log, event, address));
    TRY(const U256 amount, read_amount(log, event));
    Evidence evidence = block.evidence();
    add_step(evidence, Sentence() << "receipt of transaction " << place.transaction_index << " of block "
                                  << block->number);
    add_step(evidence, Sentence() << "log " << place.log_index << " of contract " << event.contract << ": "
                                  << event_signature(event));
    add_step(evidence, Sentence() << to_decimal(amount) << " units of " << event.asset.text << ", at that time");
    return Proven<LoggedAmount>(ProofKey(), LoggedAmount{amount}, std::move(evidence));
}

}  // namespace clearmargin::verifiers
