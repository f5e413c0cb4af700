#include "light-client/op-stack/dispute_game_proof.hpp"

#include <algorithm>
#include <string>

#include "light-client/evm/proven_contract.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "light-client/op-stack/dispute_game.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_extra_data_size = 1024;

// Storage of the DisputeGameFactory.
constexpr std::uint64_t disputeGames_slot = 103;
constexpr std::uint64_t disputeGameList_slot = 104;
/// Where claim stands in an element of FaultDisputeGame.claimData.
constexpr std::uint64_t claim_offset = 3;

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

/// Where the factory keeps the game that claims `output` with the "game_type" and "extra_data" of the proof.
Result<U256> slot_by_claim(const Output& output, const JsonReader& proof) {
    TRY(const JsonReader type_member, proof.member("game_type"));
    TRY(const std::uint64_t type, type_member.u64());
    if (type > permissioned_game_type) {
        return type_member.refused(ErrorCode::unsupported_game_type, "type 0 or 1", std::to_string(type));
    }
    TRY(const JsonReader extra, proof.member("extra_data"));
    TRY(const Bytes extra_data, extra.bytes(max_extra_data_size));
    const Bytes32 number = U256(output.block.number).to_be();
    if (!equal(extra_data, number.view())) {
        return extra.refused(ErrorCode::output_block_mismatch, to_hex(number), to_hex(extra_data));
    }
    return mapping_entry(disputeGames_slot, game_uuid(static_cast<std::uint32_t>(type), output.root, extra_data));
}

/// The factory's word on the game at `slot`, if its type is one that we and the policy know.
Result<GameId> game_at(const ProvenContract& factory, const U256& slot, const DisputeGames& games) {
    TRY(const U256 word, factory.word(slot));
    if (word.is_zero()) return factory.answer.refused(ErrorCode::output_not_found, "a game there");
    const GameId id = unpack_game_id(word);
    const bool is_accepted =
        std::find(games.game_types.begin(), games.game_types.end(), id.game_type) != games.game_types.end();
    if (id.game_type > permissioned_game_type || !is_accepted) {
        return factory.answer.refused(ErrorCode::unsupported_game_type, "a game type that the policy accepts",
                                      std::to_string(id.game_type));
    }
    return id;
}

/// A game found by its place in the list is bound to the output by its first claim.
Status check_root_claim(const DisputeGames& games, const ProvenContract& game, const Output& output,
                        const JsonReader& proof) {
    const U256 slot = wrapping_add(array_slot(games.claim_data_slot, 0, 1), claim_offset);
    TRY(const U256 claim, game.word(slot));
    if (claim.to_be() == output.root) return {};
    return other_root(proof, output.root, claim);
}

Status check_guardian(const GameGuardian& guardian, const ProvenContract& contract, const GameId& id) {
    const bool is_portal = guardian.layout == GameGuardian::Layout::optimism_portal;
    const std::uint64_t blacklist_slot = is_portal ? 58 : 5;
    const std::uint64_t respected_slot = is_portal ? 59 : 6;
    const auto key = address_word(id.proxy);
    TRY(const U256 blacklisted, contract.word(mapping_entry(blacklist_slot, key)));
    if (!blacklisted.is_zero()) {
        return contract.answer.refused(ErrorCode::game_blacklisted, "a game that counts, got " + to_hex(id.proxy));
    }
    // uint32 respectedGameType in the lowest bytes, then uint64: since when games count.
    TRY(const U256 packed, contract.word(respected_slot));
    const std::uint64_t respected = low_bits(packed, 32).limbs[0];
    if (respected != id.game_type) {
        return contract.answer.refused(ErrorCode::game_type_not_respected, "type " + std::to_string(respected),
                                       "type " + std::to_string(id.game_type));
    }
    const std::uint64_t retired_until = low_bits(shift_right(packed, 32), 64).limbs[0];
    // Either contract sets the time when it is initialized. Where it is 0 the words may mean something else, and type 0
    // would look respected.
    if (retired_until == 0) {
        return contract.answer.refused(ErrorCode::guardian_not_initialized, "the time up to which games are retired");
    }
    if (id.timestamp <= retired_until) {
        return contract.answer.refused(ErrorCode::game_retired, "a game created after " + std::to_string(retired_until),
                                       std::to_string(id.timestamp));
    }
    return {};
}

std::string name_of_game(const GameId& id) {
    return id.game_type == permissioned_game_type
               ? "a permissioned fault-proof game: its proposer, its challenger and its guardians"
               : "the fault-proof game and its guardians";
}

std::string game_step(const GameId& id) {
    return "dispute game " + to_hex(id.proxy) + " of type " + std::to_string(id.game_type);
}

/// What a game that was not lost comes to at the parent block's time.
Standing standing_of(const DisputeGames& games, const GameId& id, const GameState& state, UnixSeconds at) {
    Standing standing{EvidenceLevel::proposed, name_of_game(id), game_step(id)};
    if (state.status == GameStatus::in_progress) {
        standing.rests_on += ", not resolved yet";
        standing.step += ", created at " + std::to_string(state.created_at) + ", in progress";
        return standing;
    }
    const UnixSeconds age = at - std::min(at, state.resolved_at);
    standing.step += ", won at " + std::to_string(state.resolved_at);
    if (age <= games.finality_delay) {
        standing.rests_on += ", inside the guardians' delay";
        standing.step += ", final in " + std::to_string(games.finality_delay - age + 1) + " seconds";
    } else if (!games.guardian) {
        standing.rests_on += ", which were not asked";
    } else {
        standing.level = EvidenceLevel::proven;
    }
    return standing;
}

}  // namespace

Result<Standing> verify_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games, const Output& output,
                             const JsonReader& proof) {
    TRY(const ProvenContract factory, prove_contract(parent, games.factory, proof, "factory_proof"));
    TRY(const auto index, proof.optional_member("game_index"));
    U256 slot;
    if (index) {
        TRY(const std::uint64_t place, index->u64());
        slot = array_slot(disputeGameList_slot, place, 1);
    } else {
        TRY(slot, slot_by_claim(output, proof));
    }
    TRY(const GameId id, game_at(factory, slot, games));
    TRY(const ProvenContract game, prove_contract(parent, id.proxy, proof, "game_proof"));
    if (index) TRY(check_root_claim(games, game, output, proof));
    TRY(const U256 word, game.word(0));
    auto state = unpack_game_state(word);
    if (!state.ok()) return game.answer.at_this_path(std::move(state).refusal());
    if (state.value().status == GameStatus::challenger_wins || state.value().l2_block_number_challenged) {
        return game.answer.refused(ErrorCode::game_lost, "a game that its challenger has not won");
    }
    if (games.guardian) {
        TRY(const ProvenContract guardian, prove_contract(parent, games.guardian->contract, proof, "guardian_proof"));
        TRY(check_guardian(*games.guardian, guardian, id));
    }
    return standing_of(games, id, state.value(), parent->timestamp);
}

Result<Standing> verify_anchor_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games,
                                    const Output& output, const JsonReader& proof) {
    if (!games.guardian || games.guardian->layout != GameGuardian::Layout::anchor_state_registry) {
        return proof.refused(ErrorCode::anchor_not_in_policy, "a policy with an AnchorStateRegistry");
    }
    constexpr std::uint64_t anchorGame_slot = 2;
    TRY(const ProvenContract registry, prove_contract(parent, games.guardian->contract, proof, "guardian_proof"));
    TRY(const U256 anchor, registry.word(anchorGame_slot));
    TRY(const ProvenContract factory, prove_contract(parent, games.factory, proof, "factory_proof"));
    TRY(const U256 slot, slot_by_claim(output, proof));
    TRY(const GameId id, game_at(factory, slot, games));
    if (low_bits(anchor, 160) != U256::from_be(address_word(id.proxy))) {
        return registry.answer.refused(ErrorCode::output_not_found, "the anchor game", to_hex(id.proxy));
    }
    TRY(check_guardian(*games.guardian, registry, id));
    return Standing{EvidenceLevel::proven, name_of_game(id),
                    game_step(id) + ", the anchor of " + to_hex(games.guardian->contract)};
}

}  // namespace clearmargin
