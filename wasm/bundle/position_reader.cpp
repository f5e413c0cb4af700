#include "wasm/bundle/position_reader.hpp"

#include <utility>

namespace clearmargin {
namespace {

Result<Decimal> read_positive(const JsonReader& at) {
    TRY(const Decimal value, at.decimal());
    if (!value.is_positive()) return at.refused(ErrorCode::price_not_positive, "above 0", to_string(value));
    return value;
}

Result<std::optional<Decimal>> read_optional(const JsonReader& from, std::string_view name) {
    TRY(const auto at, from.optional_member(name));
    if (!at) return std::optional<Decimal>();
    TRY(const Decimal value, at->decimal());
    return std::optional<Decimal>(value);
}

Result<UnixSeconds> read_time(const JsonReader& from) {
    TRY(const auto at, from.member("as_of"));
    return at.u64();
}

Result<ReportedPrice> read_source(const JsonReader& from) {
    TRY(const auto kind_at, from.member("kind"));
    TRY(const auto kind, kind_at.string());
    if (kind != "reported") return kind_at.refused(ErrorCode::unsupported_price_source, "reported", kind);
    ReportedPrice source;
    TRY(const auto id_at, from.member("id"));
    TRY(const auto id, id_at.string());
    source.source = truncated(id);
    TRY(const auto price_at, from.member("price"));
    TRY(source.price, read_positive(price_at));
    TRY(const auto conf_at, from.optional_member("conf"));
    if (conf_at) {
        TRY(source.conf, conf_at->decimal());
        if (source.conf.is_negative()) return conf_at->refused(ErrorCode::out_of_range, "at least 0", to_string(source.conf));
    }
    TRY(source.as_of, read_time(from));
    return source;
}

}  // namespace

Result<BundlePosition> read_position_terms(const JsonReader& from) {
    BundlePosition position;
    TRY(const auto id_at, from.member("id"));
    TRY(const auto id, id_at.string());
    position.path = from.path();
    position.id = id;
    TRY(const auto instrument_at, from.member("instrument"));
    TRY(const auto instrument, instrument_at.string());
    position.instrument = instrument;
    TRY(const auto qty_at, from.member("qty"));
    TRY(position.qty, qty_at.decimal());
    TRY(const auto entry_at, from.member("entry"));
    TRY(position.entry, read_positive(entry_at));
    TRY(const auto mark_at, from.optional_member("mark"));
    if (mark_at) {
        TRY(const Decimal mark, read_positive(*mark_at));
        position.mark = mark;
    }
    TRY(const auto funding, read_optional(from, "funding_accrued"));
    position.funding_accrued = funding.value_or(Decimal());
    TRY(const auto mode_at, from.optional_member("margin_mode"));
    if (mode_at) {
        TRY(const auto mode, mode_at->string());
        if (mode != "cross" && mode != "isolated") {
            return mode_at->refused(ErrorCode::unknown_value, "cross or isolated", mode);
        }
        position.isolated = mode == "isolated";
    }
    TRY(position.isolated_margin, read_optional(from, "isolated_margin"));
    if (position.isolated.value_or(false) && !position.isolated_margin) {
        return from.refused(ErrorCode::mode_needs_field, "isolated_margin beside margin_mode isolated");
    }
    return position;
}

Result<BundlePosition> read_position(const JsonReader& from) {
    TRY(auto position, read_position_terms(from));
    TRY(position.as_of, read_time(from));
    return position;
}

Result<BundlePrice> read_price(const JsonReader& from, std::size_t max_sources) {
    BundlePrice price;
    price.path = from.path();
    TRY(const auto asset_at, from.member("asset"));
    TRY(const auto asset, asset_at.string());
    TRY(price.asset, under_path(asset_at, parse_asset_id(asset)));
    TRY(const auto sources_at, from.member("sources"));
    TRY(const auto sources, sources_at.elements(max_sources));
    for (const JsonReader& item : sources) {
        TRY(auto source, read_source(item));
        price.sources.push_back(std::move(source));
    }
    return price;
}

Result<ReportedFigures> read_reported(const JsonReader& from, std::size_t max_positions) {
    ReportedFigures figures;
    TRY(figures.equity, read_optional(from, "equity"));
    TRY(figures.initial_margin, read_optional(from, "initial_margin"));
    TRY(figures.maintenance_margin, read_optional(from, "maintenance_margin"));
    TRY(const auto prices, from.optional_member("liquidation_prices"));
    if (prices) {
        TRY(const auto members, prices->members(max_positions));
        for (const auto& [position, at] : members) {
            TRY(const Decimal price, at.decimal());
            figures.liquidation_prices.push_back({std::string(position), price});
        }
    }
    TRY(const auto as_of, from.optional_member("as_of"));
    if (as_of) {
        TRY(figures.as_of, as_of->u64());
    }
    return figures;
}

}  // namespace clearmargin
