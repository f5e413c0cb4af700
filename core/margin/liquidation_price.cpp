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

bool overflowed(const Polynomial& p) { return p.c0.overflowed() || p.c1.overflowed() || p.c2.overflowed(); }

Refusal too_large() { return refuse(ErrorCode::decimal_overflow, "liquidation", "expected products below 2^511"); }

/// The first crossing along one stretch: by slopes where the margin is concave, else piece by piece.
Result<std::optional<Crossing>> crossing_along(const Question& question, const Stretch& stretch, Int128 start,
                                               Direction direction) {
    // Clang 14 captures no structured bindings.
    const PoolEquation::View& margin = stretch.margin;
    const Domain& domain = stretch.domain;
    bool too_wide = false;
    if (margin.is_concave(question.side) && !margin.is_one_piece(question.side)) {
        const auto piece_at = [&](Int128 n) {
            const Polynomial piece = judged(question, margin.piece_at(question.side, n));
            too_wide = too_wide || overflowed(piece);
            return piece;
        };
        const Int128 end = direction == Direction::down ? domain.first : domain.last;
        const ConcaveSearch search = first_crossing_of_concave(piece_at, end, direction);
        if (too_wide) return too_large();
        if (search.decided) return search.crossing;
    }
    const Piecewise whole =
        mapped(margin.over(question.side, domain), [&](const Polynomial& p) { return judged(question, p); });
    for (const Piecewise::Piece& piece : whole.pieces()) too_wide = too_wide || overflowed(piece.polynomial);
    if (too_wide) return too_large();
    return first_crossing(whole, std::clamp(start, domain.first, domain.last), direction);
}

/// The answer from `start` along `stretches`, which follow each other in the direction asked.
Result<PriceAnswer> answer(const Question& question, Int128 start, Direction direction,
                           std::span<const Stretch> stretches) {
    PriceAnswer out;
    for (const Stretch& stretch : stretches) {
        TRY(const std::optional<Crossing> crossing, crossing_along(question, stretch, start, direction));
        if (!crossing) continue;
        out.absence = PriceAnswer::Absence::none;
        out.price = Decimal::from_units(crossing->jump_at_unsafe ? crossing->unsafe : crossing->safe);
        out.certificate = certificate_of(question, stretch.margin, *crossing);
        return out;
    }
    return out;
}

/// |price / now - 1|, rounded down.
std::optional<Decimal> distance(Decimal price, Decimal now) {
    const CheckedDecimal moved = div_down(absolute(CheckedDecimal(price) - now), now);
    return moved.ok() ? std::optional(moved.value()) : std::nullopt;
}

struct Answers {
    PriceAnswer down;
    PriceAnswer up;
};

/// Both directions from the price now, or "already" where the margin is negative there.
Result<Answers> both_ways(const Question& question, const Stretch& stretch, Decimal now, bool past) {
    Answers out;
    if (past) {
        out.down.absence = out.up.absence = PriceAnswer::Absence::already;
        return out;
    }
    TRY(out.down, answer(question, now.units(), Direction::down, std::span(&stretch, 1)));
    TRY(out.up, answer(question, now.units(), Direction::up, std::span(&stretch, 1)));
    for (PriceAnswer* found : {&out.down, &out.up}) {
        if (found->price) found->distance = distance(*found->price, now);
    }
    return out;
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

Result<AssetLiquidation> liquidation_of_asset(const Account& account, const MarginParams& params,
                                              const PoolEquation& equation, const PoolFigures& figures,
                                              AssetIndex asset) {
    AssetLiquidation out;
    out.asset = asset;
    out.inputs = figures.buffer.inputs;
    const Decimal now = account.assets[asset].price;
    const Stretch stretch{equation.along(PricePath::of_asset(account, asset)), {0, int128_max}};
    const Question stands{MarginSide::gap, params.trigger == LiquidationTrigger::below};
    TRY(Answers liquidation, both_ways(stands, stretch, now, figures.liquidatable));
    out.liquidation_down = std::move(liquidation.down);
    out.liquidation_up = std::move(liquidation.up);
    if (params.backstop) {
        const Decimal line = mul_down(figures.maintenance_margin.value, *params.backstop).value();
        TRY(Answers backstop, both_ways({MarginSide::backstop, true}, stretch, now, figures.equity.value < line));
        out.backstop_down = std::move(backstop.down);
        out.backstop_up = std::move(backstop.up);
    }
    const Question is_solvent{MarginSide::raw_equity, true};
    TRY(Answers bankruptcy, both_ways(is_solvent, stretch, now, figures.equity_raw.value.is_negative()));
    out.bankruptcy_down = std::move(bankruptcy.down);
    out.bankruptcy_up = std::move(bankruptcy.up);
    return out;
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
    TRY(out.down, answer(question, 0, Direction::down, down));
    const auto up = joint_stretches(account, equation, most_joint_move);
    TRY(out.up, answer(question, 0, Direction::up, up));
    return out;
}

}  // namespace clearmargin
