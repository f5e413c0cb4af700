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
    malformed_rlp = 118,
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
    chain_not_in_policy = 280,
    unsupported_chain_kind = 281,
    header_too_old = 282,
    checkpoint_too_old = 283,
    missing_chain_data = 284,

    // 3xx state proofs: tries, accounts, storage, receipts, rollup states
    block_hash_mismatch = 301,
    unknown_header_format = 302,
    trie_node_hash_mismatch = 303,
    malformed_trie_node = 304,
    incomplete_proof = 305,
    unused_proof_nodes = 306,
    malformed_account = 307,
    malformed_storage_value = 308,
    claimed_address_mismatch = 309,
    claimed_balance_mismatch = 310,
    claimed_nonce_mismatch = 311,
    claimed_code_hash_mismatch = 312,
    claimed_storage_hash_mismatch = 313,
    claimed_storage_value_mismatch = 314,
    missing_storage_proof = 315,
    duplicate_storage_key = 316,
    malformed_storage_expression = 317,
    parent_block_of_another_chain = 330,
    anchor_not_in_policy = 331,
    rollup_contract_absent = 332,
    output_not_found = 333,
    output_root_mismatch = 334,
    output_block_mismatch = 335,
    unsupported_game_type = 336,
    malformed_game = 337,
    game_lost = 338,
    game_blacklisted = 339,
    game_retired = 340,
    game_type_not_respected = 341,
    malformed_rollup_header = 342,
    assertion_not_found = 343,
    assertion_mismatch = 344,
    assertion_not_confirmed = 345,
    assertion_disputed = 346,
    machine_not_finished = 347,
    claimed_send_root_mismatch = 348,

    // 4xx vault claims
    block_of_another_chain = 401,
    account_of_another_chain = 402,
    account_of_another_owner = 403,
    vault_without_owner = 404,
    vault_contract_absent = 405,
    vault_contract_without_code = 406,
    code_hash_mismatch = 407,
    implementation_mismatch = 408,
    missing_implementation_proof = 409,
    implementation_code_hash_mismatch = 410,
    negative_balance = 411,
    balance_out_of_range = 412,
    vault_not_in_policy = 420,
    account_not_in_policy = 421,
    block_not_proven = 422,
    claims_too_far_apart = 423,

    // 5xx collateral, prices and numbers
    malformed_decimal = 501,
    excess_precision = 502,
    decimal_overflow = 503,
    division_by_zero = 504,
    price_not_positive = 505,
    out_of_range = 506,
    too_few_price_sources = 507,
    price_stale = 508,
    conflicting_reports = 509,
    implied_volatility_out_of_range = 510,
    no_convergence = 511,
    bad_series = 512,
    bad_correlation_shape = 513,
    correlation_not_positive_semidefinite = 514,
    unsupported_price_source = 530,
    price_from_the_future = 531,
    missing_price = 532,

    // 6xx margin
    bad_tiers = 601,
    unknown_reference = 602,
    mode_needs_field = 603,
    expired_instrument = 604,
    position_too_old = 630,
    position_from_the_future = 631,
    instrument_not_in_policy = 632,

    // 7xx report and comparison
    malformed_time = 701,
};

/// What a caller can do about it.
enum class ErrorKind : std::uint8_t {
    invalid,       ///< false; the same input never becomes right
    insufficient,  ///< true as far as it goes, but too few signers, too old, or not enough given
    unsupported,   ///< cannot be judged by this version
};

}  // namespace clearmargin
