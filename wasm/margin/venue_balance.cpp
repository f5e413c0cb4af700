#include "wasm/margin/venue_balance.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

template <class Item>
bool has_id(const std::vector<Item>& items, std::string_view id) {
    return std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
}

}  // namespace

Status add_debt(const BundleDebt& from, const Policy& policy, EvidenceRef evidence, MarginSnapshot& to) {
    if (has_id(to.debts, from.id)) return refuse(ErrorCode::duplicate_id, "id", "an id of its own", from.id);
    if (policy.find_liability(from.asset) == nullptr) {
        return refuse(ErrorCode::unknown_reference, "asset", "one of the policy's margin.liabilities", from.asset.text);
    }
    if (from.chain && policy.find_collateral_chain(*from.chain) == nullptr) {
        return refuse(ErrorCode::unknown_reference, "chain", "one of the policy's collateral.chains", from.chain->text);
    }
    to.debts.push_back({from.id, from.asset, from.chain, from.amount, evidence});
    return {};
}

Status add_wallet(const BundleWallet& from, const Policy& policy, EvidenceRef evidence, MarginSnapshot& to) {
    if (has_id(to.wallets, from.id)) return refuse(ErrorCode::duplicate_id, "id", "a wallet once", from.id);
    if (policy.find_wallet(from.id) == nullptr) {
        return refuse(ErrorCode::unknown_reference, "id", "one of the policy's margin.wallets", from.id);
    }
    to.wallets.push_back({from.id, from.cash, evidence});
    return {};
}

Status check_wallet(const InstrumentTerms& terms, bool isolated, const MarginSnapshot& snapshot) {
    if (!terms.wallet || isolated || has_id(snapshot.wallets, *terms.wallet)) return {};
    return refuse(ErrorCode::mode_needs_field, "instrument", "its wallet among wallets", *terms.wallet);
}

}  // namespace clearmargin
