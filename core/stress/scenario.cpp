#include "core/stress/scenario.hpp"

#include <optional>
#include <utility>

#include "core/margin/option_position.hpp"
#include "core/margin/validate_account.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_scenarios = 4096;
constexpr Decimal most_volatility = 50;

std::string place(std::string_view list, std::size_t i, std::string_view member = "") {
    std::string out = std::string(list) + "[" + std::to_string(i) + "]";
    if (!member.empty()) out += "." + std::string(member);
    return out;
}

/// Each asset's move, its own or that of what it is linked to.
Result<std::vector<PriceMove>> moves_of_all(const Account& account, const StressScenario& scenario) {
    std::vector<std::optional<PriceMove>> own(account.assets.size());
    for (std::size_t i = 0; i < scenario.moves.size(); ++i) {
        const PriceMove& move = scenario.moves[i];
        if (move.asset >= own.size()) {
            return refuse(ErrorCode::unknown_reference, place("moves", i, "asset"), "expected one of the assets");
        }
        if (own[move.asset]) {
            return refuse(ErrorCode::duplicate_id, place("moves", i, "asset"), "expected one move of each asset");
        }
        if (move.move <= Decimal(-1)) {
            return refuse(ErrorCode::out_of_range, place("moves", i, "move"), "expected a move above -1");
        }
        own[move.asset] = move;
    }
    std::vector<PriceMove> out(own.size());
    for (AssetIndex i = 0; i < own.size(); ++i) {
        const auto& linked = account.assets[i].linked_to;
        if (own[i]) {
            out[i] = *own[i];
        } else if (linked && *linked < own.size() && own[*linked]) {
            out[i] = PriceMove{i, own[*linked]->move, Decimal(0)};
        }
    }
    return out;
}

Result<std::vector<bool>> failures_of_all(const Account& account, const StressScenario& scenario) {
    std::vector<bool> failed(account.chains.size());
    for (std::size_t i = 0; i < scenario.failed_chains.size(); ++i) {
        if (scenario.failed_chains[i] >= failed.size()) {
            return refuse(ErrorCode::unknown_reference, place("failed_chains", i), "expected one of the chains");
        }
        failed[scenario.failed_chains[i]] = true;
    }
    return failed;
}

Result<Decimal> moved_price(Decimal price, const PriceMove& move, Rounding rounding) {
    return settle(mul(price, CheckedDecimal(1) + move.move, rounding));
}

Status move_asset(MarginAsset& asset, const PriceMove& move) {
    TRY(asset.price, moved_price(asset.price, move, Rounding::floor));
    TRY(asset.lower, moved_price(asset.lower, move, Rounding::floor));
    TRY(asset.upper, moved_price(asset.upper, move, Rounding::ceil));
    return {};
}

/// An option's forward goes with the basis, its volatility by the multiple; on a chain that is gone it keeps its value.
Status move_option(const Account& before, const Account& after, MarginPosition& position, const PriceMove& move,
                   const StressScenario& scenario, bool frozen, UnixSeconds now) {
    auto& option = std::get<OptionContract>(position.instrument);
    if (frozen) {
        const bool is_short = position.quantity.is_negative();
        TRY(const Decimal today, model_value_of(before, option, is_short, now));
        TRY(const Decimal then, model_value_of(after, option, is_short, now));
        TRY(option.mark_excess, settle(CheckedDecimal(option.mark_excess) + today - then));
        return {};
    }
    TRY(option.forward_ratio, settle(max(decimal_step, CheckedDecimal(option.forward_ratio) + move.basis_move)));
    TRY(option.implied_volatility,
        settle(min(most_volatility, mul_up(option.implied_volatility, scenario.volatility_multiple))));
    return {};
}

/// `after` has the moved prices already, `before` those of today.
Status move_mark(const Account& before, const Account& after, MarginPosition& position, const PriceMove& move,
                 bool frozen) {
    if (frozen) {
        position.mark_price = mark_price_of(before, position);
        return {};
    }
    if (!position.mark_price && move.basis_move.is_zero()) return {};
    const AssetIndex underlying = underlying_of(position.instrument);
    const CheckedDecimal scaled = mul(mark_price_of(before, position), CheckedDecimal(1) + move.move, Rounding::floor);
    TRY(position.mark_price, settle(scaled + mul(after.assets[underlying].price, move.basis_move, Rounding::floor)));
    return {};
}

/// What is owned on a chain that is gone counts nothing; what is owed stays.
void cut_off(Account& account, const std::vector<bool>& failed) {
    if (failed[account.cash_chain] && account.cash.is_positive()) account.cash = 0;
    for (SettlementWallet& wallet : account.wallets) {
        if (failed[wallet.chain] && wallet.cash.is_positive()) wallet.cash = 0;
    }
    for (CollateralLine& line : account.collateral) {
        if (failed[line.chain]) line.enabled = false;
    }
}

}  // namespace

Status apply_scenario(Account& account, const StressScenario& scenario, const LatencyTerms& latency, UnixSeconds now) {
    TRY(const auto moves, moves_of_all(account, scenario));
    TRY(const auto failed, failures_of_all(account, scenario));
    Account out = account;
    for (AssetIndex i = 0; i < out.assets.size(); ++i) {
        TRY(under(place("assets", i), move_asset(out.assets[i], moves[i])));
    }
    for (std::size_t i = 0; i < out.positions.size(); ++i) {
        MarginPosition& position = out.positions[i];
        const PriceMove& move = moves[underlying_of(position.instrument)];
        const bool frozen = failed[position.chain];
        Status moved = std::holds_alternative<OptionContract>(position.instrument)
                           ? move_option(account, out, position, move, scenario, frozen, now)
                           : move_mark(account, out, position, move, frozen);
        TRY(under(place("positions", i), std::move(moved)));
    }
    for (CollateralLine& line : out.collateral) {
        TRY(line.haircut.latency, grown_latency_premium(line.haircut.latency, scenario.volatility_multiple,
                                                        scenario.latency_multiple, latency));
    }
    cut_off(out, failed);
    account = std::move(out);
    return {};
}

Result<std::vector<StressResult>> stress_account(const Account& account, const MarginParams& params,
                                                 const std::vector<StressScenario>& scenarios,
                                                 const LatencyTerms& latency) {
    TRY(validate_account(account, params));
    if (scenarios.size() > max_scenarios) {
        return refuse(ErrorCode::too_many_items, "scenarios", max_scenarios, scenarios.size());
    }
    std::vector<StressResult> out;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        const std::string where = place("scenarios", i);
        Account after = account;
        TRY(under(where, apply_scenario(after, scenarios[i], latency, params.now)));
        StressResult result;
        result.name = scenarios[i].name;
        TRY(result.margin, under(where, compute_margin_result(after, params)));
        const auto& pools = result.margin.pools;
        for (std::size_t k = 0; k < pools.size(); ++k) {
            const bool weaker =
                !result.weakest || pools[k].figures.buffer.value < pools[*result.weakest].figures.buffer.value;
            if (weaker) result.weakest = k;
        }
        out.push_back(std::move(result));
    }
    return out;
}

}  // namespace clearmargin
