#include "wasm/margin/account_of.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/margin/option_position.hpp"

namespace clearmargin {
namespace {

class Builder {
  public:
    Builder(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now, const EvidenceTable& evidence,
            EngineAccount& out)
        : snapshot_(snapshot), policy_(policy), now_(now), evidence_(evidence), out_(out) {}

    Status build() {
        out_.params = policy_.margin.params;
        out_.params.now = now_;
        // What the policy calls cross is one account on whatever chains its collateral lies.
        if (out_.params.mode == MarginMode::cross) out_.params.mode = MarginMode::unified;
        for (const CollateralChainTerms& terms : policy_.collateral_chains) add_chain(terms);
        for (const InstrumentTerms& terms : policy_.margin.instruments) out_.account.tiers.push_back(terms.tiers);
        // Those with a price of their own first, so that those priced as them can point at them.
        for (const bool own : {true, false}) {
            for (const AssetDefinition& definition : policy_.assets) {
                if (definition.same_price_as.has_value() != own) add_asset(definition);
            }
        }
        if (policy_.margin.portfolio) add_portfolio(*policy_.margin.portfolio);
        for (std::size_t i = 0; i < snapshot_.collateral.size(); ++i) add_collateral(i);
        for (std::size_t i = 0; i < snapshot_.debts.size(); ++i) add_debt(i);
        for (const SnapshotWallet& wallet : snapshot_.wallets) add_wallet(wallet);
        for (std::size_t i = 0; i < snapshot_.positions.size(); ++i) add_position(i);
        return std::move(first_);
    }

  private:
    InputId input(EvidenceRef evidence) {
        out_.evidence.push_back(evidence);
        return static_cast<InputId>(out_.evidence.size() - 1);
    }

    /// The asset's place, absent where it has no price.
    [[nodiscard]] std::optional<AssetIndex> find_asset(const AssetId& id) const {
        const auto& assets = out_.account.assets;
        for (AssetIndex i = 0; i < assets.size(); ++i) {
            if (assets[i].id == id.text) return i;
        }
        return std::nullopt;
    }

    /// The first chain is the venue itself: what is not said to lie on another is there.
    void add_chain(const CollateralChainTerms& terms) {
        MarginChain& chain = out_.account.chains.emplace_back();
        chain.id = terms.chain.text;
        chain.discount = terms.discount;
        chain.cap = terms.cap;
    }

    [[nodiscard]] ChainIndex chain_of(const std::optional<ChainId>& chain) const {
        return chain ? chain_of(policy_.find_collateral_chain(*chain)) : 0;
    }
    [[nodiscard]] ChainIndex chain_of(const CollateralChainTerms* terms) const {
        return terms == nullptr ? 0 : static_cast<ChainIndex>(terms - policy_.collateral_chains.data()) + 1;
    }

    void add_asset(const AssetDefinition& definition) {
        const AssetId& priced_as = policy_.priced_as(definition).id;
        const SnapshotPrice* price = snapshot_.find_price(priced_as);
        if (price == nullptr) return;
        std::optional<AssetIndex> linked_to;
        if (definition.same_price_as) linked_to = find_asset(priced_as);
        MarginAsset& asset = out_.account.assets.emplace_back();
        asset.id = definition.id.text;
        asset.price = price->price;
        asset.lower = settle(max(CheckedDecimal(price->price) - price->conf, 0), first_, "prices");
        asset.upper = settle(CheckedDecimal(price->price) + price->conf, first_, "prices");
        if (const CollateralTerms* terms = policy_.find_collateral(definition.id)) {
            asset.liquidation_buffer = terms->liquidation_buffer;
            asset.tiers = terms->tiers;
            asset.cap = terms->cap;
            asset.volatility = terms->volatility.value_or(Decimal());
        }
        if (const LiabilityTerms* terms = policy_.find_liability(definition.id)) {
            asset.liability_initial = terms->initial;
            asset.liability_maintenance = terms->maintenance;
        }
        asset.linked_to = linked_to;
        asset.price_input = linked_to ? out_.account.assets[*linked_to].price_input : input(price->evidence);
    }

    /// Units without a price have no position that could be computed either.
    void add_portfolio(const PortfolioPolicy& from) {
        PortfolioTerms& to = out_.params.portfolio.emplace();
        for (const PortfolioUnitPolicy& unit : from.units) {
            if (const auto asset = find_asset(unit.underlying)) {
                to.units.push_back({*asset, unit.model, unit.risk_cancelling});
            }
        }
        for (const PortfolioOffsetPolicy& offset : from.offsets) {
            const auto first = find_asset(offset.first);
            const auto second = find_asset(offset.second);
            if (first && second) to.offsets.push_back({*first, *second, double_of_decimal(offset.ratio)});
        }
    }

    void add_collateral(std::size_t index) {
        const SnapshotCollateral& from = snapshot_.collateral[index];
        std::optional<std::size_t>& place = out_.collateral_lines.emplace_back();
        const auto asset = find_asset(from.asset);
        const CollateralTerms* terms = policy_.find_collateral(from.asset);
        if (!asset || terms == nullptr) return;
        place = out_.account.collateral.size();
        CollateralLine& line = out_.account.collateral.emplace_back();
        const CollateralChainTerms* chain = policy_.find_collateral_chain(from.chain);
        line.asset = *asset;
        line.chain = chain_of(chain);
        line.quantity = from.amount;
        line.haircut.base = terms->haircut;
        line.haircut.concentration = terms->concentration;
        if (chain != nullptr) line.haircut.chain = chain->haircut;
        line.input = input(from.evidence);
        if (!policy_.latency) return;
        Status charged = chain == nullptr ? refuse(ErrorCode::unknown_reference, "chain",
                                                   "one of the policy's collateral.chains", from.chain.text)
                                          : charge_latency(*policy_.latency, *terms, *chain, line);
        keep("collateral", index, std::move(charged).refusal());
    }

    /// A debt is a balance below zero; it counts in full.
    void add_debt(std::size_t index) {
        const SnapshotDebt& from = snapshot_.debts[index];
        const auto asset = find_asset(from.asset);
        if (!asset) {
            return keep("debts", index,
                        refuse(ErrorCode::missing_price, "asset", "a price of " + from.asset.text, "none"));
        }
        out_.debt_lines.push_back(out_.account.collateral.size());
        CollateralLine& line = out_.account.collateral.emplace_back();
        line.asset = *asset;
        line.chain = chain_of(from.chain);
        line.quantity = Decimal::from_units(-from.amount.units());
        line.input = input(from.evidence);
    }

    void add_wallet(const SnapshotWallet& from) {
        const WalletTerms& terms = *policy_.find_wallet(from.id);
        SettlementWallet& wallet = out_.account.wallets.emplace_back();
        wallet.id = from.id;
        wallet.chain = chain_of(terms.chain);
        wallet.cash = from.cash;
        wallet.liability_initial = terms.initial;
        wallet.liability_maintenance = terms.maintenance;
        wallet.input = input(from.evidence);
        if (!terms.asset) return;
        wallet.asset = find_asset(*terms.asset);
        if (wallet.asset) return;
        keep("wallets", out_.account.wallets.size() - 1,
             refuse(ErrorCode::missing_price, "id", "a price of " + terms.asset->text, "none"));
    }

    /// Seconds since the oldest source of `input` was so; 0 where no time is known, which only the policy's own prices
    /// and inputs that the caller vouches for are.
    [[nodiscard]] std::uint64_t age_of(InputId input) const {
        std::uint64_t age = 0;
        for (const std::uint32_t place : evidence_[out_.evidence[input]].from) {
            const UnixSeconds as_of = evidence_.sources()[place].as_of;
            if (as_of != 0 && as_of < now_) age = std::max(age, now_ - as_of);
        }
        return age;
    }

    Status charge_latency(const LatencyTerms& latency, const CollateralTerms& terms, const CollateralChainTerms& chain,
                          CollateralLine& line) {
        const MarginAsset& asset = out_.account.assets[line.asset];
        MeasuredLag& lag = out_.lags.emplace_back();
        lag.balance_age = age_of(line.input);
        lag.price_age = std::max(age_of(asset.price_input), terms.heartbeat);
        lag.finality = chain.finality;
        lag.message = chain.message;
        lag.execution = chain.execution;
        TRY(const double premium, latency_premium(static_cast<double>(lag.seconds()) / seconds_per_year,
                                                  double_of_decimal(asset.volatility),
                                                  double_of_decimal(latency.confidence), latency.quantile));
        TRY(line.haircut.latency, decimal_of_double(premium, Rounding::ceil));
        return {};
    }

    void add_position(std::size_t index) {
        const SnapshotPosition& from = snapshot_.positions[index];
        const InstrumentTerms& terms = *policy_.find_instrument(from.instrument);
        const AssetIndex underlying = priced_asset(terms.underlying, index);
        MarginPosition& position = out_.account.positions.emplace_back();
        position.id = from.id;
        position.instrument = contract_of(terms, underlying, index);
        position.chain = chain_of(terms.chain);
        if (terms.wallet && !from.isolated) position.wallet = wallet_of(*terms.wallet);
        position.quantity = exact_quantity(from.qty, terms.contract_size, index);
        position.entry_price = from.entry;
        position.funding = from.funding_accrued;
        if (from.isolated) position.isolated_margin = from.isolated_margin;
        position.tiers = static_cast<std::size_t>(&terms - policy_.margin.instruments.data());
        position.input = input(from.evidence);
        if (auto* option = std::get_if<OptionContract>(&position.instrument)) {
            Status quoted = quote_option(from, position.quantity, *option);
            return keep("positions", index, std::move(quoted).refusal());
        }
        position.mark_price = from.mark;
        if (from.mark) position.mark_input = position.input;
    }

    [[nodiscard]] std::size_t wallet_of(std::string_view id) const {
        std::size_t place = 0;
        while (out_.account.wallets[place].id != id) ++place;
        return place;
    }

    Instrument contract_of(const InstrumentTerms& terms, AssetIndex underlying, std::size_t index) {
        using Kind = InstrumentTerms::Kind;
        if (terms.kind == Kind::inverse) return InverseContract{underlying, terms.expiry};
        if (terms.kind == Kind::option) {
            OptionContract option;
            option.underlying = underlying;
            option.style = terms.style;
            option.right = terms.right;
            option.strike = terms.strike;
            option.expiry = *terms.expiry;
            return option;
        }
        std::optional<AssetIndex> settle;
        if (terms.settle) settle = priced_asset(*terms.settle, index);
        if (terms.kind == Kind::linear) return LinearContract{underlying, settle, terms.expiry};
        return QuantoContract{underlying, *settle, terms.multiplier, terms.expiry};
    }

    /// What the venue says of the option: volatility, forward, and a mark that the model's value is held against.
    Status quote_option(const SnapshotPosition& from, Decimal quantity, OptionContract& option) {
        if (option.underlying >= out_.account.assets.size()) return {};
        option.implied_volatility = from.volatility.value_or(Decimal());
        if (from.forward) {
            const Decimal spot = out_.account.assets[option.underlying].price;
            TRY(option.forward_ratio, settle(div(*from.forward, spot, Rounding::half_even), "forward"));
        }
        if (!from.mark) return {};
        TRY(const Decimal value, model_value_of(out_.account, option, quantity.is_negative(), now_));
        TRY(option.mark_excess, settle(CheckedDecimal(*from.mark) - value, "mark"));
        return {};
    }

    /// The asset's place; refuses the position where it has no price.
    AssetIndex priced_asset(const AssetId& id, std::size_t position) {
        const auto place = find_asset(id);
        if (place) return *place;
        keep("positions", position, refuse(ErrorCode::missing_price, "instrument", "a price of " + id.text, "none"));
        return 0;
    }

    /// A product of two exact decimals that does not fit 18 digits would be another position: it is refused.
    Decimal exact_quantity(Decimal contracts, Decimal contract_size, std::size_t index) {
        Refusal refusal;
        const Decimal down = settle(mul_down(contracts, contract_size), refusal, "qty");
        const Decimal up = settle(mul_up(contracts, contract_size), refusal, "qty");
        if (down != up && !refusal.present()) {
            refusal = refuse(ErrorCode::excess_precision, "qty", "at most 18 digits of quantity");
        }
        keep("positions", index, std::move(refusal));
        return down;
    }

    /// Keeps the first refusal of all.
    void keep(std::string_view list, std::size_t place, Refusal refusal) {
        if (refusal.present() && !first_.present()) first_ = under(element_path(list, place), std::move(refusal));
    }

    const MarginSnapshot& snapshot_;
    const Policy& policy_;
    UnixSeconds now_;
    const EvidenceTable& evidence_;
    EngineAccount& out_;
    Refusal first_;
};

}  // namespace

EvidenceRef EngineAccount::rests_on(std::span<const InputId> inputs, EvidenceTable& table) const {
    EvidenceBasis basis;
    for (const InputId id : inputs) basis.add(table[evidence[id]]);
    return table.refer(std::move(basis));
}

Status build_account(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now,
                     const EvidenceTable& evidence, EngineAccount& to) {
    return Builder(snapshot, policy, now, evidence, to).build();
}

}  // namespace clearmargin
