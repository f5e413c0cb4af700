#include "light-client/chain-params/rollup_table.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_game_types = 8;

void read_game_type(const FieldReader& at, std::uint32_t& to) {
    std::uint64_t type = 0;
    at.get(type);
    if (type > permissioned_game_type) {
        at.refuse(ErrorCode::unsupported_game_type, "0 (permissionless) or 1 (permissioned)", std::to_string(type));
    }
    to = static_cast<std::uint32_t>(type);
}

void read_guardian(const FieldReader& from, GameGuardian& to) {
    from.only_members({"layout", "contract"});
    from["layout"].get(to.layout, {"optimism-portal", "anchor-state-registry"});
    from.read("contract", to.contract);
}

void read_games(const FieldReader& from, DisputeGames& to) {
    from.only_members({"factory", "game_types", "guardian", "finality_delay", "claim_data_slot"});
    from.read("factory", to.factory);
    const FieldReader types = from["game_types"];
    read_list(types, max_game_types, to.game_types, read_game_type);
    if (to.game_types.empty()) types.refuse(ErrorCode::wrong_length, "at least one type", "none");
    read_optional(from.optional("guardian"), to.guardian, read_guardian);
    from.read("finality_delay", to.finality_delay);
    from.read_if_present("claim_data_slot", to.claim_data_slot);
}

void read_anchors(const FieldReader& from, LegacyAnchors& to) {
    from.only_members({"registry", "game_type"});
    from.read("registry", to.registry);
    read_game_type(from["game_type"], to.game_type);
}

void read_oracle(const FieldReader& from, OutputOracle& to) {
    from.only_members({"contract"});
    from.read("contract", to.oracle);
}

/// The user's own contracts, as an object.
void read_contracts(const FieldReader& from, OpStackChain& to) {
    from.only_members({"name", "games", "anchors", "oracle"});
    read_optional(from.optional("games"), to.games, read_games);
    read_optional(from.optional("anchors"), to.anchors, read_anchors);
    read_optional(from.optional("oracle"), to.oracle, read_oracle);
    if (!to.games && !to.anchors && !to.oracle) from.refuse(ErrorCode::missing_member, "games, anchors or oracle");
}

void read_contracts(const FieldReader& from, ArbitrumChain& to) {
    from.only_members({"name", "outbox", "rollup", "legacy_rollup", "any_trust"});
    from.read_if_present("outbox", to.outbox);
    from.read_if_present("rollup", to.rollup);
    from.read_if_present("legacy_rollup", to.legacy_rollup);
    from.read_if_present("any_trust", to.is_any_trust);
    if (!to.outbox && !to.rollup && !to.legacy_rollup) {
        from.refuse(ErrorCode::missing_member, "outbox, rollup or legacy_rollup");
    }
}

/// The contracts at `at`: named, or the user's own. A name has to be that of this chain on this parent.
template <class Chain>
void read_chain(const FieldReader& at, Status (*chain_of_name)(std::string_view, Chain&), const ChainId& chain,
                const ChainId& parent, std::string& name, Chain& to) {
    if (at.present() && at.json().is_object()) {
        read_name(at["name"], name);
        read_contracts(at, to);
    } else {
        name = at.text();
        if (at.present()) at.take(chain_of_name(name, to));
        if (at.present() && (to.chain != chain || to.parent != parent)) {
            at.refuse(ErrorCode::unknown_value, "the rollup of " + chain.text + " on " + parent.text,
                      name + " of " + to.chain.text + " on " + to.parent.text);
        }
    }
    to.chain = chain;
    to.parent = parent;
}

}  // namespace

void read_rollup(const FieldReader& from, const ChainId& chain, RollupTrust& to) {
    from.only_members({"kind", "parent", "rollup", "accept", "max_anchor_age"});
    ChainId parent;
    read_chain_id(from["parent"], parent);
    const FieldReader rollup = from["rollup"];
    const bool is_op_stack = from["kind"].choice({"op-stack", "arbitrum"}) == 0;
    const FieldReader accept = from.optional("accept");
    if (is_op_stack) {
        read_chain(rollup, op_stack_chain_of_name, chain, parent, to.name, to.op_stack.emplace());
        to.is_proposed_accepted = accept.choice({"resolved", "proposed"}) == 1;
    } else {
        read_chain(rollup, arbitrum_chain_of_name, chain, parent, to.name, to.arbitrum.emplace());
        to.is_proposed_accepted = accept.choice({"confirmed", "proposed"}) == 1;
    }
    from.read_if_present("max_anchor_age", to.max_anchor_age);
}

}  // namespace clearmargin
