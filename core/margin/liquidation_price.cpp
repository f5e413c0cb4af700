#include "core/margin/liquidation_price.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/margin/first_crossing.hpp"

namespace clearmargin {
namespace {

/// The largest joint move that is looked at.
constexpr Int128 most_joint_move = Int128{1'000'000} * Decimal::one_units;

/// Which sum of a pool must stay at least 0, or above it.
struct Question {
    MarginSide side;
    bool zero_is_safe;
};

/// A stretch of n along which every price is one line, and the margin there.
struct Stretch {
    PoolEquation::View margin;
    Domain domain;
};

/// The margin as it is asked about: negative where the account does not stand.
Polynomial judged(const Question& question, Polynomial margin) {
    if (!question.zero_is_safe) margin.c0 -= WideInt(1);
    return margin;
}

/// The margin on both sides of the answer, computed there and nowhere else.
LiquidationCertificate certificate_of(const Question& question, const PoolEquation::View& margin,
                                      const Crossing& crossing) {
    LiquidationCertificate out;
    const WideInt safe = judged(question, {margin.at(question.side, crossing.safe), {}, {}}).c0;
    const WideInt unsafe = judged(question, {margin.at(question.side, crossing.unsafe), {}, {}}).c0;
    const CheckedDecimal safe_margin = usd_floor(safe);
    const CheckedDecimal unsafe_margin = usd_floor(unsafe);
    out.certified = !safe.is_negative() && unsafe.is_negative() && !safe.overflowed() && !unsafe.overflowed();
    out.safe_price = Decimal::from_units(crossing.safe);
    out.unsafe_price = Decimal::from_units(crossing.unsafe);
    if (safe_margin.ok()) out.safe_margin = safe_margin.value();
    if (unsafe_margin.ok()) out.unsafe_margin = unsafe_margin.value();
    out.steps = crossing.steps;
    return out;
}

/// The first crossing along one stretch: by slopes where the margin is concave, else piece by piece. `too_wide` tells
/// whether numbers left 512 bits on the way; then there is no answer.
std::optional<Crossing> crossing_along(const Question& question, const Stretch& stretch, Int128 start,
                                       Direction direction, bool& too_wide) {
    // Clang 14 captures no structured bindings.
    const PoolEquation::View& margin = stretch.margin;
    const Domain& domain = stretch.domain;
    if (margin.is_concave(question.side) && !margin.is_one_piece(question.side)) {
        const auto piece_at = [&](Int128 n) {
            const Polynomial piece = judged(question, margin.piece_at(question.side, n));
            too_wide = too_wide || piece.overflowed();
            return piece;
        };
        const Int128 end = direction == Direction::down ? domain.first : domain.last;
        const ConcaveSearch search = first_crossing_of_concave(piece_at, end, direction);
        if (search.decided || too_wide) return search.crossing;
    }
    Piecewise whole = margin.over(question.side, domain);
    whole += judged(question, {});
    too_wide = whole.overflowed();
    if (too_wide) return std::nullopt;
    return first_crossing(whole, std::clamp(start, domain.first, domain.last), direction);
}

/// The answer from `start` along `stretches`, which follow each other in the direction asked.
Status find_answer(const Question& question, Int128 start, Direction direction, std::span<const Stretch> stretches,
                   PriceAnswer& to) {
    for (const Stretch& stretch : stretches) {
        bool too_wide = false;
        const std::optional<Crossing> crossing = crossing_along(question, stretch, start, direction, too_wide);
        if (too_wide) return refuse(ErrorCode::decimal_overflow, "liquidation", "expected products below 2^511");
        if (!crossing) continue;
        to.absence = PriceAnswer::Absence::none;
        to.price = Decimal::from_units(crossing->jump_at_unsafe ? crossing->unsafe : crossing->safe);
        to.certificate = certificate_of(question, stretch.margin, *crossing);
        break;
    }
    return {};
}

/// One direction from the price now.
Status find_price(const Question& question, const Stretch& stretch, Decimal now, Direction direction,
                  PriceAnswer& to) {
    TRY(find_answer(question, now.units(), direction, std::span(&stretch, 1), to));
    if (to.price) to.distance = distance_between(*to.price, now);
    return {};
}

/// Both directions from the price now, or "already" where the margin is negative there.
Status find_prices(const Question& question, const Stretch& stretch, Decimal now, bool past, PriceAnswer& down,
                   PriceAnswer& up) {
    if (past) {
        down.absence = up.absence = PriceAnswer::Absence::already;
        return {};
    }
    TRY(find_price(question, stretch, now, Direction::down, down));
    return find_price(question, stretch, now, Direction::up, up);
}

/// The stretches of a joint move from 0 to `end`, cut where a price reaches 0.
std::vector<Stretch> joint_stretches(const Account& account, const PoolEquation& equation, Int128 end) {
    // A price reaches 0 at s = -1 / beta; the first step at or past it belongs to the part where it stays there.
    std::vector<std::pair<Int128, AssetIndex>> ends;
    for (AssetIndex i = 0; i < account.assets.size(); ++i) {
        const Decimal beta = account.assets[i].beta;
        if (beta.is_zero() || beta.is_positive() == (end > 0)) continue;
        const CheckedDecimal at = div(-1, beta, beta.is_positive() ? Rounding::floor : Rounding::ceil);
        if (at.ok() && (end > 0 ? at.value().units() < end : at.value().units() > end)) {
            ends.emplace_back(at.value().units(), i);
        }
    }
    std::sort(ends.begin(), ends.end(), [&](const auto& a, const auto& b) {
        return a.first == b.first ? a.second < b.second : (end > 0 ? a.first < b.first : a.first > b.first);
    });
    std::vector<Stretch> out;
    std::vector<AssetIndex> gone;
    Int128 from = 0;
    for (const auto& [at, asset] : ends) {
        const Int128 last = end > 0 ? at - 1 : at + 1;
        if (end > 0 ? last >= from : last <= from) {
            out.push_back(
                {equation.along(PricePath::joint(account, gone)), {std::min(from, last), std::max(from, last)}});
            from = at;
        }
        gone.push_back(asset);
    }
    out.push_back({equation.along(PricePath::joint(account, gone)), {std::min(from, end), std::max(from, end)}});
    return out;
}

}  // namespace

Status liquidation_of_asset(const Account& account, const MarginParams& params, const PoolEquation& equation,
                            const PoolFigures& figures, AssetIndex asset, AssetLiquidation& to) {
    to.asset = asset;
    const Decimal now = account.assets[asset].price;
    const Stretch stretch{equation.along(PricePath::of_asset(account, asset)), {0, int128_max}};
    const Question stands{MarginSide::gap, params.trigger == LiquidationTrigger::below};
    TRY(find_prices(stands, stretch, now, figures.liquidatable, to.liquidation_down, to.liquidation_up));
    if (params.backstop) {
        const Decimal line = mul_down(figures.maintenance_margin.value, *params.backstop).value();
        const bool past = figures.equity.value < line;
        TRY(find_prices({MarginSide::backstop, true}, stretch, now, past, to.backstop_down, to.backstop_up));
    }
    const bool bankrupt = figures.equity_raw.value.is_negative();
    return find_prices({MarginSide::raw_equity, true}, stretch, now, bankrupt, to.bankruptcy_down, to.bankruptcy_up);
}

Result<JointShock> joint_shock(const Account& account, const MarginParams& params, const PoolEquation& equation,
                               const PoolFigures& figures) {
    JointShock out;
    if (figures.liquidatable) {
        out.down.absence = out.up.absence = PriceAnswer::Absence::already;
        return out;
    }
    const Question question{MarginSide::gap, params.trigger == LiquidationTrigger::below};
    const auto down = joint_stretches(account, equation, -Int128{Decimal::one_units});
    TRY(find_answer(question, 0, Direction::down, down, out.down));
    const auto up = joint_stretches(account, equation, most_joint_move);
    TRY(find_answer(question, 0, Direction::up, up, out.up));
    return out;
}

}  // namespace clearmargin
