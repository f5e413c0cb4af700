#include "wasm/pipeline/prices.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/oracle/aggregate.hpp"

namespace clearmargin {
namespace {

/// How far ahead of `now` a statement may be dated: clocks differ by seconds.
constexpr UnixSeconds max_clock_difference = 15;

std::uint64_t age_at(UnixSeconds now, UnixSeconds as_of) { return as_of < now ? now - as_of : 0; }

EvidenceSource reported_by(std::string rests_on, UnixSeconds as_of) {
    EvidenceSource source;
    source.level = EvidenceLevel::reported;
    source.rests_on = std::move(rests_on);
    source.as_of = as_of;
    return source;
}

/// The freshest sources agree on a price, or there is none.
Result<SnapshotPrice> judge_price(const BundlePrice& from, const Policy& policy, UnixSeconds now, EvidenceTable& evidence) {
    std::vector<PriceSource> sources;
    std::optional<Error> first_refusal;
    EvidenceRef rests_on;
    for (std::size_t i = 0; i < from.sources.size(); ++i) {
        const ReportedPrice& stated = from.sources[i];
        const std::string where = from.path + ".sources[" + std::to_string(i) + "].as_of";
        std::optional<Error> refusal;
        if (stated.as_of > now + max_clock_difference) {
            refusal = refuse(ErrorCode::price_from_the_future, where, "at most " + std::to_string(now),
                             std::to_string(stated.as_of));
        } else if (age_at(now, stated.as_of) > policy.limits.max_price_age) {
            refusal = refuse(ErrorCode::price_stale, where,
                             "an age of at most " + std::to_string(policy.limits.max_price_age) + " s",
                             std::to_string(now - stated.as_of));
        }
        if (refusal) {
            if (!first_refusal) first_refusal = std::move(refusal);
            continue;
        }
        PriceSource source;
        source.id = stated.source;
        source.price = stated.price;
        source.confidence = stated.conf;
        source.as_of = stated.as_of;
        sources.push_back(std::move(source));
        rests_on = combine(rests_on, evidence.add(reported_by("the word of " + stated.source, stated.as_of)));
    }
    if (sources.empty() && first_refusal) return *first_refusal;
    AggregationParams params;
    params.seconds_ahead = max_clock_difference;
    TRY(const AggregatedPrice price, under(from.path + ".sources", aggregate_price(sources, params, now)));
    return SnapshotPrice{from.asset, price.price, price.confidence, rests_on};
}

bool has_price(const std::vector<SnapshotPrice>& prices, const AssetId& asset) {
    return std::any_of(prices.begin(), prices.end(), [&](const SnapshotPrice& price) { return price.asset == asset; });
}

Result<SnapshotPosition> judge_position(const BundlePosition& from, const Policy& policy, UnixSeconds now,
                                        EvidenceTable& evidence) {
    if (policy.find_instrument(from.instrument) == nullptr) {
        return refuse(ErrorCode::instrument_not_in_policy, from.path + ".instrument", "one of the policy's instruments",
                      from.instrument);
    }
    if (from.as_of > now + max_clock_difference) {
        return refuse(ErrorCode::position_from_the_future, from.path + ".as_of", "at most " + std::to_string(now),
                      std::to_string(from.as_of));
    }
    if (age_at(now, from.as_of) > policy.limits.max_position_age) {
        return refuse(ErrorCode::position_too_old, from.path + ".as_of",
                      "an age of at most " + std::to_string(policy.limits.max_position_age) + " s",
                      std::to_string(now - from.as_of));
    }
    const bool isolated = from.isolated.value_or(policy.margin.params.mode == MarginMode::isolated);
    if (isolated && !from.isolated_margin) {
        return refuse(ErrorCode::mode_needs_field, from.path + ".isolated_margin", "the margin of an isolated position");
    }
    return SnapshotPosition{from.id,
                            from.instrument,
                            from.qty,
                            from.entry,
                            from.mark,
                            from.funding_accrued,
                            isolated,
                            from.isolated_margin,
                            evidence.add(reported_by("the bundle's word on positions", from.as_of))};
}

}  // namespace

JudgedPrices judge_prices(const Policy& policy, const Bundle& bundle, UnixSeconds now, EvidenceTable& evidence) {
    JudgedPrices judged;
    for (const AssetDefinition& asset : policy.assets) {
        if (!asset.price) continue;
        const EvidenceRef rests_on = evidence.add(reported_by("a price that the policy takes for granted", 0));
        judged.prices.push_back({asset.id, *asset.price, Decimal(), rests_on});
    }
    for (const BundleItem<BundlePrice>& read : bundle.prices) {
        if (!read.ok()) {
            judged.refused.push_back(read.error());
            continue;
        }
        const BundlePrice& price = read.value();
        const AssetDefinition* asset = policy.find_asset(price.asset);
        // A price nobody needs can't do harm or good; one for an asset whose price the policy gives is not used.
        if (asset == nullptr || asset->price || asset->same_price_as) continue;
        if (has_price(judged.prices, price.asset)) {
            judged.refused.push_back(
                refuse(ErrorCode::duplicate_id, price.path + ".asset", "each asset once", price.asset.text));
            continue;
        }
        auto taken = judge_price(price, policy, now, evidence);
        if (taken.ok()) {
            judged.prices.push_back(std::move(taken).value());
        } else {
            judged.refused.push_back(std::move(taken).error());
        }
    }
    return judged;
}

JudgedPositions judge_positions(const Policy& policy, const Bundle& bundle, UnixSeconds now, EvidenceTable& evidence) {
    JudgedPositions judged;
    for (const BundleItem<BundlePosition>& read : bundle.positions) {
        if (!read.ok()) {
            judged.refused.push_back(read.error());
            continue;
        }
        const BundlePosition& position = read.value();
        const auto same = [&](const SnapshotPosition& other) { return other.id == position.id; };
        if (std::any_of(judged.positions.begin(), judged.positions.end(), same)) {
            judged.refused.push_back(
                refuse(ErrorCode::duplicate_id, position.path + ".id", "an id of its own", position.id));
            continue;
        }
        auto taken = judge_position(position, policy, now, evidence);
        if (taken.ok()) {
            judged.positions.push_back(std::move(taken).value());
        } else {
            judged.refused.push_back(std::move(taken).error());
        }
    }
    return judged;
}

}  // namespace clearmargin
