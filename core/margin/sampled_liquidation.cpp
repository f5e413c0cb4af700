#include "core/margin/sampled_liquidation.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/portfolio_pool.hpp"
#include "core/pricing/elementary.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

constexpr int samples_each_way = 64;
constexpr double farthest = 1000;
/// More kinks than these the walk does not stop at, nearest first: each costs an evaluation of the account.
constexpr std::size_t most_kinks = 512;
/// How narrow a crossing is made, as a share of the price.
constexpr std::int64_t narrowness = 1'000'000'000'000;

/// What is asked of the pool at every sample.
enum Question : std::size_t { liquidation, backstop, bankruptcy };
constexpr std::size_t question_count = 3;

/// How a pool stands at one sample.
struct Standing {
    bool is_known = false;  ///< false where the model has no answer
    std::array<bool, question_count> stands{};
    std::array<Decimal, question_count> margin{};
};

Standing standing_of(const MarginParams& params, const PoolFigures& figures) {
    Standing out;
    const Decimal equity = figures.equity.value;
    const CheckedDecimal line = mul_up(figures.maintenance_margin.value, params.backstop.value_or(Decimal()));
    const CheckedDecimal above = equity - line;
    if (!above.ok()) return out;
    out.is_known = true;
    out.margin = {figures.buffer.value, above.value(), figures.equity_raw.value};
    out.stands = {!figures.liquidatable, !above.value().is_negative(), !figures.equity_raw.value.is_negative()};
    return out;
}

/// Moves the account; its argument is a price, or a multiple of all prices.
using Move = Status (*)(const Account& from, AssetIndex asset, Decimal to, Account& moved);

/// The two sides of a change.
struct Change {
    Decimal safe;
    Decimal unsafe;
};

/// Walks from a start both ways.
class Walk {
  public:
    /// `asset` is absent where all prices move.
    Walk(const Account& account, const MarginParams& params, const Pool& pool, Move move,
         std::optional<AssetIndex> asset)
        : account_(account), params_(params), pool_(pool), move_(move), asset_(asset), moved_(account) {
        if (asset) is_known_ = evaluate_pool(account, params, pool, now_).ok();
    }

    std::vector<Decimal> crossings;

    /// The answers of one direction, through `points` in their order from `start` on.
    void go(Decimal start, const std::vector<Decimal>& points, std::array<PriceAnswer*, question_count> answers) {
        Decimal before = start;
        Standing was = at(start);
        if (!was.is_known) return;
        std::array<bool, question_count> is_open{};
        for (std::size_t i = 0; i < question_count; ++i) {
            is_open[i] = was.stands[i];
            answers[i]->absence = is_open[i] ? PriceAnswer::Absence::never : PriceAnswer::Absence::already;
        }
        for (const Decimal point : points) {
            const Standing is = at(point);
            if (!is.is_known) {
                for (std::size_t i = 0; i < question_count; ++i) {
                    if (is_open[i]) answers[i]->absence = PriceAnswer::Absence::unknown;
                }
                return;
            }
            for (std::size_t i = 0; i < question_count; ++i) {
                if (is.stands[i] == was.stands[i] || (!is_open[i] && i != liquidation)) continue;
                const Change change = narrow(before, point, i, was, is);
                if (i == liquidation) crossings.push_back(change.safe);
                if (is_open[i]) answer(change, i, *answers[i]);
                is_open[i] = false;
            }
            before = point;
            was = is;
        }
    }

  private:
    Standing at(Decimal to) {
        ++steps_;
        if (!move_(account_, asset_.value_or(0), to, moved_).ok()) return {};
        MarginResult result;
        const Status evaluated = is_known_
                                     ? evaluate_moved_pool(moved_, params_, pool_, {now_, *asset_}, result)
                                     : evaluate_pool(moved_, params_, pool_, result);
        if (!evaluated.ok()) return {};
        return standing_of(params_, result.pools.back().figures);
    }

    /// Where between `from`, which stands or not as `stands` says, and `to`, where it is the other way, it changes: by
    /// false position, each end's margin halved when it stays, and by halves wherever that does not halve the width.
    Change narrow(Decimal from, Decimal to, std::size_t question, const Standing& at_from, const Standing& at_to) {
        const bool stands = at_from.stands[question];
        double margin_from = double_of_decimal(at_from.margin[question]);
        double margin_to = double_of_decimal(at_to.margin[question]);
        bool by_halves = false;
        for (;;) {
            const Int128 width = to.units() - from.units();
            const Int128 size = width < 0 ? -width : width;
            if (size <= 1 || size <= std::max(from, to).units() / narrowness) break;
            const double share = margin_from / (margin_from - margin_to);
            const bool is_usable = !by_halves && share > 0 && share < 1;
            const Int128 step = is_usable ? part_of(width, share) : width / 2;
            const Decimal point = Decimal::from_units(from.units() + (step == 0 ? width / size : step));
            const Standing there = at(point);
            const double margin = double_of_decimal(there.margin[question]);
            const bool is_same = there.is_known && there.stands[question] == stands;
            (is_same ? from : to) = point;
            (is_same ? margin_from : margin_to) = margin;
            (is_same ? margin_to : margin_from) /= 2;
            const Int128 left = to.units() - from.units();
            by_halves = !by_halves && (left < 0 ? -left : left) > size / 2;
        }
        return stands ? Change{from, to} : Change{to, from};
    }

    /// `share` of `width`, which may be negative.
    static Int128 part_of(Int128 width, double share) noexcept {
        constexpr Int128 parts = Int128{1} << 40;
        return width / parts * static_cast<Int128>(share * static_cast<double>(parts)) +
               width % parts * static_cast<Int128>(share * static_cast<double>(parts)) / parts;
    }

    void answer(const Change& change, std::size_t question, PriceAnswer& to) {
        to.absence = PriceAnswer::Absence::none;
        to.price = change.safe;
        to.certificate.safe_price = change.safe;
        to.certificate.safe_margin = at(change.safe).margin[question];
        to.certificate.unsafe_price = change.unsafe;
        to.certificate.unsafe_margin = at(change.unsafe).margin[question];
        to.certificate.steps = steps_;
    }

    const Account& account_;
    const MarginParams& params_;
    const Pool& pool_;
    Move move_;
    std::optional<AssetIndex> asset_;
    Account moved_;
    MarginResult now_;  ///< before any move
    bool is_known_ = false;
    std::size_t steps_ = 0;
};

/// `price` times e^(log 1000 / 64 k).
std::optional<Decimal> sample(Decimal price, int k) {
    const double factor = exp_of(log_of(farthest) * k / samples_each_way);
    const auto multiple = decimal_of_double(factor, Rounding::half_even);
    if (!multiple.ok()) return std::nullopt;
    const CheckedDecimal out = mul(price, multiple.value(), Rounding::half_even);
    return out.ok() && out.value().is_positive() ? std::optional(out.value()) : std::nullopt;
}

/// What the target's price is where the underlying's is `price`.
CheckedDecimal as_target(const Account& account, AssetIndex underlying, AssetIndex target, const CheckedDecimal& price) {
    return mul_div(price, account.assets[target].price, account.assets[underlying].price, Rounding::half_even);
}

void sort_outwards(std::vector<Decimal>& prices, bool up) {
    std::sort(prices.begin(), prices.end());
    if (!up) std::reverse(prices.begin(), prices.end());
}

/// Prices at which the pool's margin has a kink or a jump: strikes, where options are at the money, and floors of tiers.
std::vector<Decimal> kinks_of(const Account& account, const MarginParams& params, const Pool& pool, AssetIndex target) {
    std::vector<Decimal> out;
    const auto add = [&](AssetIndex underlying, const CheckedDecimal& price) {
        const CheckedDecimal at = as_target(account, underlying, target, price);
        if (at.ok() && at.value().is_positive()) out.push_back(at.value());
    };
    for (const std::size_t place : pool.positions) {
        const MarginPosition& position = account.positions[place];
        const AssetIndex underlying = underlying_of(position.instrument);
        if (root_of(account, underlying) != target) continue;
        if (const auto* option = std::get_if<OptionContract>(&position.instrument)) {
            add(underlying, option->strike);
            const CheckedDecimal at_the_money = div(option->strike, option->forward_ratio, Rounding::half_even);
            add(underlying, at_the_money);
            if (option->expiry > params.now && option->implied_volatility.is_positive()) continue;
            // Its delta jumps there, and so may what is required.
            const CheckedDecimal aside = div_up(at_the_money, Decimal::from_units(Int128{narrowness} * Decimal::one_units));
            add(underlying, at_the_money - aside);
            add(underlying, at_the_money + aside);
        } else if (!params.portfolio && !std::holds_alternative<InverseContract>(position.instrument)) {
            const Decimal mark = mark_price_of(account, position);
            const CheckedDecimal size = mul_up(absolute(position.quantity), settle_price_of(account, position));
            for (const TierTable::Row& row : account.tiers[position.tiers].rows()) {
                add(underlying, mul_div(div_up(row.floor, size), account.assets[underlying].price, mark, Rounding::ceil));
            }
        }
    }
    return out;
}

/// All samples one way, from the start outwards.
std::vector<Decimal> samples(Decimal start, const std::vector<Decimal>& kinks, bool up) {
    std::vector<Decimal> out;
    for (const Decimal kink : kinks) {
        if (up ? kink > start : kink < start) out.push_back(kink);
    }
    sort_outwards(out, up);
    if (out.size() > most_kinks) out.resize(most_kinks);
    for (int k = 1; k <= samples_each_way; ++k) {
        if (const auto point = sample(start, up ? k : -k)) out.push_back(*point);
    }
    sort_outwards(out, up);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// Every price times `to`, as far as its beta goes.
Status move_all(const Account& from, AssetIndex, Decimal to, Account& moved) {
    for (AssetIndex i = 0; i < from.assets.size(); ++i) {
        const CheckedDecimal beyond = mul_down(CheckedDecimal(to) - 1, from.assets[i].beta);
        const CheckedDecimal multiple = max(decimal_step, CheckedDecimal(1) + beyond);
        const auto scaled = [&](Decimal value) { return settle(mul(value, multiple, Rounding::half_even)); };
        MarginAsset& out = moved.assets[i];
        TRY(const Decimal price, scaled(from.assets[i].price));
        out.price = std::max(price, decimal_step);
        TRY(out.lower, scaled(from.assets[i].lower));
        TRY(out.upper, scaled(from.assets[i].upper));
        for (std::size_t k = 0; k < from.positions.size(); ++k) {
            const MarginPosition& position = from.positions[k];
            if (!position.mark_price || underlying_of(position.instrument) != i) continue;
            TRY(const Decimal mark, scaled(*position.mark_price));
            moved.positions[k].mark_price = std::max(mark, decimal_step);
        }
    }
    return {};
}

}  // namespace

bool needs_model(const Account& account, const MarginParams& params, const Pool& pool) noexcept {
    if (pool.scope.kind == PoolScope::Kind::isolated) return false;
    if (params.portfolio) return true;
    return std::any_of(pool.positions.begin(), pool.positions.end(), [&](std::size_t place) {
        return std::holds_alternative<OptionContract>(account.positions[place].instrument);
    });
}

bool touches(const Account& account, const Pool& pool, AssetIndex asset) noexcept {
    const auto is_it = [&](AssetIndex other) { return root_of(account, other) == asset || other == asset; };
    for (const std::size_t place : pool.collateral) {
        if (is_it(account.collateral[place].asset)) return true;
    }
    for (const std::size_t place : pool.wallets) {
        if (account.wallets[place].asset && is_it(*account.wallets[place].asset)) return true;
    }
    for (const std::size_t place : pool.positions) {
        const Instrument& instrument = account.positions[place].instrument;
        const auto settle_asset = settle_asset_of(instrument);
        if (is_it(underlying_of(instrument)) || (settle_asset && is_it(*settle_asset))) return true;
    }
    return false;
}

Status move_price_of(const Account& from, AssetIndex asset, Decimal price, Account& to) {
    const Decimal now = from.assets[asset].price;
    const auto moved = [&](Decimal value, Rounding rounding) { return settle(mul_div(value, price, now, rounding)); };
    const auto moves = [&](AssetIndex other) { return other == asset || from.assets[other].linked_to == asset; };
    for (AssetIndex i = 0; i < from.assets.size(); ++i) {
        if (!moves(i)) continue;
        MarginAsset& out = to.assets[i];
        TRY(out.price, moved(from.assets[i].price, Rounding::half_even));
        TRY(out.lower, moved(from.assets[i].lower, Rounding::floor));
        TRY(out.upper, moved(from.assets[i].upper, Rounding::ceil));
        out.price = std::max(out.price, decimal_step);
    }
    for (std::size_t i = 0; i < from.positions.size(); ++i) {
        const MarginPosition& position = from.positions[i];
        if (!position.mark_price || !moves(underlying_of(position.instrument))) continue;
        TRY(const Decimal mark, moved(*position.mark_price, Rounding::half_even));
        to.positions[i].mark_price = std::max(mark, decimal_step);
    }
    return {};
}

void sampled_liquidation(const Account& account, const MarginParams& params, const Pool& pool, AssetIndex asset,
                         AssetLiquidation& to) {
    to.asset = asset;
    to.is_model = true;
    const Decimal now = account.assets[asset].price;
    const std::vector<Decimal> kinks = kinks_of(account, params, pool, asset);
    Walk walk(account, params, pool, move_price_of, asset);
    walk.go(now, samples(now, kinks, false), {&to.liquidation_down, &to.backstop_down, &to.bankruptcy_down});
    walk.go(now, samples(now, kinks, true), {&to.liquidation_up, &to.backstop_up, &to.bankruptcy_up});
    if (!params.backstop) to.backstop_down = to.backstop_up = PriceAnswer{};
    for (PriceAnswer* answer : {&to.liquidation_down, &to.liquidation_up, &to.backstop_down, &to.backstop_up,
                                &to.bankruptcy_down, &to.bankruptcy_up}) {
        if (answer->price) answer->distance = distance_between(*answer->price, now);
    }
    to.crossings = std::move(walk.crossings);
    std::sort(to.crossings.begin(), to.crossings.end());
}

Result<JointShock> sampled_joint_shock(const Account& account, const MarginParams& params, const Pool& pool) {
    JointShock out;
    PriceAnswer other;
    Walk walk(account, params, pool, move_all, std::nullopt);
    walk.go(1, samples(1, {}, false), {&out.down, &other, &other});
    walk.go(1, samples(1, {}, true), {&out.up, &other, &other});
    for (PriceAnswer* answer : {&out.down, &out.up}) {
        if (!answer->price) continue;
        TRY(answer->price, settle(CheckedDecimal(*answer->price) - 1));
    }
    return out;
}

}  // namespace clearmargin
