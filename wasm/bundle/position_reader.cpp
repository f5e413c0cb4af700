#include "wasm/bundle/position_reader.hpp"

#include "wasm/document/document_fields.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_sources = 16;

void read_source(const FieldReader& from, ReportedPrice& to) {
    (void)from["kind"].choice({"reported"}, ErrorCode::unsupported_price_source);
    to.source = truncated(from["id"].text());
    read_positive(from["price"], to.price);
    read_not_negative(from.optional("conf"), to.conf);
    from.read("as_of", to.as_of);
}

}  // namespace

void read_position_terms(const FieldReader& from, BundlePosition& to) {
    from.read("id", to.id);
    to.path = from.json().path();
    from.read("instrument", to.instrument);
    from.read("qty", to.qty);
    read_positive(from["entry"], to.entry);
    read_optional(from.optional("mark"), to.mark, read_positive);
    from.read_if_present("funding_accrued", to.funding_accrued);
    const FieldReader mode = from.optional("margin_mode");
    if (mode.present()) to.isolated = mode.choice({"cross", "isolated"}) == 1;
    from.read_if_present("isolated_margin", to.isolated_margin);
    const FieldReader volatility = from.optional("iv");
    read_optional(volatility, to.volatility, read_not_negative);
    if (to.volatility && *to.volatility > Decimal(50)) {
        volatility.refuse(ErrorCode::out_of_range, "at most 50", to_string(*to.volatility));
    }
    read_optional(from.optional("forward"), to.forward, read_positive);
    if (to.isolated.value_or(false) && !to.isolated_margin) {
        from.refuse(ErrorCode::mode_needs_field, "isolated_margin beside margin_mode isolated");
    }
}

void read_position(const FieldReader& from, BundlePosition& to) {
    read_position_terms(from, to);
    from.read("as_of", to.as_of);
}

void read_price(const FieldReader& from, BundlePrice& to) {
    to.path = from.json().path();
    read_asset_id(from["asset"], to.asset);
    read_list(from["sources"], max_sources, to.sources, read_source);
}

void read_reported(const FieldReader& from, ReportedFigures& to) {
    from.read_if_present("equity", to.equity);
    from.read_if_present("initial_margin", to.initial_margin);
    from.read_if_present("maintenance_margin", to.maintenance_margin);
    for (const auto& [position, price] : from.optional("liquidation_prices").members(max_positions)) {
        auto& line = to.liquidation_prices.emplace_back();
        line.position = position;
        price.get(line.price);
    }
    from.read_if_present("as_of", to.as_of);
}

}  // namespace clearmargin
