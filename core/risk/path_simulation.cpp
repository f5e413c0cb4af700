#include "core/risk/path_simulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/risk/normal_draw.hpp"
#include "core/risk/philox.hpp"

namespace clearmargin {
namespace {

enum class Stream : std::uint32_t { diffusion, jump_size, common_jump };

/// In the asset's place of a draw that is for all of them.
constexpr std::uint32_t all_assets = 0xffffffff;
constexpr double two_sided_95 = 1.95996398454005423552;

Status check_plan(const SimulationPlan& plan) {
    for (std::size_t i = 0; i < plan.assets.size(); ++i) {
        const SimulatedAsset& asset = plan.assets[i];
        const std::string where = "assets[" + std::to_string(i) + "]";
        TRY(under(where, check_model_price("price", asset.price)));
        TRY(under(where, check_diffusion({asset.drift, asset.volatility, plan.years})));
        TRY(under(where + ".jumps", check_jumps(asset.jumps, plan.years)));
    }
    if (plan.correlation.size() != plan.assets.size()) {
        return refuse(ErrorCode::bad_correlation_shape, "correlation", plan.assets.size(), plan.correlation.size());
    }
    TRY(check_ratio("common_jump", plan.common_jump));
    if (plan.steps == 0) return refuse(ErrorCode::out_of_range, "steps", "expected at least 1");
    if (plan.paths < 4 || plan.paths % 2 != 0) {
        return refuse(ErrorCode::out_of_range, "paths", "expected an even number of at least 4");
    }
    if (std::uint64_t{plan.paths} * plan.steps > max_path_steps) {
        return refuse(ErrorCode::too_many_items, "paths", max_path_steps, std::uint64_t{plan.paths} * plan.steps);
    }
    return {};
}

/// A mean of means of two mirrored paths, which together are one observation.
class MirroredMean {
  public:
    void add(double path, double mirror) noexcept {
        const double value = (path + mirror) / 2;
        sum_ += value;
        squares_ += value * value;
        ++count_;
    }
    [[nodiscard]] Estimate estimate() const noexcept {
        const double n = static_cast<double>(count_);
        const double mean = sum_ / n;
        const double variance = std::fmax(0, squares_ / n - mean * mean) * n / (n - 1);
        const double error = std::sqrt(variance / n);
        return {mean, error, mean - two_sided_95 * error, mean + two_sided_95 * error};
    }

  private:
    double sum_ = 0;
    double squares_ = 0;
    std::uint64_t count_ = 0;
};

/// How many arrivals a uniform number less 1/2 stands for.
int poisson_quantile(double from_middle, double arrivals) noexcept {
    double weight = exp_of(-arrivals);
    double below = weight - 0.5;
    int n = 0;
    while (from_middle > below && (weight > 0 || n < arrivals)) {
        weight *= arrivals / ++n;
        below += weight;
    }
    return n;
}

/// What one path has come to.
struct Outcome {
    double equity = 0;
    bool touched = false;
};

class Simulation {
  public:
    Simulation(const SimulationPlan& plan, const SimulatedAccount& account)
        : plan_(plan),
          account_(account),
          step_years_(plan.years / plan.steps),
          independent_(plan.assets.size()),
          correlated_(plan.assets.size()),
          chances_(plan.assets.size()),
          jumps_(plan.assets.size()),
          logs_{std::vector<double>(plan.assets.size()), std::vector<double>(plan.assets.size())},
          prices_(plan.assets.size()),
          slopes_(plan.assets.size()) {
        for (const SimulatedAsset& asset : plan.assets) {
            const double lost = asset.volatility * asset.volatility / 2 + asset.jumps.per_year * mean_jump(asset.jumps);
            drifts_.push_back((asset.drift - lost) * step_years_);
            deviations_.push_back(asset.volatility * std::sqrt(step_years_));
        }
    }

    /// A path and its mirror image.
    std::array<Outcome, 2> run(std::uint32_t path) {
        std::array<Outcome, 2> out;
        for (auto& logs : logs_) logs.assign(plan_.assets.size(), 0);
        for (std::uint32_t step = 0; step < plan_.steps; ++step) {
            draw(path, step);
            for (std::size_t side = 0; side < 2; ++side) advance(out[side], logs_[side], side == 0 ? 1 : -1);
        }
        return out;
    }

  private:
    void draw(std::uint32_t path, std::uint32_t step) {
        for (std::uint32_t i = 0; i < plan_.assets.size(); ++i) {
            const auto uniforms =
                uniform_pair_from_middle(plan_.seed, {path, step, i, static_cast<std::uint32_t>(Stream::diffusion)});
            independent_[i] = normal_draw(uniforms[0]);
            chances_[i] = uniforms[1];
        }
        plan_.correlation.correlate(independent_, correlated_);
        const auto common = uniform_pair_from_middle(
            plan_.seed, {path, step, all_assets, static_cast<std::uint32_t>(Stream::common_jump)});
        // Each asset's own number of jumps keeps its distribution, whether its chance is its own or that of all.
        const bool together = common[0] + 0.5 < plan_.common_jump;
        for (std::uint32_t i = 0; i < plan_.assets.size(); ++i) {
            const Jumps& jumps = plan_.assets[i].jumps;
            const double arrivals = jumps.per_year * step_years_;
            const int count = arrivals > 0 ? poisson_quantile(together ? common[1] : chances_[i], arrivals) : 0;
            jumps_[i] = {0, 0};
            if (count == 0) continue;
            const auto size =
                uniform_pair_from_middle(plan_.seed, {path, step, i, static_cast<std::uint32_t>(Stream::jump_size)});
            jumps_[i] = {count * jumps.mean_log,
                         std::sqrt(static_cast<double>(count)) * jumps.volatility * normal_draw(size[0])};
        }
    }

    void advance(Outcome& out, std::vector<double>& logs, double mirror) {
        for (std::size_t i = 0; i < logs.size(); ++i) {
            logs[i] += drifts_[i] + jumps_[i].mean + mirror * (deviations_[i] * correlated_[i] + jumps_[i].chance);
            prices_[i] = plan_.assets[i].price * exp_of(logs[i]);
        }
        out.equity = account_.equity(prices_);
        if (out.touched) return;
        account_.slopes(prices_, slopes_);
        for (std::size_t i = 0; i < logs.size(); ++i) slopes_[i] *= prices_[i] * deviations_[i];
        out.touched = out.equity <= looked_at_shift * std::sqrt(plan_.correlation.variance_of_sum(slopes_));
    }

    /// What a step's jumps add to a logarithm: the same to both sides, and with the mirror's sign.
    struct JumpMove {
        double mean = 0;
        double chance = 0;
    };

    const SimulationPlan& plan_;
    const SimulatedAccount& account_;
    double step_years_;
    std::vector<double> drifts_;
    std::vector<double> deviations_;
    std::vector<double> independent_;
    std::vector<double> correlated_;
    std::vector<double> chances_;  ///< of each asset's own number of jumps
    std::vector<JumpMove> jumps_;
    std::array<std::vector<double>, 2> logs_;
    std::vector<double> prices_;
    std::vector<double> slopes_;
};

}  // namespace

SimulatedAccount linear_account(double constant, std::vector<double> slopes) {
    SimulatedAccount account;
    account.equity = [constant, slopes](std::span<const double> prices) {
        double sum = constant;
        for (std::size_t i = 0; i < std::min(slopes.size(), prices.size()); ++i) sum += slopes[i] * prices[i];
        return sum;
    };
    account.slopes = [slopes = std::move(slopes)](std::span<const double>, std::span<double> out) {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = i < slopes.size() ? slopes[i] : 0;
    };
    return account;
}

Result<SimulationResult> simulate_paths(const SimulationPlan& plan, const SimulatedAccount& account) {
    TRY(check_plan(plan));
    std::vector<double> prices;
    for (const SimulatedAsset& asset : plan.assets) prices.push_back(asset.price);
    const double now = account.equity(prices);
    Simulation simulation(plan, account);
    MirroredMean at_end;
    MirroredMean on_the_way;
    MirroredMean deficit;
    SimulationResult result;
    for (std::uint32_t path = 0; path < plan.paths / 2; ++path) {
        const auto [one, other] = simulation.run(path);
        if (!std::isfinite(one.equity) || !std::isfinite(other.equity)) {
            return refuse(ErrorCode::bad_series, "equity", "expected a number on every path");
        }
        const auto insolvent = [](const Outcome& outcome) { return outcome.equity < 0 ? 1.0 : 0.0; };
        at_end.add(insolvent(one), insolvent(other));
        on_the_way.add(one.touched || now <= 0 ? 1 : insolvent(one), other.touched || now <= 0 ? 1 : insolvent(other));
        deficit.add(std::fmax(0, -one.equity), std::fmax(0, -other.equity));
        result.losses.push_back(now - one.equity);
        result.losses.push_back(now - other.equity);
    }
    result.insolvent_at_end = at_end.estimate();
    result.insolvent_on_the_way = on_the_way.estimate();
    result.deficit_at_end = deficit.estimate();
    result.paths = plan.paths;
    result.steps = plan.steps;
    result.seed = plan.seed;
    return result;
}

}  // namespace clearmargin
