#include <string>
#include <utility>

#include "core/pricing/model_input.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

/// A year; anything longer is a slip of the pen.
constexpr std::uint64_t max_seconds = 31'536'000;
constexpr std::size_t max_tiers = 64;

void read_seconds(const FieldReader& at, std::uint64_t& to) {
    at.get(to);
    if (at.present() && to > max_seconds) {
        at.refuse(ErrorCode::out_of_range, "at most a year in seconds", std::to_string(to));
    }
}

void read_tier(const FieldReader& from, CollateralTiers::Row& to) {
    from.only_members({"up_to", "ratio"});
    from.read_if_present("up_to", to.up_to);
    from.read("ratio", to.ratio);
}

void read_tiers(const FieldReader& from, std::optional<CollateralTiers>& to) {
    from.only_members({"unit", "rows"});
    CollateralTiers::Unit unit = CollateralTiers::Unit::quantity;
    from["unit"].get(unit, {"quantity", "usd"});
    const FieldReader rows = from["rows"];
    std::vector<CollateralTiers::Row> list;
    read_list(rows, max_tiers, list, read_tier);
    rows.take(CollateralTiers::make(unit, std::move(list)), to);
}

/// What the asset's size costs: one share of all, or shares by size.
void read_haircut(const FieldReader& from, CollateralTerms& to) {
    const FieldReader haircut = from.optional("haircut");
    const FieldReader tiers = from.optional("tiers");
    if (haircut.present() == tiers.present()) {
        return from.refuse(ErrorCode::missing_member, "exactly one of haircut and tiers");
    }
    read_fraction(haircut, to.haircut);
    if (tiers.present()) read_tiers(tiers, to.tiers);
}

void read_terms(const FieldReader& from, CollateralTerms& to) {
    from.only_members(
        {"asset", "haircut", "tiers", "concentration", "liquidation_buffer", "cap", "volatility", "heartbeat"});
    read_asset_id(from["asset"], to.asset);
    read_haircut(from, to);
    read_fraction(from.optional("concentration"), to.concentration);
    read_fraction(from.optional("liquidation_buffer"), to.liquidation_buffer);
    read_optional(from.optional("cap"), to.cap, read_not_negative);
    const FieldReader volatility = from.optional("volatility");
    read_optional(volatility, to.volatility, read_not_negative);
    if (to.volatility && *to.volatility > Decimal(50)) {
        volatility.refuse(ErrorCode::out_of_range, "at most 50", to_string(*to.volatility));
    }
    read_seconds(from.optional("heartbeat"), to.heartbeat);
}

void read_lag(const FieldReader& from, CollateralChainTerms& to) {
    from.only_members({"finality", "message", "execution"});
    std::uint64_t* const seconds[] = {&to.finality, &to.message, &to.execution};
    const char* const names[] = {"finality", "message", "execution"};
    for (std::size_t i = 0; i < 3; ++i) read_seconds(from[names[i]], *seconds[i]);
}

void read_discount(const FieldReader& from, Decimal& to) {
    from.only_members({"hazard_per_year", "window", "loss_given_default"});
    Decimal hazard;
    Decimal loss;
    std::uint64_t window = 0;
    double discount = 1;
    from.read("hazard_per_year", hazard);
    read_seconds(from["window"], window);
    from.read("loss_given_default", loss);
    from.take(messaging_discount(double_of_decimal(hazard), static_cast<double>(window), double_of_decimal(loss)),
              discount);
    from.take(decimal_of_double(discount, Rounding::floor), to);
}

void read_chain_terms(const FieldReader& from, CollateralChainTerms& to, bool with_lag) {
    from.only_members({"chain", "haircut", "cap", "lag", "messaging"});
    read_chain_id(from["chain"], to.chain);
    read_fraction(from.optional("haircut"), to.haircut);
    read_optional(from.optional("cap"), to.cap, read_not_negative);
    const FieldReader lag = with_lag ? from["lag"] : from.optional("lag");
    if (lag.present()) read_lag(lag, to);
    const FieldReader messaging = from.optional("messaging");
    if (messaging.present()) read_discount(messaging, to.discount);
}

void read_latency(const FieldReader& from, LatencyTerms& to) {
    from.only_members({"confidence", "quantile"});
    const FieldReader confidence = from["confidence"];
    confidence.get(to.confidence);
    confidence.take(check_confidence("", double_of_decimal(to.confidence)));
    from.optional("quantile").get(to.quantile, {"terminal", "path"});
}

}  // namespace

void read_collateral(const FieldReader& from, Policy& to) {
    from.only_members({"preset", "assets", "chains", "latency"});
    read_preset_statement(from.optional("preset"), to.collateral_preset);
    UniqueIds assets;
    read_list(from["assets"], max_policy_items, to.collateral, [&](const FieldReader& item, CollateralTerms& terms) {
        read_terms(item, terms);
        assets.add(item, terms.asset.text, "an asset once");
    });
    const FieldReader latency = from.optional("latency");
    if (latency.present()) read_latency(latency, to.latency.emplace());
    const FieldReader chains = from.optional("chains");
    if (!chains.present()) return;
    UniqueIds ids;
    read_list(chains, max_policy_chains, to.collateral_chains,
              [&](const FieldReader& item, CollateralChainTerms& terms) {
                  read_chain_terms(item, terms, to.latency.has_value());
                  ids.add(item, terms.chain.text, "a chain once");
              });
}

}  // namespace clearmargin
