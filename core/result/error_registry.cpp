#include "core/result/error_registry.hpp"

#include <algorithm>
#include <array>

namespace clearmargin {
namespace {

using enum ErrorCode;
using enum ErrorKind;

constexpr auto entries = std::to_array<ErrorEntry>({
    {malformed_json, invalid, "malformed_json", "The text is not one complete JSON document in UTF-8."},
    {duplicate_key, invalid, "duplicate_key", "An object names the same member twice."},
    {unsupported_version, unsupported, "unsupported_version", "The format's version is not one this build knows."},
    {nesting_too_deep, invalid, "nesting_too_deep", "Arrays and objects are nested deeper than the limit."},
    {input_too_large, invalid, "input_too_large", "The input has more bytes or values than the limit."},
    {missing_member, invalid, "missing_member", "A required member is absent."},
    {wrong_type, invalid, "wrong_type", "A value has another JSON type than the format says."},
    {unknown_member, invalid, "unknown_member", "The policy has a member that this version does not know."},
    {malformed_hex, invalid, "malformed_hex", "Bytes must be 0x followed by an even number of hex digits."},
    {wrong_length, invalid, "wrong_length", "A byte string or list has another length than the format says."},
    {malformed_integer, invalid, "malformed_integer", "A whole number must be decimal digits, or 0x and hex digits."},
    {integer_out_of_range, invalid, "integer_out_of_range", "A whole number lies outside the range of its field."},
    {malformed_id, invalid, "malformed_id", "An id does not have its CAIP form."},
    {unknown_value, invalid, "unknown_value", "A value is none of those the format lists."},
    {too_many_items, invalid, "too_many_items", "A list is longer than the limit."},
    {duplicate_id, invalid, "duplicate_id", "Two entries of a list have the same id."},
    {number_not_exact, invalid, "number_not_exact", "Amounts are decimal strings, not JSON numbers."},
    {malformed_rlp, invalid, "malformed_rlp", "Bytes are not the one canonical RLP encoding of what the format says."},
    {malformed_ssz, invalid, "malformed_ssz", "The bytes are not the one SSZ form of this object."},

    {unknown_network, unsupported, "unknown_network", "The network is not one this build knows."},
    {malformed_network, invalid, "malformed_network", "The network's parameters contradict each other."},
    {unsupported_fork, unsupported, "unsupported_fork",
     "The network's schedule or this build does not reach that fork."},
    {fork_mismatch, invalid, "fork_mismatch", "The stated version is not the fork of the header's slot."},
    {wrong_checkpoint, invalid, "wrong_checkpoint", "The bootstrap's header is not the trusted checkpoint."},
    {invalid_current_sync_committee_branch, invalid, "invalid_current_sync_committee_branch",
     "The branch does not lead from the sync committee to the header's state root."},
    {invalid_execution_branch, invalid, "invalid_execution_branch",
     "The branch does not lead from the execution header to the beacon block's body root."},
    {unexpected_execution, invalid, "unexpected_execution",
     "The header is older than the execution fields it carries."},
    {header_in_future, insufficient, "header_in_future", "By the clock given, the header's slot is still to come."},
    {no_participants, insufficient, "no_participants", "Nobody signed."},
    {invalid_finality_branch, invalid, "invalid_finality_branch",
     "The branch does not lead from the finalized header to the attested header's state root."},
    {insufficient_participation, insufficient, "insufficient_participation",
     "Sound, but signed by less than two thirds of the sync committee."},
    {signature_slot_in_future, insufficient, "signature_slot_in_future",
     "By the clock given, the signature's slot is still to come."},
    {signature_slot_not_after_attested, invalid, "signature_slot_not_after_attested",
     "A block can only be signed after its own slot."},
    {finalized_after_attested, invalid, "finalized_after_attested",
     "A block cannot know a finalized one that comes after it."},
    {unknown_sync_committee_period, insufficient, "unknown_sync_committee_period",
     "The store does not know the sync committee of the signature's period: an update is missing or too old."},
    {irrelevant_update, insufficient, "irrelevant_update", "The update is sound in form, but tells nothing new."},
    {unexpected_finalized_header, invalid, "unexpected_finalized_header",
     "A finalized header comes without the branch that would prove it."},
    {unexpected_next_sync_committee, invalid, "unexpected_next_sync_committee",
     "A sync committee comes without the branch that would prove it."},
    {next_sync_committee_mismatch, invalid, "next_sync_committee_mismatch",
     "The next sync committee is another than the one already known for that period."},
    {invalid_next_sync_committee_branch, invalid, "invalid_next_sync_committee_branch",
     "The branch does not lead from the next sync committee to the attested header's state root."},
    {malformed_signature, invalid, "malformed_signature", "The signature is not a point of G2."},
    {malformed_pubkey, invalid, "malformed_pubkey", "The signers' keys do not add up to a valid public key."},
    {invalid_signature, invalid, "invalid_signature", "The signature is not the participants' one of this header."},
    {finalized_in_other_period, invalid, "finalized_in_other_period",
     "An update that brings the next sync committee finalizes a header of another period."},
    {no_execution_block, unsupported, "no_execution_block", "Headers before Capella prove no execution block."},
    {wrong_block_timestamp, invalid, "wrong_block_timestamp", "The execution block's time is not that of its slot."},
    {store_altered, invalid, "store_altered", "The store's checksum does not fit: it was altered or cut."},
    {store_of_other_network, invalid, "store_of_other_network", "The store was made for another network."},
    {chain_not_in_policy, insufficient, "chain_not_in_policy", "The policy names no root of trust for this chain."},
    {unsupported_chain_kind, unsupported, "unsupported_chain_kind", "This version can't follow a chain of that kind."},
    {header_too_old, insufficient, "header_too_old", "The newest proven block is older than the policy allows."},
    {checkpoint_too_old, insufficient, "checkpoint_too_old", "The trusted checkpoint is older than the policy allows."},
    {missing_chain_data, insufficient, "missing_chain_data",
     "The bundle holds no data of the chain that a claim is on."},

    {block_hash_mismatch, invalid, "block_hash_mismatch",
     "An execution header does not hash to the proven block hash."},
    {unknown_header_format, unsupported, "unknown_header_format",
     "An execution header has a number of fields that no fork known here has."},
    {trie_node_hash_mismatch, invalid, "trie_node_hash_mismatch",
     "A proof node does not hash to the reference that leads to it."},
    {malformed_trie_node, invalid, "malformed_trie_node", "A proof node is not a canonical branch, extension or leaf."},
    {incomplete_proof, insufficient, "incomplete_proof",
     "The proof ends before it shows the key or the key's absence."},
    {unused_proof_nodes, invalid, "unused_proof_nodes", "The proof goes on after the key or its absence was shown."},
    {malformed_account, invalid, "malformed_account",
     "The leaf is not an account: nonce, balance, storage hash, code hash."},
    {malformed_storage_value, invalid, "malformed_storage_value",
     "The leaf is not a storage word: a non-zero integer."},
    {claimed_address_mismatch, invalid, "claimed_address_mismatch", "The proof is for another account."},
    {claimed_balance_mismatch, invalid, "claimed_balance_mismatch", "The stated balance is not the proven one."},
    {claimed_nonce_mismatch, invalid, "claimed_nonce_mismatch", "The stated nonce is not the proven one."},
    {claimed_code_hash_mismatch, invalid, "claimed_code_hash_mismatch", "The stated code hash is not the proven one."},
    {claimed_storage_hash_mismatch, invalid, "claimed_storage_hash_mismatch",
     "The stated storage hash is not the proven one."},
    {claimed_storage_value_mismatch, invalid, "claimed_storage_value_mismatch",
     "The stated value of a storage slot is not the proven one."},
    {missing_storage_proof, insufficient, "missing_storage_proof",
     "The answer has no proof of a storage slot that is needed."},
    {duplicate_storage_key, invalid, "duplicate_storage_key", "The answer has two proofs of one storage slot."},
    {malformed_storage_expression, invalid, "malformed_storage_expression",
     "A storage expression names no place that a value of its type can have."},

    {block_of_another_chain, invalid, "block_of_another_chain", "The block is not one of the vault's chain."},
    {account_of_another_chain, invalid, "account_of_another_chain", "The account is not one of the vault's chain."},
    {account_of_another_owner, invalid, "account_of_another_owner", "The vault belongs to another account."},
    {vault_without_owner, invalid, "vault_without_owner",
     "The storage expression has no account in it and the vault names none."},
    {vault_contract_absent, invalid, "vault_contract_absent", "There is no account at the vault's contract address."},
    {vault_contract_without_code, invalid, "vault_contract_without_code", "The vault's contract address has no code."},
    {code_hash_mismatch, invalid, "code_hash_mismatch", "The contract's code is not the pinned one."},
    {implementation_mismatch, invalid, "implementation_mismatch",
     "The proxy points to another implementation than the pinned one."},
    {missing_implementation_proof, insufficient, "missing_implementation_proof",
     "The implementation's code is pinned, but no proof of it was given."},
    {implementation_code_hash_mismatch, invalid, "implementation_code_hash_mismatch",
     "The implementation's code is not the pinned one."},
    {negative_balance, unsupported, "negative_balance",
     "The ledger's entry is negative: a debt, which is no collateral."},
    {balance_out_of_range, invalid, "balance_out_of_range",
     "The entry is more than any asset has: it holds something else, such as the mark of a frozen account."},
    {vault_not_in_policy, insufficient, "vault_not_in_policy", "The policy accepts no vault of that id."},
    {account_not_in_policy, invalid, "account_not_in_policy", "The account is none of the policy's."},
    {block_not_proven, insufficient, "block_not_proven", "The claim is made at a block that nothing here proves."},
    {claims_too_far_apart, insufficient, "claims_too_far_apart",
     "The claim is older, next to the newest one, than the policy allows: funds on the move could be seen twice."},

    {malformed_decimal, invalid, "malformed_decimal",
     "A number must be digits with an optional minus sign and fraction."},
    {excess_precision, invalid, "excess_precision", "A number has more than 18 digits after the point."},
    {decimal_overflow, invalid, "decimal_overflow", "A number or result lies beyond 1.7 x 10^20."},
    {division_by_zero, invalid, "division_by_zero", "A formula divides by zero for these values."},
    {price_not_positive, invalid, "price_not_positive", "A price, entry price, strike or multiplier must be above 0."},
    {out_of_range, invalid, "out_of_range",
     "A ratio, probability, volatility, time or leverage lies outside its range."},
    {too_few_price_sources, insufficient, "too_few_price_sources",
     "Fewer sound price sources than the policy asks for."},
    {price_stale, insufficient, "price_stale", "A price is older than the policy allows."},
    {conflicting_reports, insufficient, "conflicting_reports",
     "Reports of one state disagree and none has a majority."},
    {implied_volatility_out_of_range, invalid, "implied_volatility_out_of_range",
     "No volatility gives this option price: it lies outside its bounds."},
    {no_convergence, unsupported, "no_convergence", "A numerical search did not reach its tolerance."},
    {bad_series, invalid, "bad_series", "A history is too short for what is asked, or has a value that is no number."},
    {bad_correlation_shape, invalid, "bad_correlation_shape",
     "A correlation matrix is not square, symmetric and 1 on its diagonal."},
    {correlation_not_positive_semidefinite, invalid, "correlation_not_positive_semidefinite",
     "No random variables have these correlations."},
    {unsupported_price_source, unsupported, "unsupported_price_source",
     "This version knows no price source of that kind."},
    {price_from_the_future, invalid, "price_from_the_future", "A price is dated after the time of judgement."},
    {missing_price, insufficient, "missing_price", "There is no sound price for an asset that needs one."},

    {bad_tiers, invalid, "bad_tiers", "A tier table must start at 0, rise, and have rates between 0 and 1."},
    {unknown_reference, invalid, "unknown_reference",
     "An asset, chain, wallet, table or preset is named but not defined."},
    {mode_needs_field, invalid, "mode_needs_field", "The margin mode needs a field that is absent."},
    {expired_instrument, invalid, "expired_instrument", "An option or future has expired: use its settled balance."},
    {position_too_old, insufficient, "position_too_old", "The positions are older than the policy allows."},
    {position_from_the_future, invalid, "position_from_the_future", "A position is dated after the time of judgement."},
    {instrument_not_in_policy, insufficient, "instrument_not_in_policy",
     "The policy defines no instrument of that id."},

    {malformed_time, invalid, "malformed_time",
     "The time of judgement must be Unix seconds below 2^53, in decimal digits."},
});

}  // namespace

std::span<const ErrorEntry> error_registry() noexcept { return entries; }

const ErrorEntry& error_entry(ErrorCode code) noexcept {
    const auto found = std::lower_bound(entries.begin(), entries.end(), code,
                                        [](const ErrorEntry& entry, ErrorCode wanted) { return entry.code < wanted; });
    return *found;
}

std::string_view kind_name(ErrorKind kind) noexcept {
    switch (kind) {
        case invalid:
            return "invalid";
        case insufficient:
            return "insufficient";
        case unsupported:
            return "unsupported";
    }
    return "invalid";
}

}  // namespace clearmargin
