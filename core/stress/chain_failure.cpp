#include "core/stress/chain_failure.hpp"

#include "core/margin/validate_account.hpp"

namespace clearmargin {
namespace {

struct Standing {
    CheckedDecimal whole_equity;
    Decimal maintenance_margin;
    LiquidationTrigger trigger;
};

/// As pools are judged: without a requirement, an equity below 0 still is.
bool is_liquidatable(const Standing& standing, Decimal equity) noexcept {
    if (equity < standing.maintenance_margin) return true;
    return standing.trigger == LiquidationTrigger::at_or_below && standing.maintenance_margin.is_positive() &&
           equity == standing.maintenance_margin;
}

Result<ChainFailure> failure_of(const Standing& standing, CheckedDecimal lost, ChainIndex first,
                                std::optional<ChainIndex> second) {
    ChainFailure out;
    out.first = first;
    out.second = second;
    TRY(out.equity, settle(standing.whole_equity - lost));
    out.liquidatable = is_liquidatable(standing, out.equity);
    TRY(out.shortfall, settle(max(0, CheckedDecimal(standing.maintenance_margin) - out.equity)));
    return out;
}

}  // namespace

Result<ChainFailures> chain_failures(std::span<const Decimal> counted, Decimal rest, Decimal maintenance_margin,
                                     LiquidationTrigger trigger) {
    if (counted.size() > max_margin_chains) {
        return refuse(ErrorCode::too_many_items, "counted", max_margin_chains, counted.size());
    }
    CheckedDecimal whole = rest;
    for (const Decimal value : counted) whole = whole + value;
    const Standing standing{whole, maintenance_margin, trigger};
    ChainFailures out;
    for (ChainIndex i = 0; i < counted.size(); ++i) {
        TRY(const auto single, failure_of(standing, counted[i], i, std::nullopt));
        out.singles.push_back(single);
        out.survives_any_single = out.survives_any_single && !single.liquidatable;
        for (ChainIndex j = i + 1; j < counted.size(); ++j) {
            TRY(const auto pair, failure_of(standing, CheckedDecimal(counted[i]) + counted[j], i, j));
            out.pairs.push_back(pair);
            out.survives_any_pair = out.survives_any_pair && !pair.liquidatable;
        }
    }
    return out;
}

}  // namespace clearmargin
