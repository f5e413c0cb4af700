#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec/json_reader.hpp"
#include "core/crypto/bls12_381.hpp"
#include "light-client/ethereum/light_client_store.hpp"
#include "light-client/ethereum/proven_header.hpp"
#include "light-client/ethereum/trust_path.hpp"

namespace clearmargin::ethereum {

// What headers rest on, as docs/trust-model.md lists it.
inline constexpr std::string_view rests_on_sync_committee = "Ethereum's sync committee";
inline constexpr std::string_view rests_on_sync_committee_not_final = "Ethereum's sync committee, block not final";
inline constexpr std::string_view rests_on_sync_committee_forced =
    "Ethereum's sync committee, advanced without finality";

/// An update as it came, or why it could not be read.
struct UntrustedUpdate {
    std::string where;  ///< its path in the document it came from; what is refused lies in its `data`
    Result<LightClientUpdate> update;
};

}  // namespace clearmargin::ethereum

namespace clearmargin::verifiers {

/// Follows a beacon chain from a checkpoint and says which execution blocks are on it. The one place where sync
/// committee signatures become `Proven` values: its store changes in no other way than by the spec's functions.
class EthereumLightClient {
  public:
    /// A client that starts from the block the user trusts.
    /// Shape   min_participants: updates that fewer signed are refused; at 0 the specification's own rules decide alone
    /// Fails   as initialize_light_client_store; header_in_future. The path starts at the bootstrap, as in "header"
    [[nodiscard]] static Result<EthereumLightClient> start(const ethereum::NetworkParams& params,
                                                           const Bytes32& checkpoint_root,
                                                           const ethereum::LightClientBootstrap& bootstrap,
                                                           UnixSeconds now, std::size_t min_participants = 0);

    /// A client as `save` left it, with its finalized block for a start, and the newest that two thirds signed.
    /// Fails   as decode_stored_client; store_of_other_checkpoint where it started from another block than the one the
    ///         user trusts; header_in_future; insufficient_participation where it came to what it knows by an update
    ///         that fewer than `min_participants` signed. The path is the document's own
    [[nodiscard]] static Result<EthereumLightClient> restore(const ethereum::NetworkParams& params,
                                                             const Bytes32& checkpoint_root, const JsonReader& document,
                                                             UnixSeconds now, std::size_t min_participants = 0);
    /// The client as a JSON document: see store_json.hpp.
    [[nodiscard]] std::string save() const;

    /// Takes one update of any kind. A refused one changes nothing; its error has the path of the part.
    [[nodiscard]] ethereum::UpdateOutcome process(const ethereum::UntrustedUpdate& untrusted, UnixSeconds now);

    /// Takes the updates in the order given, with one outcome each, as `process` does one by one. Their signatures are
    /// judged together, in one final exponentiation: all updates are taken as if they were sound, and only if all
    /// their signatures are is that the client's new state. If not, it starts over and judges each for itself.
    /// Port    the same result as one by one: where all signatures verify, each step was judged by the same store
    [[nodiscard]] std::vector<ethereum::UpdateOutcome> process_all(std::span<const ethereum::UntrustedUpdate> updates,
                                                                   UnixSeconds now);

    /// After a period without finality: goes on without it. True if it did. From then on blocks are `proposed` at most
    /// and rest on `rests_on_sync_committee_forced`, and none is proven if less than two thirds had signed.
    bool force_update(UnixSeconds now);

    /// The blocks that can be taken, oldest slot first: what is final, and what two thirds signed since.
    /// Signed headers that finality has overtaken are dropped: they may have been reorganised away.
    [[nodiscard]] std::span<const ethereum::ProvenHeader> headers() const noexcept { return headers_; }
    /// The newest of them that is final, or not; null where there is none.
    [[nodiscard]] const ethereum::ProvenHeader* newest_finalized() const noexcept;
    [[nodiscard]] const ethereum::ProvenHeader* newest_optimistic() const noexcept;

    [[nodiscard]] const ethereum::NetworkParams& params() const noexcept { return params_; }
    [[nodiscard]] const ethereum::LightClientStore& store() const noexcept { return store_; }
    [[nodiscard]] const ethereum::TrustPath& trust() const noexcept { return trust_; }

  private:
    EthereumLightClient(ethereum::NetworkParams params, ethereum::LightClientStore store, ethereum::TrustPath trust,
                        std::size_t min_participants);

    /// Signatures that are not judged as they come, but all at the end.
    using Postponed = std::vector<bls::SignedMessage>;
    ethereum::UpdateOutcome process(const ethereum::UntrustedUpdate& untrusted, UnixSeconds now, Postponed* postponed);
    Status take(const ethereum::LightClientUpdate& update, UnixSeconds now, Postponed* postponed,
                ethereum::UpdateOutcome& outcome);
    Status add_stored_headers();
    void note_progress(const ethereum::LightClientStore& before, const ethereum::Participation& signed_by);
    std::optional<Error> add_headers(const ethereum::LightClientUpdate& update,
                                     const ethereum::Participation& signed_by);
    void drop_overtaken_headers();
    Status add_header(const ethereum::LightClientHeader& header, bool finalized,
                      const ethereum::Participation& signed_by);
    Status add_header_if_it_proves_a_block(const ethereum::LightClientHeader& header, bool finalized,
                                           const ethereum::Participation& signed_by);
    [[nodiscard]] EvidenceSource source_of_header(const ethereum::LightClientHeader& header, bool finalized,
                                                  const ethereum::Participation& signed_by) const;
    [[nodiscard]] Result<ethereum::ProvenBlock> prove_block(const ethereum::LightClientHeader& header,
                                                            EvidenceSource source) const;

    ethereum::NetworkParams params_;
    ethereum::LightClientStore store_;
    ethereum::TrustPath trust_;
    std::vector<ethereum::ProvenHeader> headers_;
    std::size_t min_participants_;
    bool was_restored_ = false;
};

}  // namespace clearmargin::verifiers

namespace clearmargin::ethereum {

/// A client, and what became of each update on the way.
struct FollowedChain {
    verifiers::EthereumLightClient client;
    std::vector<UpdateOutcome> updates;  ///< in the order given
};

/// Starts from the checkpoint and takes the updates in the order given. An update that is refused is reported and
/// changes nothing; a refused bootstrap ends it.
/// Fails   as EthereumLightClient::start
[[nodiscard]] Result<FollowedChain> follow_light_client(const NetworkParams& params, const Bytes32& checkpoint_root,
                                                        const LightClientBootstrap& bootstrap,
                                                        std::span<const UntrustedUpdate> updates, UnixSeconds now,
                                                        std::size_t min_participants = 0);

}  // namespace clearmargin::ethereum
