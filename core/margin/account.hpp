#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/collateral/collateral_value.hpp"
#include "core/evidence/input_id.hpp"
#include "core/instrument/instrument.hpp"
#include "core/instrument/tier_table.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// A wallet that a venue settles some positions into, apart from the rest. Below zero it is a borrow with a margin of
/// its own.
struct SettlementWallet {
    std::string id;
    std::optional<AssetIndex> asset;  ///< what it holds; absent for USD
    ChainIndex chain = 0;
    Decimal cash;               ///< in its asset
    Decimal liability_initial;  ///< margin asked of a borrow, as a ratio of it
    Decimal liability_maintenance;
    InputId input = 0;
};

/// A position in one contract. Long is positive.
struct MarginPosition {
    std::string id;
    Instrument instrument;
    ChainIndex chain = 0;
    Decimal quantity;  ///< contracts x contract size: underlying units, or USD for inverse contracts
    Decimal entry_price;
    std::optional<Decimal> mark_price;       ///< the underlying's price where absent
    Decimal funding;                         ///< accrued and not yet settled, in the asset it is paid in; received > 0
    std::optional<Decimal> isolated_margin;  ///< backs this position alone, in the asset it is paid in
    std::optional<Decimal> leverage;         ///< chosen by the trader; raises the initial margin to 1 / leverage
    std::size_t tiers = 0;                   ///< place in the account's list of tables
    std::optional<std::size_t> wallet;       ///< place in the account's list of wallets
    InputId input = 0;                       ///< the position itself: quantity, entry, margin
    std::optional<InputId> mark_input;       ///< the mark; the asset's price input where absent
};

/// Everything that margin is computed from. References are places in the lists here.
struct Account {
    Decimal cash;  ///< USD, on `cash_chain`
    ChainIndex cash_chain = 0;
    std::optional<InputId> cash_input;
    std::vector<MarginAsset> assets;
    std::vector<MarginChain> chains = {MarginChain{}};
    std::vector<CollateralLine> collateral;
    std::vector<SettlementWallet> wallets;
    std::vector<MarginPosition> positions;
    std::vector<TierTable> tiers;
};

/// The price that a position is valued at.
[[nodiscard]] Decimal mark_price_of(const Account& account, const MarginPosition& position) noexcept;

/// USD per unit of what a position is paid in.
[[nodiscard]] Decimal settle_price_of(const Account& account, const MarginPosition& position) noexcept;

/// The inputs that the value of a position depends on; the same one may come twice.
[[nodiscard]] std::array<InputId, 3> inputs_of(const Account& account, const MarginPosition& position) noexcept;

/// The inputs that the value of a balance depends on.
[[nodiscard]] std::array<InputId, 2> inputs_of(const Account& account, const CollateralLine& line) noexcept;

}  // namespace clearmargin
