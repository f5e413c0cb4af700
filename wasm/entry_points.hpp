#pragma once

#include <string>
#include <string_view>

namespace clearmargin {

// The entry points: JSON text in, JSON text out, never throwing, no handles and nothing to free. What they take and give
// is in docs/bundle-format.md. Same input, same output, on every platform.

/// The report on `bundle` under `policy` as of `now`.
/// Shape   bundle, policy: JSON text, at most 8 MiB each; now: Unix seconds in decimal digits, below 2^53
/// Errors  never: a bundle or policy that can't be read gives a report that says so
[[nodiscard]] std::string verify_bundle(std::string_view bundle, std::string_view policy, std::string_view now);

/// A light client's store led on as far as `chain_data` goes: what a follower calls again and again.
/// Shape   store: as the last answer gave it, or empty to start from the policy's checkpoint by chain_data.bootstrap;
///         chain_data: JSON text of what a bundle holds of a chain of kind `ethereum`; chain: its CAIP-2 id;
///         policy, now: as for verify_bundle
/// Errors  never: the answer's `error` says what could not be read or which store was refused, its `chain` what else
[[nodiscard]] std::string advance_light_client(std::string_view store, std::string_view chain_data,
                                               std::string_view policy, std::string_view chain, std::string_view now);

/// A bundle's claims, at the blocks that kept stores prove instead of light-client data in the bundle.
/// Shape   stores: JSON text, an object of stores as advance_light_client gives them by CAIP-2 id; the others as for
///         verify_bundle
/// Errors  never: the answer's `error` says what could not be read
[[nodiscard]] std::string verify_claims(std::string_view stores, std::string_view bundle, std::string_view policy,
                                        std::string_view now);

/// The margin of stated inputs, for a slider's every move.
/// Shape   request: JSON text {"policy", "now", "evidence", "inputs", "what_if", "curve"}
/// Errors  never: the answer's `error` says what was wrong with the request
[[nodiscard]] std::string compute_margin(std::string_view request);

/// All error codes: [{"code", "name", "kind", "sentence"}], ascending.
[[nodiscard]] std::string describe_errors();

/// Rises whenever a caller compiled for an older version would misread an answer.
[[nodiscard]] constexpr int abi_version() noexcept { return 1; }

}  // namespace clearmargin
