#include "core/margin/price_path.hpp"

namespace clearmargin {
namespace {

const WideInt& ten_to_36() noexcept {
    static const WideInt power = wide_power_of_ten(36);
    return power;
}

}  // namespace

PricePath PricePath::still(const Account& account) {
    PricePath path;
    path.motions_.resize(account.assets.size());
    return path;
}

PricePath PricePath::of_asset(const Account& account, AssetIndex target) {
    PricePath path = still(account);
    const Decimal price = account.assets[target].price;
    for (AssetIndex i = 0; i < account.assets.size(); ++i) {
        if (i == target || account.assets[i].linked_to == target) path.motions_[i] = {Kind::proportional, price};
    }
    return path;
}

PricePath PricePath::joint(const Account& account, const std::vector<AssetIndex>& gone) {
    PricePath path = still(account);
    for (AssetIndex i = 0; i < account.assets.size(); ++i) {
        if (!account.assets[i].beta.is_zero()) path.motions_[i] = {Kind::affine, account.assets[i].beta};
    }
    for (const AssetIndex asset : gone) path.motions_[asset] = {Kind::gone, 0};
    return path;
}

PricePath PricePath::frozen(const PricePath& path, Int128 n) {
    PricePath out;
    out.frozen_path_ = &path;
    out.frozen_at_ = n;
    return out;
}

PriceLine PricePath::line(AssetIndex asset, Decimal now, Rounding rounding) const noexcept {
    if (frozen_path_ != nullptr) {
        const PriceLine line = frozen_path_->line(asset, now, rounding);
        return {line.constant + line.slope * WideInt(frozen_at_), {}};
    }
    const Motion& motion = motions_[asset];
    const WideInt scaled = WideInt(now.units()) * ten_to_36();
    switch (motion.kind) {
        case Kind::fixed:
            return {scaled, {}};
        case Kind::gone:
            return {};
        case Kind::affine:
            return {scaled, WideInt(now.units()) * WideInt(motion.reference.units())};
        case Kind::proportional:
            break;
    }
    if (now == motion.reference) return {{}, ten_to_36()};
    const WideInt reference(motion.reference.units());
    return {{}, rounding == Rounding::ceil ? divide_ceil(scaled, reference) : divide_floor(scaled, reference)};
}

}  // namespace clearmargin
