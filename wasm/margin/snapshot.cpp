#include "wasm/margin/snapshot.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin {

const SnapshotPrice* MarginSnapshot::find_price(const AssetId& asset) const noexcept {
    const auto found =
        std::find_if(prices.begin(), prices.end(), [&](const SnapshotPrice& price) { return price.asset == asset; });
    return found == prices.end() ? nullptr : &*found;
}

MarginInputs describe(const MarginSnapshot& snapshot) {
    const auto text = [](const std::optional<Decimal>& value) {
        return value ? std::optional(to_string(*value)) : std::optional<std::string>();
    };
    MarginInputs inputs;
    for (const SnapshotCollateral& line : snapshot.collateral) {
        inputs.collateral.push_back(
            {line.vault, line.account.text(), line.chain.text, line.asset.text, to_string(line.amount), line.evidence});
    }
    for (const SnapshotPrice& line : snapshot.prices) {
        inputs.prices.push_back({line.asset.text, to_string(line.price), to_string(line.conf), line.evidence});
    }
    for (const SnapshotPosition& line : snapshot.positions) {
        inputs.positions.push_back({line.id, line.instrument, to_string(line.qty), to_string(line.entry), text(line.mark),
                                    to_string(line.funding_accrued), line.isolated ? "isolated" : "cross",
                                    text(line.isolated_margin), line.evidence});
    }
    return inputs;
}

}  // namespace clearmargin
