#include "core/risk/chain_failure_loss.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

/// A set of chains that fail: how likely, and what is lost on average, the market's mean included.
struct FailureSet {
    double probability = 0;
    double loss = 0;
};

std::vector<FailureSet> failure_sets(double mean, std::span<const ChainAtRisk> chains, double years,
                                     double common_cause) {
    std::vector<FailureSet> sets{{1 - common_cause, mean}};
    for (const ChainAtRisk& chain : chains) {
        const double fails = -exp_minus_one(-chain.hazard_per_year * years);
        const std::size_t without = sets.size();
        for (std::size_t i = 0; i < without; ++i) {
            sets.push_back({sets[i].probability * fails, sets[i].loss + chain.loss});
            sets[i].probability *= 1 - fails;
        }
    }
    sets.back().probability += common_cause;
    return sets;
}

/// P(loss > x).
double exceeds(std::span<const FailureSet> sets, double deviation, double x) noexcept {
    double sum = 0;
    for (const FailureSet& set : sets) {
        const double below = deviation > 0 ? norm_cdf((set.loss - x) / deviation) : (set.loss > x ? 1.0 : 0.0);
        sum += set.probability * below;
    }
    return sum;
}

/// E[max(0, loss - x)].
double mean_excess(std::span<const FailureSet> sets, double deviation, double x) noexcept {
    double sum = 0;
    for (const FailureSet& set : sets) {
        const double over = set.loss - x;
        const double excess = deviation > 0 ? over * norm_cdf(over / deviation) + deviation * norm_pdf(over / deviation)
                                            : std::max(0.0, over);
        sum += set.probability * excess;
    }
    return sum;
}

Status check_chains(std::span<const ChainAtRisk> chains) {
    if (chains.size() > max_chains_at_risk) {
        return refuse(ErrorCode::too_many_items, "chains", max_chains_at_risk, chains.size());
    }
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const std::string where = "chains[" + std::to_string(i) + "]";
        TRY(under(where, check_range("loss", chains[i].loss, 0, 1e30, "at least 0")));
        TRY(under(where, check_range("hazard_per_year", chains[i].hazard_per_year, 0, 1e9, "a rate of at least 0")));
    }
    return {};
}

}  // namespace

Result<TailLoss> tail_loss_with_chain_failures(const ReturnMoments& market, std::span<const ChainAtRisk> chains,
                                               double years, double common_cause, double confidence) {
    TRY(check_finite("market.mean", market.mean));
    TRY(check_range("market.deviation", market.deviation, 0, 1e30, "at least 0"));
    TRY(check_chains(chains));
    TRY(check_years("years", years));
    TRY(check_ratio("common_cause", common_cause));
    TRY(check_confidence("confidence", confidence));
    const auto sets = failure_sets(market.mean, chains, years, common_cause);
    const double tail = 1 - confidence;
    double low = market.mean - 40 * market.deviation;
    double high = sets.back().loss + 40 * market.deviation;
    for (int i = 0; i < 200 && high - low > 1e-15 * std::fabs(high); ++i) {
        const double middle = (low + high) / 2;
        (exceeds(sets, market.deviation, middle) > tail ? low : high) = middle;
    }
    // E[loss | the worst of it] = x + E[max(0, loss - x)] / tail holds where the loss has a point mass at x too.
    return TailLoss{high, high + mean_excess(sets, market.deviation, high) / tail};
}

}  // namespace clearmargin
