#include "core/planner/rescue.hpp"

#include <algorithm>

#include "core/pricing/first_passage.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_paths = 64;

std::string place(std::size_t i) { return "paths[" + std::to_string(i) + "]"; }

Status check_not_negative(std::string_view where, Decimal value) {
    if (!value.is_negative()) return {};
    return refuse(ErrorCode::out_of_range, where, "expected at least 0");
}

Status check_price(std::string_view where, Decimal price) {
    if (price.is_positive()) return {};
    return refuse(ErrorCode::price_not_positive, where, "expected a price above 0");
}

Status check_need(const RescueNeed& need) {
    TRY(check_price("mark_price", need.mark_price));
    if (need.liquidation_price) TRY(check_price("liquidation_price", *need.liquidation_price));
    TRY(check_diffusion({double_of_decimal(need.drift), double_of_decimal(need.volatility), 0}));
    TRY(check_not_negative("amount", need.amount));
    return check_not_negative("liquidation_loss", need.liquidation_loss);
}

Status check_path(const RescuePath& path) {
    TRY(check_not_negative("latency_seconds", path.latency_seconds));
    TRY(check_not_negative("fixed_cost", path.fixed_cost));
    TRY(check_not_negative("cost_rate", path.cost_rate));
    TRY(check_not_negative("retry_cost", path.retry_cost));
    if (path.capacity) TRY(check_not_negative("capacity", *path.capacity));
    if (!path.success_probability.is_negative() && path.success_probability <= Decimal(1)) return {};
    return refuse(ErrorCode::out_of_range, "success_probability", "expected a probability from 0 to 1");
}

/// The probability that the liquidation comes before `seconds` are over.
Result<Decimal> liquidated_before(const RescueNeed& need, Decimal seconds) {
    if (!need.liquidation_price) return Decimal(0);
    const Diffusion diffusion{double_of_decimal(need.drift), double_of_decimal(need.volatility),
                              double_of_decimal(seconds) / seconds_per_year};
    TRY(const double p, first_passage_probability(double_of_decimal(need.mark_price),
                                                  double_of_decimal(*need.liquidation_price), diffusion));
    return decimal_of_double(p, Rounding::ceil);
}

Result<RankedPath> judged(const RescueNeed& need, const RescuePath& path, std::size_t at) {
    RankedPath out;
    out.path = at;
    TRY(out.p_liquidation, liquidated_before(need, path.latency_seconds));
    const CheckedDecimal failure = CheckedDecimal(1) - path.success_probability;
    TRY(out.expected_cost, settle(CheckedDecimal(path.fixed_cost) + mul_up(path.cost_rate, need.amount) +
                                  mul_up(out.p_liquidation, need.liquidation_loss) + mul_up(failure, path.retry_cost)));
    out.has_capacity = !path.capacity || *path.capacity >= need.amount;
    return out;
}

bool is_better(const RankedPath& a, const RankedPath& b) noexcept {
    const bool no_worse = a.expected_cost <= b.expected_cost && a.p_liquidation <= b.p_liquidation;
    return no_worse && (a.expected_cost < b.expected_cost || a.p_liquidation < b.p_liquidation);
}

void mark_efficient(std::vector<RankedPath>& ranked) {
    for (RankedPath& path : ranked) {
        path.is_efficient =
            path.has_capacity && std::none_of(ranked.begin(), ranked.end(), [&](const RankedPath& other) {
                return other.has_capacity && is_better(other, path);
            });
    }
}

bool comes_first(const RankedPath& a, const RankedPath& b, std::span<const RescuePath> paths) noexcept {
    if (a.has_capacity != b.has_capacity) return a.has_capacity;
    if (!(a.expected_cost == b.expected_cost)) return a.expected_cost < b.expected_cost;
    const RescuePath& one = paths[a.path];
    const RescuePath& other = paths[b.path];
    if (!(one.latency_seconds == other.latency_seconds)) return one.latency_seconds < other.latency_seconds;
    return one.name < other.name;
}

bool transfers_come_too_late(const std::vector<RankedPath>& ranked, std::span<const RescuePath> paths) noexcept {
    const Decimal half = Decimal::from_units(Decimal::one_units / 2);
    return std::none_of(ranked.begin(), ranked.end(), [&](const RankedPath& path) {
        return paths[path.path].kind == RescuePath::Kind::transfer && path.has_capacity && path.p_liquidation <= half;
    });
}

Status check_names(std::span<const RescuePath> paths) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (paths[i].name != paths[j].name) continue;
            return refuse(ErrorCode::duplicate_id, place(i) + ".name", "expected another name than", paths[j].name);
        }
    }
    return {};
}

}  // namespace

Result<RescueRanking> rank_rescue(const RescueNeed& need, std::span<const RescuePath> paths) {
    if (paths.size() > max_paths) return refuse(ErrorCode::too_many_items, "paths", max_paths, paths.size());
    TRY(check_need(need));
    TRY(check_names(paths));
    RescueRanking out;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        TRY(under(place(i), check_path(paths[i])));
        TRY(const RankedPath ranked, under(place(i), judged(need, paths[i], i)));
        out.paths.push_back(ranked);
    }
    mark_efficient(out.paths);
    out.act_on_venue_first = transfers_come_too_late(out.paths, paths);
    std::sort(out.paths.begin(), out.paths.end(),
              [&](const RankedPath& a, const RankedPath& b) { return comes_first(a, b, paths); });
    return out;
}

std::vector<RescuePath> usual_rescue_paths() {
    const auto path = [](const char* name, RescuePath::Kind kind, int seconds) {
        RescuePath out;
        out.name = name;
        out.kind = kind;
        out.latency_seconds = seconds;
        return out;
    };
    using enum RescuePath::Kind;
    return {path("lock_and_mint", transfer, 1020), path("intent", transfer, 45), path("htlc", transfer, 4500),
            path("close_on_venue", on_venue, 2)};
}

}  // namespace clearmargin
