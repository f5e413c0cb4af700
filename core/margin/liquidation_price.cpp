#include "core/margin/liquidation_price.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/margin/first_crossing.hpp"

namespace clearmargin {
namespace {

/// The largest joint move that is looked at.
constexpr Int128 most_joint_move = Int128{1'000'000} * Decimal::one_units;

/// A stretch of n along which every price is one line.
struct Stretch {
    PricePath path;
    Domain domain;
};

/// What is asked: along which stretches, from where, which way, and which sum must stay at least 0.
struct Question {
    const PoolEquation* equation;
    Int128 start;
    Direction direction;
    MarginSide side;
    bool zero_is_safe;
};

WideInt margin_at(const Question& question, const PricePath& path, Int128 n) {
    const WideInt margin = question.equation->at(path, n, question.side);
    return question.zero_is_safe ? margin : margin - WideInt(1);
}

Piecewise margin_along(const Question& question, const Stretch& stretch) {
    const Piecewise margin = question.equation->along(stretch.path, stretch.domain, question.side);
    if (question.zero_is_safe) return margin;
    return mapped(margin, [](Polynomial p) {
        p.c0 -= WideInt(1);
        return p;
    });
}

/// The margin on both sides of the answer, computed there and nowhere else.
LiquidationCertificate certificate_of(const Question& question, const Stretch& stretch, const Crossing& crossing) {
    LiquidationCertificate out;
    const WideInt safe = margin_at(question, stretch.path, crossing.safe);
    const WideInt unsafe = margin_at(question, stretch.path, crossing.unsafe);
    const CheckedDecimal safe_margin = usd_floor(safe);
    const CheckedDecimal unsafe_margin = usd_floor(unsafe);
    out.certified = !safe.is_negative() && unsafe.is_negative() && !safe.overflowed() && !unsafe.overflowed();
    out.safe_price = Decimal::from_units(crossing.safe);
    out.unsafe_price = Decimal::from_units(crossing.unsafe);
    if (safe_margin.ok()) out.safe_margin = safe_margin.value();
    if (unsafe_margin.ok()) out.unsafe_margin = unsafe_margin.value();
    out.segments = crossing.segments;
    return out;
}

bool overflowed(const Piecewise& f) {
    return std::any_of(f.pieces().begin(), f.pieces().end(), [](const Piecewise::Piece& piece) {
        const Polynomial& p = piece.polynomial;
        return p.c0.overflowed() || p.c1.overflowed() || p.c2.overflowed();
    });
}

/// The answer along `stretches`, which follow each other in the direction asked.
Result<PriceAnswer> answer(const Question& question, const std::vector<Stretch>& stretches) {
    PriceAnswer out;
    std::size_t segments = 0;
    for (const Stretch& stretch : stretches) {
        const Piecewise margin = margin_along(question, stretch);
        if (overflowed(margin)) {
            return refuse(ErrorCode::decimal_overflow, "liquidation", "expected products below 2^511");
        }
        const Int128 start = std::clamp(question.start, stretch.domain.first, stretch.domain.last);
        auto crossing = first_crossing(margin, start, question.direction);
        if (!crossing) {
            segments += margin.pieces().size();
            continue;
        }
        crossing->segments += segments;
        out.absence = PriceAnswer::Absence::none;
        out.price = Decimal::from_units(crossing->jump_at_unsafe ? crossing->unsafe : crossing->safe);
        out.certificate = certificate_of(question, stretch, *crossing);
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
Result<Answers> both_ways(const PoolEquation& equation, const Account& account, AssetIndex asset, MarginSide side,
                          bool zero_is_safe, bool past) {
    Answers out;
    if (past) {
        out.down.absence = out.up.absence = PriceAnswer::Absence::already;
        return out;
    }
    const Decimal now = account.assets[asset].price;
    const std::vector<Stretch> stretches{{PricePath::of_asset(account, asset), Domain{0, int128_max}}};
    Question question{&equation, now.units(), Direction::down, side, zero_is_safe};
    TRY(out.down, answer(question, stretches));
    question.direction = Direction::up;
    TRY(out.up, answer(question, stretches));
    for (PriceAnswer* found : {&out.down, &out.up}) {
        if (found->price) found->distance = distance(*found->price, now);
    }
    return out;
}

/// The stretches of a joint move from 0 to `end`, cut where a price reaches 0.
std::vector<Stretch> joint_stretches(const Account& account, Int128 end) {
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
            out.push_back({PricePath::joint(account, gone), {std::min(from, last), std::max(from, last)}});
            from = at;
        }
        gone.push_back(asset);
    }
    out.push_back({PricePath::joint(account, gone), {std::min(from, end), std::max(from, end)}});
    return out;
}

}  // namespace

Result<AssetLiquidation> liquidation_of_asset(const Account& account, const MarginParams& params,
                                              const PoolEquation& equation, const PoolFigures& figures,
                                              AssetIndex asset) {
    AssetLiquidation out;
    out.asset = asset;
    out.inputs = figures.buffer.inputs;
    const bool zero_is_safe = params.trigger == LiquidationTrigger::below;
    TRY(Answers liquidation,
        both_ways(equation, account, asset, MarginSide::gap, zero_is_safe, figures.liquidatable));
    out.liquidation_down = std::move(liquidation.down);
    out.liquidation_up = std::move(liquidation.up);
    TRY(Answers bankruptcy, both_ways(equation, account, asset, MarginSide::raw_equity, true,
                                      figures.equity_raw.value.is_negative()));
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
    Question question{&equation, 0, Direction::down, MarginSide::gap, params.trigger == LiquidationTrigger::below};
    TRY(out.down, answer(question, joint_stretches(account, -Int128{Decimal::one_units})));
    question.direction = Direction::up;
    TRY(out.up, answer(question, joint_stretches(account, most_joint_move)));
    return out;
}

}  // namespace clearmargin
