#include <algorithm>
#include <string>
#include <utility>

#include "wasm/bundle/position_reader.hpp"
#include "wasm/bundle/venue_balance_reader.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/margin/option_quote.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/margin/venue_balance.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_items = 256;

/// What the lines of a snapshot refer to.
struct References {
    const Policy& policy;
    EvidenceTable& table;

    void read_evidence(const FieldReader& from, EvidenceRef& to) const {
        EvidenceBasis basis;
        read_level(from["level"], basis.level);
        for (const FieldReader& item : from["from"].elements(max_items)) {
            std::uint64_t index = 0;
            item.get(index);
            if (index >= table.sources().size()) {
                item.refuse(ErrorCode::integer_out_of_range, "an index into evidence", std::to_string(index));
                return;
            }
            basis.add(static_cast<std::uint32_t>(index));
        }
        if (!from.failed()) to = table.refer(std::move(basis));
    }

    void read_asset(const FieldReader& at, AssetId& to) const {
        read_asset_id(at, to);
        if (policy.find_asset(to) == nullptr) {
            at.refuse(ErrorCode::unknown_reference, "one of the policy's assets", at.text());
        }
    }

    void read_collateral(const FieldReader& from, SnapshotCollateral& to) const {
        from.read("vault", to.vault);
        read_account_id(from["account"], to.account);
        read_chain_id(from["chain"], to.chain);
        read_asset(from["asset"], to.asset);
        read_not_negative(from["amount"], to.amount);
        read_evidence(from, to.evidence);
    }

    void read_price(const FieldReader& from, SnapshotPrice& to) const {
        read_asset(from["asset"], to.asset);
        read_positive(from["price"], to.price);
        read_not_negative(from.optional("conf"), to.conf);
        read_evidence(from, to.evidence);
    }

    void read_position(const FieldReader& from, SnapshotPosition& to) const {
        BundlePosition read;
        read_position_terms(from, read);
        if (policy.find_instrument(read.instrument) == nullptr) {
            from["instrument"].refuse(ErrorCode::instrument_not_in_policy, "one of the policy's instruments", read.instrument);
        }
        to.id = std::move(read.id);
        to.instrument = std::move(read.instrument);
        to.qty = read.qty;
        to.entry = read.entry;
        to.mark = read.mark;
        to.funding_accrued = read.funding_accrued;
        to.isolated = read.isolated.value_or(policy.margin.params.mode == MarginMode::isolated);
        to.isolated_margin = read.isolated_margin;
        to.volatility = read.volatility;
        to.forward = read.forward;
        const InstrumentTerms* terms = policy.find_instrument(to.instrument);
        if (terms != nullptr) from.take(check_option_fields(to.volatility, to.forward, to.isolated, *terms));
        read_evidence(from, to.evidence);
    }
};

/// Reads one debt or wallet of the request and takes it as a bundle's is taken.
template <class Item>
void read_balance(const FieldReader& item, const References& references, void (*read)(const FieldReader&, Item&),
                  Status (*add)(const Item&, const Policy&, EvidenceRef, MarginSnapshot&), MarginSnapshot& to) {
    Item stated;
    EvidenceRef evidence;
    read(item, stated);
    references.read_evidence(item, evidence);
    if (item.present()) item.take(add(stated, references.policy, evidence, to));
}

bool is_same_vault(const SnapshotCollateral& a, const SnapshotCollateral& b) {
    return a.vault == b.vault && a.account == b.account;
}

}  // namespace

void read_snapshot(const FieldReader& inputs, const Policy& policy, EvidenceTable& evidence, MarginSnapshot& to) {
    const References references{policy, evidence};
    read_list(inputs["collateral"], max_items, to.collateral, [&](const FieldReader& item, SnapshotCollateral& line) {
        references.read_collateral(item, line);
        const auto is_same = [&](const SnapshotCollateral& other) { return is_same_vault(other, line); };
        if (&*std::find_if(to.collateral.begin(), to.collateral.end(), is_same) != &line) {
            item.refuse(ErrorCode::duplicate_id, "each item once");
        }
    });
    UniqueIds assets;
    read_list(inputs["prices"], max_items, to.prices, [&](const FieldReader& item, SnapshotPrice& line) {
        references.read_price(item, line);
        assets.add(item, line.asset.text, "each item once");
    });
    for (const FieldReader& item : inputs.optional("debts").elements(max_items)) {
        read_balance(item, references, read_debt_terms, add_debt, to);
    }
    for (const FieldReader& item : inputs.optional("wallets").elements(max_items)) {
        read_balance(item, references, read_wallet_terms, add_wallet, to);
    }
    UniqueIds positions;
    read_list(inputs["positions"], max_items, to.positions, [&](const FieldReader& item, SnapshotPosition& line) {
        references.read_position(item, line);
        positions.add(item, line.id, "each item once");
        if (item.present()) item.take(check_wallet(*policy.find_instrument(line.instrument), line.isolated, to));
    });
}

}  // namespace clearmargin
