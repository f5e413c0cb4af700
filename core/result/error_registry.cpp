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
    {number_not_exact, invalid, "number_not_exact", "Amounts are decimal strings, not JSON fractions or exponents."},
    {malformed_ssz, invalid, "malformed_ssz", "The bytes are not the one SSZ form of this object."},
    {unknown_network, unsupported, "unknown_network", "The network is not one this build knows."},
    {malformed_network, invalid, "malformed_network", "The network's parameters contradict each other."},
    {unsupported_fork, unsupported, "unsupported_fork", "The network's schedule or this build does not reach that fork."},
    {fork_mismatch, invalid, "fork_mismatch", "The stated version is not the fork of the header's slot."},
    {wrong_checkpoint, invalid, "wrong_checkpoint", "The bootstrap's header is not the trusted checkpoint."},
    {invalid_current_sync_committee_branch, invalid, "invalid_current_sync_committee_branch",
     "The branch does not lead from the sync committee to the header's state root."},
    {invalid_execution_branch, invalid, "invalid_execution_branch",
     "The branch does not lead from the execution header to the beacon block's body root."},
    {unexpected_execution, invalid, "unexpected_execution", "The header is older than the execution fields it carries."},
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
        case invalid: return "invalid";
        case insufficient: return "insufficient";
        case unsupported: return "unsupported";
    }
    return "invalid";
}

}  // namespace clearmargin
