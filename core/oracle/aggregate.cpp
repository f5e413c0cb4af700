#include "core/oracle/aggregate.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace clearmargin {
namespace {

/// Of a normal distribution: standard deviation / median absolute deviation.
constexpr Decimal deviations_per_median_deviation = Decimal::from_units(1'482'600'000'000'000'000);

using Places = std::vector<std::size_t>;

CheckedDecimal middle(Decimal a, Decimal b, Rounding rounding) { return div(CheckedDecimal(a) + b, 2, rounding); }

/// The median of what is sorted.
CheckedDecimal median(const std::vector<Decimal>& sorted) {
    const std::size_t half = sorted.size() / 2;
    if (sorted.size() % 2 != 0) return sorted[half];
    return middle(sorted[half - 1], sorted[half], Rounding::floor);
}

/// Puts `value` in its place among the sorted. There are few.
template <class T, class Less>
void insert_sorted(std::vector<T>& sorted, T value, Less less) {
    sorted.push_back(value);
    for (std::size_t i = sorted.size() - 1; i > 0 && less(value, sorted[i - 1]); --i) std::swap(sorted[i], sorted[i - 1]);
}

/// The median of the prices at `places`, which go up.
CheckedDecimal median_price(std::span<const PriceSource> sources, const Places& places) {
    std::vector<Decimal> prices;
    for (const std::size_t i : places) prices.push_back(sources[i].price);
    return median(prices);
}

/// The median of the distances of the sources at `places` from `centre`.
CheckedDecimal median_deviation(std::span<const PriceSource> sources, const Places& places, CheckedDecimal centre) {
    std::vector<Decimal> distances;
    for (const std::size_t i : places) {
        const CheckedDecimal distance = absolute(CheckedDecimal(sources[i].price) - centre);
        if (!distance.ok()) return distance;
        insert_sorted(distances, distance.value(), [](Decimal a, Decimal b) { return a < b; });
    }
    return median(distances);
}

Decimal whole(std::uint64_t value) {
    return Decimal::from_units(static_cast<Int128>(std::min<std::uint64_t>(value, std::uint64_t{1} << 62U)) *
                               Decimal::one_units);
}

std::uint64_t age_of(const PriceSource& source, UnixSeconds now) { return now > source.as_of ? now - source.as_of : 0; }

bool is_fresh(const PriceSource& source, const AggregationParams& params, UnixSeconds now) {
    if (!source.price.is_positive()) return false;
    if (source.as_of > now && source.as_of - now > params.seconds_ahead) return false;
    if (source.heartbeat_seconds == 0) return true;
    const CheckedDecimal limit = mul_down(whole(source.heartbeat_seconds), params.stale_multiple);
    return !limit.ok() || whole(age_of(source, now)) <= limit.value();
}

Status enough(const Places& places, const AggregationParams& params) {
    const std::size_t needed = std::max<std::size_t>(params.min_sources, 1);
    if (places.size() >= needed) return {};
    return refuse(ErrorCode::too_few_price_sources, "", needed, places.size());
}

/// Those of `places` that lie near their median.
Result<Places> without_outliers(std::span<const PriceSource> sources, const Places& places,
                                const AggregationParams& params) {
    const CheckedDecimal centre = median_price(sources, places);
    const CheckedDecimal spread = mul_up(mul_up(params.outlier_multiple, deviations_per_median_deviation),
                                         median_deviation(sources, places, centre));
    TRY(const Decimal limit, settle(max(spread, mul_up(params.outlier_floor, centre))));
    Places near;
    for (const std::size_t i : places) {
        TRY(const Decimal distance, settle(absolute(CheckedDecimal(sources[i].price) - centre)));
        if (distance <= limit) near.push_back(i);
    }
    return near;
}

/// The two sources at `places`, whose prices go up, that the weighted middle lies between; the same one twice where it
/// lies inside one.
Result<std::pair<std::size_t, std::size_t>> weighted_middle(std::span<const PriceSource> sources,
                                                            const Places& places) {
    CheckedDecimal sum = 0;
    for (const std::size_t i : places) sum = sum + sources[i].weight;
    TRY(const Decimal total, settle(sum));
    std::optional<std::size_t> lower;
    CheckedDecimal cumulated = 0;
    for (const std::size_t i : places) {
        cumulated = cumulated + sources[i].weight;
        TRY(const Decimal doubled, settle(cumulated + cumulated));
        if (!lower && doubled >= total) lower = i;
        if (doubled > total) return std::pair(*lower, i);
    }
    return std::pair(places.back(), places.back());
}

}  // namespace

Result<AggregatedPrice> aggregate_price(std::span<const PriceSource> sources, const AggregationParams& params,
                                        UnixSeconds now) {
    const auto is_below = [&](std::size_t a, std::size_t b) {
        return sources[a].price == sources[b].price ? sources[a].id < sources[b].id
                                                    : sources[a].price < sources[b].price;
    };
    Places fresh;  // by price from here on, and so are those of them that are kept
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::string at = "[" + std::to_string(i) + "]";
        if (!sources[i].weight.is_positive()) {
            return refuse(ErrorCode::out_of_range, at + ".weight", "a weight above 0", to_string(sources[i].weight));
        }
        if (sources[i].confidence.is_negative()) {
            return refuse(ErrorCode::out_of_range, at + ".confidence", "at least 0", to_string(sources[i].confidence));
        }
        if (is_fresh(sources[i], params, now)) insert_sorted(fresh, i, is_below);
    }
    TRY(enough(fresh, params));
    TRY(const Places kept, without_outliers(sources, fresh, params));
    TRY(enough(kept, params));
    TRY(const auto around, weighted_middle(sources, kept));

    const PriceSource& low = sources[around.first];
    const PriceSource& high = sources[around.second];
    const CheckedDecimal price = middle(low.price, high.price, Rounding::floor);
    const CheckedDecimal deviation = median_deviation(sources, kept, price);
    const CheckedDecimal confidence = max(max(low.confidence, high.confidence), deviation);
    const CheckedDecimal upper = middle(low.price, high.price, Rounding::ceil) + confidence;

    AggregatedPrice out;
    TRY(out.price, settle(price));
    TRY(out.confidence, settle(confidence));
    TRY(out.lower, settle(max(price - confidence, 0)));
    TRY(out.upper, settle(upper));
    TRY(out.dispersion, settle(div_up(deviation, price)));
    out.as_of = std::numeric_limits<UnixSeconds>::max();
    for (const std::size_t i : kept) {
        out.as_of = std::min(out.as_of, sources[i].as_of);
        if (sources[i].heartbeat_seconds == 0) continue;
        const CheckedDecimal ratio = div_up(whole(age_of(sources[i], now)), whole(sources[i].heartbeat_seconds));
        TRY(out.staleness, settle(max(out.staleness, ratio)));
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const bool is_kept = std::find(kept.begin(), kept.end(), i) != kept.end();
        (is_kept ? out.kept : out.dropped).push_back(i);
    }
    return out;
}

}  // namespace clearmargin
