#pragma once

#include "core/crypto/bls12_381.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_store.hpp"

namespace clearmargin::ethereum {

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#preset
inline constexpr std::size_t MIN_SYNC_COMMITTEE_PARTICIPANTS = 1;

/// A store that starts from a header the user trusts.
/// Fails   unexpected_execution, invalid_execution_branch, wrong_checkpoint, invalid_current_sync_committee_branch
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#initialize_light_client_store
[[nodiscard]] Result<LightClientStore> initialize_light_client_store(const Bytes32& trusted_block_root,
                                                                     const LightClientBootstrap& bootstrap,
                                                                     const NetworkParams& params);

/// Whether the update follows from what the store knows, in the spec's order of checks.
/// Fails   every assert has its own code; the path starts at the update, as in "finality_branch"
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#validate_light_client_update
/// Port    the three comparisons of slots and the empty finalized header are refusals of their own;
///         genesis_validators_root comes with `params`
[[nodiscard]] Status validate_light_client_update(const LightClientStore& store, const LightClientUpdate& update,
                                                  Slot current_slot, const NetworkParams& params);

/// The same but for the last check, which is handed back: the update is valid if that signature is.
/// Port    so that the signatures of many updates can be judged together
[[nodiscard]] Result<bls::SignedMessage> validate_all_but_signature(const LightClientStore& store,
                                                                    const LightClientUpdate& update, Slot current_slot,
                                                                    const NetworkParams& params);

/// Takes over what a validated update finalizes.
/// Fails   finalized_in_other_period, before anything is changed
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#apply_light_client_update
[[nodiscard]] Status apply_light_client_update(LightClientStore& store, const LightClientUpdate& update,
                                               const NetworkParams& params);

/// Takes over what follows from an update that has been validated against this very store. A refusal changes nothing.
/// Fails   as apply_light_client_update
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#process_light_client_update, after its first
/// line
[[nodiscard]] Status process_validated_update(LightClientStore& store, const LightClientUpdate& update,
                                              const NetworkParams& params);

/// Validates an update of any kind and takes over what follows from it. A refused update changes nothing.
/// Fails   as validate_light_client_update
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#process_light_client_update
[[nodiscard]] Status process_light_client_update(LightClientStore& store, const LightClientUpdate& update,
                                                 Slot current_slot, const NetworkParams& params);

/// After a period without finality: takes the best update seen as if it were final. True if it did.
/// What follows was never finalized, and may have been signed by few: the store is worth less from here on.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#process_light_client_store_force_update
[[nodiscard]] bool process_light_client_store_force_update(LightClientStore& store, Slot current_slot,
                                                           const NetworkParams& params);

}  // namespace clearmargin::ethereum
