#include "wasm/bundle/bundle_reader.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "wasm/bundle/position_reader.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_chains = 64;
constexpr std::size_t max_claims = 256;
constexpr std::size_t max_prices = 64;
constexpr std::size_t max_sources = 16;
constexpr std::size_t max_positions = 256;
constexpr std::size_t max_ignored = 64;

/// Lists the members of `object` that this version does not know.
void note_unknown(const JsonReader& object, std::initializer_list<std::string_view> known,
                  std::vector<std::string>& ignored) {
    const auto* members = object.json().get_if<Json::Object>();
    if (members == nullptr) return;
    for (const Json::Member& member : *members) {
        if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
        if (ignored.size() >= max_ignored) return;
        const std::string parent = object.path();
        ignored.push_back((parent.empty() ? "" : parent + ".") + truncated(member.name));
    }
}

/// What a claim calls itself, for the report; empty where it can't be read.
std::string own_word(const JsonReader& claim, std::string_view name) {
    const Json* value = claim.json().find(name);
    const auto* text = value == nullptr ? nullptr : value->get_if<std::string>();
    return text == nullptr ? "" : truncated(*text, 256);
}

Result<BundleClaim> read_claim(const JsonReader& from) {
    TRY(const auto chain_at, from.member("chain"));
    TRY(const auto chain_text, chain_at.string());
    TRY(auto chain, under_path(chain_at, parse_chain_id(chain_text)));
    TRY(const auto vault_at, from.member("vault"));
    TRY(const auto vault, vault_at.string());
    TRY(const auto account_at, from.member("account"));
    TRY(const auto account_text, account_at.string());
    TRY(auto account, under_path(account_at, parse_account_id(account_text)));
    TRY(const auto proof, from.member("proof"));
    BundleClaim claim{std::move(chain), std::string(vault), std::move(account), std::nullopt, proof, std::nullopt};
    TRY(const auto block, from.optional_member("block"));
    if (block) {
        TRY(claim.block, block->fixed_bytes<32>());
    }
    TRY(claim.implementation_proof, from.optional_member("implementation_proof"));
    return claim;
}

Result<std::vector<BundleClaimEntry>> read_claims(const JsonReader& list, std::vector<std::string>& ignored) {
    TRY(const auto items, list.elements(max_claims));
    std::vector<BundleClaimEntry> claims;
    claims.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const JsonReader& item = items[i];
        note_unknown(item, {"id", "chain", "vault", "account", "block", "proof", "implementation_proof"}, ignored);
        BundleClaimEntry entry{own_word(item, "id"),    "claims[" + std::to_string(i) + "]", own_word(item, "chain"),
                               own_word(item, "vault"), own_word(item, "account"),           read_claim(item)};
        const auto same = [&](const BundleClaimEntry& other) { return other.id == entry.id; };
        if (!item.is_object()) {
            entry.claim = item.refused(ErrorCode::wrong_type, "an object", item.json().type_name());
        } else if (entry.id.empty()) {
            entry.claim = refuse(ErrorCode::missing_member, entry.path + ".id", "an id");
        } else if (std::any_of(claims.begin(), claims.end(), same)) {
            entry.claim = refuse(ErrorCode::duplicate_id, entry.path + ".id", "an id of its own", entry.id);
        }
        claims.push_back(std::move(entry));
    }
    return claims;
}

Result<std::vector<BundleChain>> read_chains(const JsonReader& object, std::vector<std::string>& ignored) {
    TRY(const auto members, object.members(max_chains));
    std::vector<BundleChain> chains;
    for (const auto& [name, value] : members) {
        note_unknown(value, {"kind", "bootstrap", "updates", "finality_updates", "optimistic_updates"}, ignored);
        chains.push_back(BundleChain{std::string(name), "chains." + truncated(name), value});
    }
    return chains;
}

template <class T, class Read>
Result<std::vector<Result<T>>> read_items(const JsonReader& bundle, std::string_view name, std::size_t limit, Read read) {
    std::vector<Result<T>> out;
    TRY(const auto list, bundle.optional_member(name));
    if (!list) return out;
    TRY(const auto items, list->elements(limit));
    out.reserve(items.size());
    for (const JsonReader& item : items) out.push_back(read(item));
    return out;
}

}  // namespace

Result<Bundle> read_bundle(const Json& document) {
    const JsonReader root(document);
    TRY(const auto format_at, root.member("format"));
    TRY(const auto format, format_at.string());
    if (format != "clearmargin/bundle/1") {
        return format_at.refused(ErrorCode::unsupported_version, "clearmargin/bundle/1", format);
    }
    Bundle bundle;
    note_unknown(root, {"format", "account", "as_of", "chains", "claims", "prices", "positions", "reported"}, bundle.ignored);
    TRY(const auto account_at, root.member("account"));
    TRY(const auto account, account_at.string());
    TRY(bundle.account, under_path(account_at, parse_account_id(account)));
    TRY(const auto chains, root.member("chains"));
    TRY(bundle.chains, read_chains(chains, bundle.ignored));
    TRY(const auto claims, root.member("claims"));
    TRY(bundle.claims, read_claims(claims, bundle.ignored));
    TRY(bundle.prices, read_items<BundlePrice>(root, "prices", max_prices, [&](const JsonReader& item) {
            note_unknown(item, {"asset", "sources"}, bundle.ignored);
            return read_price(item, max_sources);
        }));
    TRY(bundle.positions, read_items<BundlePosition>(root, "positions", max_positions, [&](const JsonReader& item) {
            note_unknown(item,
                         {"id", "instrument", "qty", "entry", "mark", "funding_accrued", "margin_mode", "isolated_margin",
                          "as_of"},
                         bundle.ignored);
            return read_position(item);
        }));
    TRY(const auto reported, root.optional_member("reported"));
    if (reported) {
        note_unknown(*reported, {"equity", "initial_margin", "maintenance_margin", "liquidation_prices", "as_of"},
                     bundle.ignored);
        bundle.reported = read_reported(*reported, max_positions);
    }
    std::sort(bundle.ignored.begin(), bundle.ignored.end());
    return bundle;
}

}  // namespace clearmargin
