#include "core/report/margin_snapshot.hpp"

#include <algorithm>

namespace clearmargin {

const SnapshotPrice* MarginSnapshot::find_price(const AssetId& asset) const noexcept {
    const auto found =
        std::find_if(prices.begin(), prices.end(), [&](const SnapshotPrice& price) { return price.asset == asset; });
    return found == prices.end() ? nullptr : &*found;
}

}  // namespace clearmargin
