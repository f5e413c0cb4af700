#include "tests/core/margin/vector_account.hpp"

#include <catch2/catch.hpp>

namespace clearmargin::margin_tests {
namespace {

std::vector<JsonReader> elements_of(const JsonReader& object, std::string_view name) {
    const auto member = object.optional_member(name).value();
    return member ? member->elements(1000).value() : std::vector<JsonReader>{};
}

std::size_t read_tiers(const JsonReader& position, Account& account) {
    std::vector<TierRow> rows;
    for (const JsonReader& row : elements_of(position, "tiers")) {
        const Decimal rate = decimal_of(row, "mmr");
        rows.push_back({decimal_of(row, "floor"), rate, rate});
    }
    auto table = TierTable::make(std::move(rows));
    REQUIRE(table.ok());
    account.tiers.push_back(std::move(table).value());
    return account.tiers.size() - 1;
}

Instrument read_instrument(const JsonReader& position, const std::map<std::string, AssetIndex>& assets) {
    const std::string kind = text_of(position, "kind");
    const AssetIndex underlying = assets.at(text_of(position, "asset"));
    if (kind == "inverse") return InverseContract{underlying, std::nullopt};
    if (kind == "quanto") {
        return QuantoContract{underlying, assets.at(text_of(position, "settle")), decimal_of(position, "multiplier", 1),
                              std::nullopt};
    }
    REQUIRE(kind == "linear");
    return LinearContract{underlying, std::nullopt, std::nullopt};
}

}  // namespace

VectorAccount read_vector_account(const JsonReader& in) {
    VectorAccount out;
    Account& account = out.account;
    for (const auto& [name, price] : in.member("prices").value().members(1000).value()) {
        MarginAsset asset;
        asset.id = name;
        asset.price = asset.lower = asset.upper = decimal_of(in.member("prices").value(), name);
        asset.price_input = static_cast<InputId>(account.assets.size());
        if (const auto beta = in.optional_member("beta").value()) asset.beta = decimal_of(*beta, name, 0);
        out.assets[asset.id] = account.assets.size();
        account.assets.push_back(std::move(asset));
    }
    const JsonReader source = in.member("account").value();
    account.cash = decimal_of(source, "cash", 0);
    account.cash_input = 50;
    account.chains.clear();
    account.chains.push_back(MarginChain{"cash", 1, std::nullopt});
    for (const JsonReader& element : elements_of(source, "collateral")) {
        CollateralLine line;
        line.asset = out.assets.at(text_of(element, "asset"));
        line.chain = account.chains.size();
        line.quantity = decimal_of(element, "qty");
        line.haircut.base = decimal_of(element, "haircut", 0);
        line.input = static_cast<InputId>(100 + account.collateral.size());
        account.chains.push_back({text_of(element, "asset"), decimal_of(element, "discount", 1), std::nullopt});
        account.assets[line.asset].liability_maintenance = decimal_of(element, "liability_margin", 0);
        account.collateral.push_back(line);
    }
    std::map<std::string, std::size_t> wallets;
    if (const auto members = source.optional_member("wallets").value()) {
        for (const auto& [name, value] : members->members(100).value()) {
            wallets[std::string(name)] = account.wallets.size();
            account.wallets.push_back({std::string(name), std::nullopt, 0, decimal_of(value, "cash"), 0,
                                       decimal_of(value, "borrow_mm", 0), static_cast<InputId>(200 + wallets.size())});
        }
    }
    for (const JsonReader& element : elements_of(source, "positions")) {
        MarginPosition position;
        position.instrument = read_instrument(element, out.assets);
        position.quantity = decimal_of(element, "qty");
        position.entry_price = decimal_of(element, "entry");
        position.tiers = read_tiers(element, account);
        position.input = static_cast<InputId>(300 + account.positions.size());
        if (has(element, "wallet")) position.wallet = wallets.at(text_of(element, "wallet"));
        account.positions.push_back(std::move(position));
    }
    return out;
}

}  // namespace clearmargin::margin_tests
