#pragma once

#include <cstdint>

namespace clearmargin {

/// Why something was refused. Number and name are public: append, never renumber, never reuse.
/// The hundreds digit is the stage that refused: 1 decode, 2 headers, 3 state proofs, 4 vault claims, 5 collateral,
/// 6 margin, 7 report. Names, kinds and sentences are in `error_registry.cpp`.
enum class ErrorCode : std::uint16_t {
    // 1xx decode: bytes and text that do not have the stated form
    malformed_json = 101,
    duplicate_key = 102,
    unsupported_version = 103,
    nesting_too_deep = 104,
    input_too_large = 105,
    missing_member = 106,
    wrong_type = 107,
    unknown_member = 108,
    malformed_hex = 109,
    wrong_length = 110,
    malformed_integer = 111,
    integer_out_of_range = 112,
    malformed_id = 113,
    unknown_value = 114,
    too_many_items = 115,
    duplicate_id = 116,
    number_not_exact = 117,
    malformed_ssz = 130,

    // 2xx headers: light clients
    unknown_network = 201,
    malformed_network = 202,
    unsupported_fork = 203,
    fork_mismatch = 204,
    wrong_checkpoint = 210,
    invalid_current_sync_committee_branch = 211,
    invalid_execution_branch = 212,
    unexpected_execution = 213,
    header_in_future = 214,
    no_participants = 220,
    invalid_finality_branch = 221,
    insufficient_participation = 222,
    signature_slot_in_future = 223,
    signature_slot_not_after_attested = 224,
    finalized_after_attested = 225,
    unknown_sync_committee_period = 226,
    irrelevant_update = 227,
    unexpected_finalized_header = 228,
    unexpected_next_sync_committee = 229,
    next_sync_committee_mismatch = 230,
    invalid_next_sync_committee_branch = 231,
    malformed_signature = 232,
    malformed_pubkey = 233,
    invalid_signature = 234,
    finalized_in_other_period = 235,
    no_execution_block = 240,
    wrong_block_timestamp = 241,
    store_altered = 250,
    store_of_other_network = 251,
    // 3xx state proofs: tries, accounts, storage
    // 4xx vault claims
    // 5xx collateral, prices and numbers
    // 6xx margin
    // 7xx report and comparison
};

/// What a caller can do about it.
enum class ErrorKind : std::uint8_t {
    invalid,       ///< false; the same input never becomes right
    insufficient,  ///< true as far as it goes, but too few signers, too old, or not enough given
    unsupported,   ///< cannot be judged by this version
};

}  // namespace clearmargin
