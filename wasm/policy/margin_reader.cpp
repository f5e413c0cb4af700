#include <algorithm>
#include <utility>

#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/model_overrides.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_tiers = 64;

/// Initial margin rate: given as such, or as the greatest leverage, whose inverse is rounded up.
void read_initial_rate(const FieldReader& from, Decimal& to) {
    const FieldReader rate = from.optional("imr");
    const FieldReader leverage = from.optional("max_leverage");
    if (rate.present() == leverage.present()) {
        return from.refuse(ErrorCode::missing_member, "exactly one of imr and max_leverage");
    }
    rate.get(to);
    if (!leverage.present()) return;
    Decimal value;
    leverage.get(value);
    if (leverage.present() && value < Decimal(1)) {
        leverage.refuse(ErrorCode::out_of_range, "at least 1", to_string(value));
    }
    if (leverage.present()) leverage.take(settle(div_up(1, value)), to);
}

void read_tier(const FieldReader& from, TierRow& to) {
    from.only_members({"floor", "mmr", "imr", "max_leverage"});
    from.read("floor", to.floor);
    from.read("mmr", to.maintenance_rate);
    read_initial_rate(from, to.initial_rate);
}

/// What a contract is paid in: a coin of its own only where the kind leaves room for one.
void read_settlement(const FieldReader& from, InstrumentTerms& to) {
    using Kind = InstrumentTerms::Kind;
    const FieldReader settle = to.kind == Kind::quanto ? from["settle"] : from.optional("settle");
    read_optional(settle, to.settle, read_asset_id);
    if (to.kind == Kind::inverse && to.settle) {
        settle.refuse(ErrorCode::unknown_member, "none, for an inverse contract is paid in its underlying");
    }
    const FieldReader multiplier = to.kind == Kind::quanto ? from["multiplier"] : from.optional("multiplier");
    read_positive(multiplier, to.multiplier);
    if (to.kind != Kind::quanto && multiplier.present()) {
        multiplier.refuse(ErrorCode::unknown_member, "one of a quanto contract only");
    }
}

void read_tiers(const FieldReader& from, TierTable& to) {
    std::vector<TierRow> rows;
    read_list(from, max_tiers, rows, read_tier);
    if (from.present()) from.take(TierTable::make(std::move(rows)), to);
}

void read_option(const FieldReader& from, InstrumentTerms& to) {
    from.only_members({"id", "kind", "underlying", "chain", "contract_size", "expiry", "style", "right", "strike"});
    from["style"].get(to.style, {"linear", "inverse"});
    from["right"].get(to.right, {"call", "put"});
    read_positive(from["strike"], to.strike);
    from["expiry"].get(to.expiry);
}

void read_contract(const FieldReader& from, InstrumentTerms& to) {
    from.only_members(
        {"id", "kind", "underlying", "settle", "chain", "wallet", "expiry", "contract_size", "multiplier", "tiers"});
    read_settlement(from, to);
    from.read_if_present("wallet", to.wallet);
    from.read_if_present("expiry", to.expiry);
    read_tiers(from["tiers"], to.tiers);
}

void read_instrument(const FieldReader& from, InstrumentTerms& to) {
    read_name(from["id"], to.id);
    from["kind"].get(to.kind, {"linear", "inverse", "quanto", "option"});
    read_asset_id(from["underlying"], to.underlying);
    read_optional(from.optional("chain"), to.chain, read_chain_id);
    read_positive(from.optional("contract_size"), to.contract_size);
    if (to.kind == InstrumentTerms::Kind::option) {
        read_option(from, to);
    } else {
        read_contract(from, to);
    }
}

void read_ratios(const FieldReader& from, Decimal& initial, Decimal& maintenance) {
    read_fraction(from["initial"], initial);
    read_fraction(from["maintenance"], maintenance);
}

void read_liability(const FieldReader& from, LiabilityTerms& to) {
    from.only_members({"asset", "initial", "maintenance"});
    read_asset_id(from["asset"], to.asset);
    read_ratios(from, to.initial, to.maintenance);
}

void read_wallet(const FieldReader& from, WalletTerms& to) {
    from.only_members({"id", "asset", "chain", "initial", "maintenance"});
    read_name(from["id"], to.id);
    read_optional(from.optional("asset"), to.asset, read_asset_id);
    read_optional(from.optional("chain"), to.chain, read_chain_id);
    read_ratios(from, to.initial, to.maintenance);
}

/// What the venue asks of debts, and the wallets that it keeps apart.
void read_borrowing(const FieldReader& from, MarginTerms& to) {
    UniqueIds assets;
    const FieldReader liabilities = from.optional("liabilities");
    if (liabilities.present()) {
        read_list(liabilities, max_policy_items, to.liabilities, [&](const FieldReader& item, LiabilityTerms& terms) {
            read_liability(item, terms);
            assets.add(item, terms.asset.text, "an asset once");
        });
    }
    UniqueIds ids;
    const FieldReader wallets = from.optional("wallets");
    if (!wallets.present()) return;
    read_list(wallets, max_policy_items, to.wallets, [&](const FieldReader& item, WalletTerms& terms) {
        read_wallet(item, terms);
        ids.add(item, terms.id, "an id of its own");
    });
}

/// Numbers of the preset are replaced by their names.
void read_option_rule(const FieldReader& from, OptionRule& to) {
    from.only_members({"preset", "parameters"});
    const FieldReader preset = from["preset"];
    const std::string_view name = preset.text();
    if (preset.present()) from.take(option_rule(name), to);
    const std::size_t unknown = unpublished_rates(to.kind);
    const FieldReader rates = unknown == 0 ? from.optional("parameters") : from["parameters"];
    if (!rates.present()) return;
    const auto names = rate_names(to.kind);
    rates.only_members(names);
    for (std::size_t i = 0; i < names.size(); ++i) {
        read_fraction(i < unknown ? rates[names[i]] : rates.optional(names[i]), to.rates[i]);
    }
}

void read_unit(const FieldReader& from, PortfolioUnitPolicy& to) {
    from.only_members({"underlying", "preset", "parameters", "risk_cancelling"});
    read_asset_id(from["underlying"], to.underlying);
    const FieldReader preset = from["preset"];
    const std::string_view name = preset.text();
    if (preset.present()) from.take(portfolio_preset(name), to.model);
    const FieldReader parameters = from.optional("parameters");
    read_model_overrides(parameters, to.model);
    from.take(under("parameters", check_complete(to.model)));
    const FieldReader hedges = from.optional("risk_cancelling");
    hedges.get(to.risk_cancelling);
    if (to.risk_cancelling && !std::holds_alternative<DerivePmrm2Params>(to.model)) {
        hedges.refuse(ErrorCode::unknown_value, "false, for only derive-pmrm2 knows held assets", "true");
    }
}

void read_offset(const FieldReader& from, const PortfolioPolicy& portfolio, PortfolioOffsetPolicy& to) {
    from.only_members({"first", "second", "ratio"});
    const std::pair<const char*, AssetId*> ends[] = {{"first", &to.first}, {"second", &to.second}};
    for (const auto& [name, asset] : ends) {
        const FieldReader at = from[name];
        read_asset_id(at, *asset);
        if (at.present() && find_unit(portfolio, *asset) == nullptr) {
            at.refuse(ErrorCode::unknown_reference, "the underlying of a unit", asset->text);
        }
    }
    read_fraction(from["ratio"], to.ratio);
    if (to.first == to.second) from.refuse(ErrorCode::duplicate_id, "two units");
}

void read_portfolio(const FieldReader& from, PortfolioPolicy& to) {
    from.only_members({"units", "offsets"});
    UniqueIds ids;
    read_list(from["units"], most_risk_units, to.units, [&](const FieldReader& item, PortfolioUnitPolicy& unit) {
        read_unit(item, unit);
        ids.add(item, unit.underlying.text, "an underlying once");
    });
    const FieldReader offsets = from.optional("offsets");
    if (!offsets.present()) return;
    read_list(offsets, max_policy_items, to.offsets, [&](const FieldReader& item, PortfolioOffsetPolicy& offset) {
        read_offset(item, to, offset);
        const auto is_same = [&](const PortfolioOffsetPolicy& other) {
            return (other.first == offset.first && other.second == offset.second) ||
                   (other.first == offset.second && other.second == offset.first);
        };
        if (&*std::find_if(to.offsets.begin(), to.offsets.end(), is_same) != &offset) {
            item.refuse(ErrorCode::duplicate_id, "a pair once");
        }
    });
}

/// A portfolio model takes the place of fees and bases that only tiers know.
void check_portfolio_mode(const FieldReader& from, const MarginTerms& terms) {
    if (!terms.params.close_fee.is_zero()) {
        from["close_fee"].refuse(ErrorCode::out_of_range, "0 in portfolio mode", to_string(terms.params.close_fee));
    }
    if (terms.params.basis == RequirementBasis::entry) {
        from["basis"].refuse(ErrorCode::unknown_value, "mark in portfolio mode", "entry");
    }
}

/// An option needs something that says what it requires.
void check_option_rule(const FieldReader& from, const MarginTerms& terms) {
    for (const InstrumentTerms& instrument : terms.instruments) {
        if (instrument.kind == InstrumentTerms::Kind::option) (void)from["option_margin"];
    }
}

}  // namespace

void read_margin(const FieldReader& from, MarginTerms& to) {
    from.only_members({"mode", "trigger", "basis", "gain_weight_initial", "gain_weight_maintenance", "close_fee",
                       "gap_add_on", "call_buffer", "backstop", "preset", "instruments", "option_margin",
                       "portfolio", "sigma_days", "liabilities", "wallets"});
    const std::size_t mode = from.optional("mode").choice({"cross", "isolated", "portfolio"});
    if (mode == 1) to.params.mode = MarginMode::isolated;
    from.optional("trigger").get(to.params.trigger, {"strict", "equal"});
    from.optional("basis").get(to.params.basis, {"mark", "entry"});
    const std::pair<const char*, Decimal*> fractions[] = {{"gain_weight_initial", &to.params.gain_weight_initial},
                                                          {"gain_weight_maintenance", &to.params.gain_weight_maintenance},
                                                          {"close_fee", &to.params.close_fee}};
    for (const auto& [name, value] : fractions) read_fraction(from.optional(name), *value);
    read_not_negative(from.optional("gap_add_on"), to.params.gap_add_on);
    read_optional(from.optional("call_buffer"), to.params.call_buffer, read_not_negative);
    read_optional(from.optional("backstop"), to.params.backstop, read_fraction);
    read_preset_statement(from.optional("preset"), to.preset);
    read_positive(from.optional("sigma_days"), to.params.sigma_days);
    read_borrowing(from, to);
    UniqueIds ids;
    read_list(from["instruments"], max_policy_items, to.instruments, [&](const FieldReader& item, InstrumentTerms& terms) {
        read_instrument(item, terms);
        ids.add(item, terms.id, "an id of its own");
    });
    const FieldReader options = from.optional("option_margin");
    if (options.present()) read_option_rule(options, to.params.options.emplace());
    if (mode == 2) {
        read_portfolio(from["portfolio"], to.portfolio.emplace());
        check_portfolio_mode(from, to);
    } else {
        check_option_rule(from, to);
        const FieldReader portfolio = from.optional("portfolio");
        if (portfolio.present()) portfolio.refuse(ErrorCode::unknown_member, "none but in portfolio mode");
    }
}

}  // namespace clearmargin
