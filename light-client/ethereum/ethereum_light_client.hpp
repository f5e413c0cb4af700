#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "light-client/ethereum/light_client_store.hpp"
#include "light-client/ethereum/proven_header.hpp"

namespace clearmargin::ethereum {

// What headers rest on, as docs/trust-model.md lists it.
inline constexpr std::string_view rests_on_sync_committee = "Ethereum's sync committee";
inline constexpr std::string_view rests_on_sync_committee_not_final = "Ethereum's sync committee, block not final";
inline constexpr std::string_view rests_on_sync_committee_forced =
    "Ethereum's sync committee, advanced without finality";

/// What the store's trust came by, from the checkpoint to the newest committee it knows.
struct TrustPath {
    Bytes32 checkpoint_root;
    Slot checkpoint_slot = 0;
    std::uint64_t handovers = 0;                  ///< how many committees were named by the one before
    std::size_t least_handover_participants = 0;  ///< the fewest that signed one of them in
    Participation finalization;                   ///< of the update that finalized store.finalized_header
    bool was_forced = false;                      ///< at some time it was taken on without finality
    bool was_forced_by_minority = false;          ///< and signed by less than two thirds

    friend bool operator==(const TrustPath&, const TrustPath&) = default;
};

/// An update as it came, or why it could not be read.
struct UntrustedUpdate {
    std::string where;  ///< its path in the document it came from
    Result<LightClientUpdate> update;
};

}  // namespace clearmargin::ethereum

namespace clearmargin::verifiers {

/// Follows a beacon chain from a checkpoint and says which execution blocks are on it. The one place where sync
/// committee signatures become `Proven` values: its store changes in no other way than by the spec's functions.
class EthereumLightClient {
  public:
    /// A client that starts from the block the user trusts.
    /// Fails   as initialize_light_client_store; header_in_future. The path starts at the bootstrap, as in "header"
    [[nodiscard]] static Result<EthereumLightClient> start(const ethereum::NetworkParams& params,
                                                           const Bytes32& checkpoint_root,
                                                           const ethereum::LightClientBootstrap& bootstrap,
                                                           UnixSeconds now);

    /// Takes one update of any kind. A refused one changes nothing; its error has the path of the part, under `where`.
    [[nodiscard]] ethereum::UpdateOutcome process(std::string_view where, const ethereum::LightClientUpdate& update,
                                                  UnixSeconds now);
    [[nodiscard]] ethereum::UpdateOutcome process(const ethereum::UntrustedUpdate& untrusted, UnixSeconds now);

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
    EthereumLightClient(ethereum::NetworkParams params, ethereum::LightClientStore store, ethereum::TrustPath trust);

    void note_progress(const ethereum::LightClientStore& before, const ethereum::Participation& signed_by);
    std::optional<Error> add_headers(const ethereum::LightClientUpdate& update,
                                     const ethereum::Participation& signed_by);
    Status add_header(const ethereum::LightClientHeader& header, bool finalized,
                      const ethereum::Participation& signed_by);
    [[nodiscard]] Evidence evidence_of_header(const ethereum::LightClientHeader& header, bool finalized,
                                              const ethereum::Participation& signed_by) const;
    [[nodiscard]] Result<ethereum::ProvenBlock> prove_block(const ethereum::LightClientHeader& header,
                                                            Evidence evidence) const;

    ethereum::NetworkParams params_;
    ethereum::LightClientStore store_;
    ethereum::TrustPath trust_;
    std::vector<ethereum::ProvenHeader> headers_;
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
                                                        std::span<const UntrustedUpdate> updates, UnixSeconds now);

}  // namespace clearmargin::ethereum
