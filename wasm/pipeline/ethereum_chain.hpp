#pragma once

#include "core/codec/json_reader.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/ethereum_light_client.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// How many of a committee have to sign what is taken: the policy's share of it, rounded up; two thirds by default.
[[nodiscard]] std::size_t least_participants(const Limits& limits, const EthereumTrust& trust);

/// A client that starts from the policy's checkpoint, by the `bootstrap` of a chain's data.
/// Fails   missing_member; what the light client refuses a bootstrap for; the path is the document's
[[nodiscard]] Result<verifiers::EthereumLightClient> start_client(const JsonReader& data, const EthereumTrust& trust,
                                                                  const Limits& limits, UnixSeconds now);

/// A client that goes on from a store of the user's own.
/// Fails   as EthereumLightClient::restore; force_update_not_accepted where it once went on without finality and the
///         policy accepts final blocks only; store_too_old where its newest final block is older than a checkpoint may
///         be. The path is the document's
[[nodiscard]] Result<verifiers::EthereumLightClient> resume_client(const JsonReader& store, const EthereumTrust& trust,
                                                                   const Limits& limits, UnixSeconds now);

/// Takes the updates of a chain's data, and lists in the report what became of each. A refused one changes nothing.
/// Fails   wrong_type, too_many_items: where a list can't be read, which changes nothing either
[[nodiscard]] Status take_updates(const JsonReader& data, const EthereumTrust& trust, UnixSeconds now,
                                  verifiers::EthereumLightClient& client, ChainReport& to);

/// What the client came to trust, into the report.
void describe_client(const verifiers::EthereumLightClient& client, const EthereumTrust& trust, const Limits& limits,
                     UnixSeconds now, ChainReport& to);

/// The blocks claims may be made at.
void add_blocks(const verifiers::EthereumLightClient& client, const EthereumTrust& trust, FollowedChain& to);

/// Whether the checkpoint that the report describes is young enough for a client to start from.
/// Fails   checkpoint_too_old, at "bootstrap" of the chain's data
[[nodiscard]] Status judge_checkpoint(const ChainReport& report, UnixSeconds now);

/// Whether finality keeps up on the chain that the report describes. Path: the chain's own, empty.
/// Fails   finality_lag_too_large
[[nodiscard]] Status judge_finality(const ChainReport& report, const Limits& limits);

/// Follows an Ethereum-like chain from the policy's checkpoint, or from the caller's store where that is what `from`
/// says: fills `to` with its report and the blocks that may be claimed at.
/// Fails   as start_client, take_updates and judge_checkpoint; missing_chain_data where there is no store, and as
///         resume_client; as judge_finality and add_older_blocks
[[nodiscard]] Status follow_ethereum_chain(const BundleChain& from, const EthereumTrust& trust, const Limits& limits,
                                           UnixSeconds now, FollowedChain& to);

}  // namespace clearmargin
