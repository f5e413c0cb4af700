#include "light-client/chain-params/rollup_table.hpp"

#include "core/bytes/hex.hpp"

// OP Stack: DisputeGameFactoryProxy of ethereum-optimism/superchain-registry@0ab241d
// superchain/configs/mainnet/{op,base}.toml; AnchorStateRegistry since the chains' upgrades of October 2025 from
// docs.optimism.io/chain/addresses and docs.base.org/docs/base-contracts; disputeGameFinalityDelaySeconds from
// ethereum-optimism/optimism@0446411 packages/contracts-bedrock/deploy-config/mainnet.json.
// Arbitrum: rollups since BoLD (February 2025) and outboxes from docs.arbitrum.io
// build-decentralized-apps/reference/contract-addresses.
// As of September 2026. A chain that moves to other contracts, or counts other games, is refused, not guessed. Nova's
// data has moved to Ethereum since; that its committee keeps it is still said, for it errs on the safe side.

namespace clearmargin {
namespace {

struct OpStackRow {
    std::string_view name;
    std::string_view chain;
    Address factory;
    Address anchor_state_registry;
};

constexpr OpStackRow op_stack_rows[] = {
    {"op-mainnet", "eip155:10", "0xe5965ab5962edc7477c8520243a95517cd252fa9"_address,
     "0x23b2c62946350f4246f9f9d027e071f0264fd113"_address},
    {"base", "eip155:8453", "0x43edb88c4b80fdd2adff2412a7bebf9df42cb40e"_address,
     "0x909f6cf47ed12f010a796527f562bfc26c7f4e72"_address},
};

struct ArbitrumRow {
    std::string_view name;
    std::string_view chain;
    Address outbox;
    Address rollup;
    bool is_any_trust;
};

constexpr ArbitrumRow arbitrum_rows[] = {
    {"arbitrum-one", "eip155:42161", "0x0b9857ae2d4a3dbe74ffe1d7df045bb7f96e4840"_address,
     "0x4dceb440657f21083db8add07665f8ddbe1dcfc0"_address, false},
    {"arbitrum-nova", "eip155:42170", "0xd4b80c3d7240325d18e645b49e6535a3bf95cc58"_address,
     "0xe7e8ccc7c381809bdc4b213ce44016300707b7bd"_address, true},
};

constexpr UnixSeconds finality_delay = 302'400;
constexpr std::string_view parent = "eip155:1";

}  // namespace

Status op_stack_chain_of_name(std::string_view name, OpStackChain& to) {
    for (const OpStackRow& row : op_stack_rows) {
        if (row.name != name) continue;
        to.chain.text = row.chain;
        to.parent.text = parent;
        DisputeGames& games = to.games.emplace();
        games.factory = row.factory;
        games.game_types.push_back(0);
        games.guardian = {GameGuardian::Layout::anchor_state_registry, row.anchor_state_registry};
        games.finality_delay = finality_delay;
        return {};
    }
    return refuse(ErrorCode::unknown_network, "", "op-mainnet, base, or an object", name);
}

Status arbitrum_chain_of_name(std::string_view name, ArbitrumChain& to) {
    for (const ArbitrumRow& row : arbitrum_rows) {
        if (row.name != name) continue;
        to.chain.text = row.chain;
        to.parent.text = parent;
        to.outbox = row.outbox;
        to.rollup = row.rollup;
        to.is_any_trust = row.is_any_trust;
        return {};
    }
    return refuse(ErrorCode::unknown_network, "", "arbitrum-one, arbitrum-nova, or an object", name);
}

}  // namespace clearmargin
