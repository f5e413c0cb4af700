#include "wasm/pipeline/prices.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/oracle/aggregate.hpp"
#include "wasm/margin/option_quote.hpp"
#include "wasm/margin/venue_balance.hpp"
#include "wasm/pipeline/age.hpp"

namespace clearmargin {
namespace {

/// The sources that are fresh, which `rests_on` then names; refuses the first that is not where none is.
Status fresh_sources(const BundlePrice& from, const Policy& policy, Report& report, std::vector<PriceSource>& sources,
                     EvidenceRef& rests_on) {
    Refusal first;
    for (std::size_t i = 0; i < from.sources.size(); ++i) {
        const ReportedPrice& stated = from.sources[i];
        Refusal refused = judge_date(stated.as_of, report.now, policy.limits.max_price_age,
                                     {ErrorCode::price_from_the_future, ErrorCode::price_stale});
        if (refused.present()) {
            if (!first.present()) first = under("sources[" + std::to_string(i) + "]", std::move(refused));
            continue;
        }
        PriceSource& source = sources.emplace_back();
        source.id = stated.source;
        source.price = stated.price;
        source.confidence = stated.conf;
        source.as_of = stated.as_of;
        const EvidenceRef word = report.evidence.add_reported("the word of " + stated.source, stated.as_of);
        rests_on = report.evidence.combine(rests_on, word);
    }
    if (sources.empty()) return first;
    return {};
}

/// The freshest sources agree on a price, or there is none.
Status judge_price(const BundlePrice& from, const Policy& policy, Report& report) {
    std::vector<PriceSource> sources;
    EvidenceRef rests_on;
    TRY(fresh_sources(from, policy, report, sources, rests_on));
    AggregationParams params;
    params.seconds_ahead = max_clock_difference;
    auto price = aggregate_price(sources, params, report.now);
    if (!price.ok()) return under("sources", std::move(price).refusal());
    report.inputs.prices.push_back({from.asset, price.value().price, price.value().confidence, rests_on});
    return {};
}

Status judge_position(const BundlePosition& from, const Policy& policy, Report& report) {
    const auto is_same = [&](const SnapshotPosition& other) { return other.id == from.id; };
    std::vector<SnapshotPosition>& positions = report.inputs.positions;
    if (std::any_of(positions.begin(), positions.end(), is_same)) {
        return refuse(ErrorCode::duplicate_id, "id", "an id of its own", from.id);
    }
    if (policy.find_instrument(from.instrument) == nullptr) {
        return refuse(ErrorCode::instrument_not_in_policy, "instrument", "one of the policy's instruments",
                      from.instrument);
    }
    Refusal refused = judge_date(from.as_of, report.now, policy.limits.max_position_age,
                                 {ErrorCode::position_from_the_future, ErrorCode::position_too_old});
    if (refused.present()) return refused;
    const bool isolated = from.isolated.value_or(policy.margin.params.mode == MarginMode::isolated);
    if (isolated && !from.isolated_margin) {
        return refuse(ErrorCode::mode_needs_field, "isolated_margin", "the margin of an isolated position");
    }
    TRY(check_wallet(*policy.find_instrument(from.instrument), isolated, report.inputs));
    TRY(check_option_fields(from.volatility, from.forward, isolated, *policy.find_instrument(from.instrument)));
    positions.push_back({from.id, from.instrument, from.qty, from.entry, from.mark, from.funding_accrued, isolated,
                         from.isolated_margin, from.volatility, from.forward,
                         report.evidence.add_reported("the bundle's word on positions", from.as_of)});
    return {};
}

/// Adds each debt or wallet that is fresh and known to the policy, and refuses the others.
template <class Item>
void judge_each(const std::vector<BundleItem<Item>>& items, const char* word,
                Status (*add)(const Item&, const Policy&, EvidenceRef, MarginSnapshot&), const Policy& policy,
                Report& report) {
    for (const BundleItem<Item>& read : items) {
        if (!read.ok()) {
            report.refused.push_back(Refusal(read.error()));
            continue;
        }
        const Item& item = read.value();
        Refusal refused = judge_date(item.as_of, report.now, policy.limits.max_position_age,
                                     {ErrorCode::position_from_the_future, ErrorCode::position_too_old});
        if (!refused.present()) {
            refused = add(item, policy, report.evidence.add_reported(word, item.as_of), report.inputs).refusal();
        }
        if (refused.present()) report.refused.push_back(under(item.path, std::move(refused)));
    }
}

}  // namespace

void judge_prices(const Policy& policy, const Bundle& bundle, Report& report) {
    for (const AssetDefinition& asset : policy.assets) {
        if (!asset.price) continue;
        const EvidenceRef rests_on = report.evidence.add_reported("a price that the policy takes for granted", 0);
        report.inputs.prices.push_back({asset.id, *asset.price, Decimal(), rests_on});
    }
    for (const BundleItem<BundlePrice>& read : bundle.prices) {
        if (!read.ok()) {
            report.refused.push_back(Refusal(read.error()));
            continue;
        }
        const BundlePrice& price = read.value();
        const AssetDefinition* asset = policy.find_asset(price.asset);
        // A price nobody needs can't do harm or good; one for an asset whose price the policy gives is not used.
        if (asset == nullptr || asset->price || asset->same_price_as) continue;
        Status judged = report.inputs.find_price(price.asset) == nullptr
                            ? judge_price(price, policy, report)
                            : refuse(ErrorCode::duplicate_id, "asset", "each asset once", price.asset.text);
        if (!judged.ok()) report.refused.push_back(under(price.path, std::move(judged).refusal()));
    }
}

void judge_venue_balances(const Policy& policy, const Bundle& bundle, Report& report) {
    judge_each(bundle.debts, "the bundle's word on debts", add_debt, policy, report);
    judge_each(bundle.wallets, "the bundle's word on wallets", add_wallet, policy, report);
}

void judge_positions(const Policy& policy, const Bundle& bundle, Report& report) {
    for (const BundleItem<BundlePosition>& read : bundle.positions) {
        if (!read.ok()) {
            report.refused.push_back(Refusal(read.error()));
            continue;
        }
        Status judged = judge_position(read.value(), policy, report);
        if (!judged.ok()) report.refused.push_back(under(read.value().path, std::move(judged).refusal()));
    }
}

}  // namespace clearmargin
