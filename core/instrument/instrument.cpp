#include "core/instrument/instrument.hpp"

namespace clearmargin {

AssetIndex underlying_of(const Instrument& instrument) noexcept {
    if (const auto* linear = std::get_if<LinearContract>(&instrument)) return linear->underlying;
    if (const auto* inverse = std::get_if<InverseContract>(&instrument)) return inverse->underlying;
    if (const auto* quanto = std::get_if<QuantoContract>(&instrument)) return quanto->underlying;
    return std::get_if<OptionContract>(&instrument)->underlying;
}

std::optional<AssetIndex> settle_asset_of(const Instrument& instrument) noexcept {
    if (const auto* linear = std::get_if<LinearContract>(&instrument)) return linear->settle;
    if (const auto* inverse = std::get_if<InverseContract>(&instrument)) return inverse->underlying;
    if (const auto* quanto = std::get_if<QuantoContract>(&instrument)) return quanto->settle;
    const auto& option = *std::get_if<OptionContract>(&instrument);
    if (option.style == OptionContract::Style::inverse) return option.underlying;
    return std::nullopt;
}

std::optional<UnixSeconds> expiry_of(const Instrument& instrument) noexcept {
    if (const auto* linear = std::get_if<LinearContract>(&instrument)) return linear->expiry;
    if (const auto* inverse = std::get_if<InverseContract>(&instrument)) return inverse->expiry;
    if (const auto* quanto = std::get_if<QuantoContract>(&instrument)) return quanto->expiry;
    return std::get_if<OptionContract>(&instrument)->expiry;
}

}  // namespace clearmargin
