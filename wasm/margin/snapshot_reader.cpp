#include <algorithm>
#include <string_view>
#include <utility>

#include "wasm/bundle/position_reader.hpp"
#include "wasm/margin/snapshot.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_items = 256;

Result<EvidenceRef> read_evidence(const JsonReader& from, EvidenceTable& table) {
    EvidenceBasis evidence;
    TRY(const auto level_at, from.member("level"));
    TRY(const auto word, level_at.string());
    const auto level = level_of_name(word);
    if (!level) return level_at.refused(ErrorCode::unknown_value, "proven, proposed, attested or reported", word);
    evidence.level = *level;
    TRY(const auto from_at, from.member("from"));
    TRY(const auto items, from_at.elements(max_items));
    for (const JsonReader& item : items) {
        TRY(const std::uint64_t index, item.u64());
        if (index >= table.sources().size()) {
            return item.refused(ErrorCode::integer_out_of_range, "an index into evidence", std::to_string(index));
        }
        evidence.add(static_cast<std::uint32_t>(index));
    }
    return table.refer(std::move(evidence));
}

Result<AssetId> read_asset(const JsonReader& from, const Policy& policy) {
    TRY(const auto at, from.member("asset"));
    TRY(const auto text, at.string());
    TRY(auto asset, under_path(at, parse_asset_id(text)));
    if (policy.find_asset(asset) == nullptr) return at.refused(ErrorCode::unknown_reference, "one of the policy's assets", text);
    return asset;
}

Result<SnapshotCollateral> read_collateral_line(const JsonReader& from, const Policy& policy, EvidenceTable& table) {
    SnapshotCollateral line;
    TRY(const auto vault, from.member("vault"));
    TRY(line.vault, vault.string());
    TRY(const auto account_at, from.member("account"));
    TRY(const auto account, account_at.string());
    TRY(line.account, under_path(account_at, parse_account_id(account)));
    TRY(const auto chain_at, from.member("chain"));
    TRY(const auto chain, chain_at.string());
    TRY(line.chain, under_path(chain_at, parse_chain_id(chain)));
    TRY(line.asset, read_asset(from, policy));
    TRY(const auto amount, from.member("amount"));
    TRY(line.amount, amount.decimal());
    if (line.amount.is_negative()) return amount.refused(ErrorCode::out_of_range, "at least 0", to_string(line.amount));
    TRY(line.evidence, read_evidence(from, table));
    return line;
}

Result<SnapshotPrice> read_price_line(const JsonReader& from, const Policy& policy, EvidenceTable& table) {
    SnapshotPrice line;
    TRY(line.asset, read_asset(from, policy));
    TRY(const auto price, from.member("price"));
    TRY(line.price, price.decimal());
    if (!line.price.is_positive()) return price.refused(ErrorCode::price_not_positive, "above 0", to_string(line.price));
    TRY(const auto conf, from.optional_member("conf"));
    if (conf) {
        TRY(line.conf, conf->decimal());
        if (line.conf.is_negative()) return conf->refused(ErrorCode::out_of_range, "at least 0", to_string(line.conf));
    }
    TRY(line.evidence, read_evidence(from, table));
    return line;
}

Result<SnapshotPosition> read_position_line(const JsonReader& from, const Policy& policy, EvidenceTable& table) {
    TRY(const BundlePosition read, read_position_terms(from));
    if (policy.find_instrument(read.instrument) == nullptr) {
        TRY(const auto at, from.member("instrument"));
        return at.refused(ErrorCode::instrument_not_in_policy, "one of the policy's instruments", read.instrument);
    }
    TRY(const EvidenceRef evidence, read_evidence(from, table));
    return SnapshotPosition{read.id,
                            read.instrument,
                            read.qty,
                            read.entry,
                            read.mark,
                            read.funding_accrued,
                            read.isolated.value_or(policy.margin.params.mode == MarginMode::isolated),
                            read.isolated_margin,
                            evidence};
}

/// The list `name` of `inputs`, read item by item; `same` tells whether two items have the same id.
template <class T, class Read, class Same>
Status read_list(const JsonReader& inputs, std::string_view name, std::vector<T>& to, Read read, Same same) {
    TRY(const auto at, inputs.member(name));
    TRY(const auto items, at.elements(max_items));
    for (const JsonReader& item : items) {
        TRY(auto line, read(item));
        const auto is_same = [&](const T& other) { return same(other, line); };
        if (std::any_of(to.begin(), to.end(), is_same)) return item.refused(ErrorCode::duplicate_id, "each item once");
        to.push_back(std::move(line));
    }
    return {};
}

}  // namespace

Result<MarginSnapshot> read_snapshot(const JsonReader& inputs, const Policy& policy, EvidenceTable& evidence) {
    MarginSnapshot snapshot;
    TRY(read_list(
        inputs, "collateral", snapshot.collateral,
        [&](const JsonReader& item) { return read_collateral_line(item, policy, evidence); },
        [](const SnapshotCollateral& a, const SnapshotCollateral& b) {
            return a.vault == b.vault && a.account == b.account;
        }));
    TRY(read_list(
        inputs, "prices", snapshot.prices,
        [&](const JsonReader& item) { return read_price_line(item, policy, evidence); },
        [](const SnapshotPrice& a, const SnapshotPrice& b) { return a.asset == b.asset; }));
    TRY(read_list(
        inputs, "positions", snapshot.positions,
        [&](const JsonReader& item) { return read_position_line(item, policy, evidence); },
        [](const SnapshotPosition& a, const SnapshotPosition& b) { return a.id == b.id; }));
    return snapshot;
}

}  // namespace clearmargin
