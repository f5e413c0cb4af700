#include "wasm/bundle/bundle_reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "wasm/bundle/position_reader.hpp"
#include "wasm/bundle/venue_balance_reader.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_chains = 64;
constexpr std::size_t max_claims = 256;
constexpr std::size_t max_prices = 64;
constexpr std::size_t max_events = 256;
constexpr std::size_t max_transactions = 256;
constexpr std::size_t max_proof_nodes = 64;
constexpr std::size_t max_node_bytes = std::size_t{1} << 20U;
constexpr std::size_t max_ignored = 64;
constexpr std::size_t max_blocks_noted = 64;

/// Adds what is not there yet to paths that stay sorted.
void note(std::string path, std::vector<std::string>& ignored) {
    if (ignored.size() >= max_ignored) return;
    ignored.push_back(std::move(path));
    for (std::size_t i = ignored.size() - 1; i > 0 && ignored[i] < ignored[i - 1]; --i) ignored[i].swap(ignored[i - 1]);
}

/// Lists the members of `object` that this version does not know.
void note_unknown(const JsonReader& object, std::initializer_list<std::string_view> known,
                  std::vector<std::string>& ignored) {
    const auto* members = object.json().get_if<Json::Object>();
    if (members == nullptr) return;
    for (const Json::Member& member : *members) {
        if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
        std::string path = object.path();
        if (!path.empty()) path += '.';
        path += truncated(member.name);
        note(std::move(path), ignored);
    }
}

/// What a claim calls itself, for the report; empty where it can't be read.
std::string own_word(const JsonReader& claim, std::string_view name) {
    const Json* value = claim.json().find(name);
    const auto* text = value == nullptr ? nullptr : value->get_if<std::string>();
    return text == nullptr ? "" : truncated(*text, 256);
}

void read_claim(const FieldReader& from, BundleClaim& to) {
    read_chain_id(from["chain"], to.chain);
    from.read("vault", to.vault);
    read_account_id(from["account"], to.account);
    to.proof = from["proof"].json();
    from.read_if_present("block", to.block);
    const FieldReader implementation_proof = from.optional("implementation_proof");
    if (implementation_proof.present()) to.implementation_proof = implementation_proof.json();
}

/// Refuses a claim without an id of its own.
void read_own_id(const FieldReader& claim, std::string_view id, UniqueIds& ids) {
    const FieldReader id_at = claim["id"];
    if (id.empty()) id_at.refuse(ErrorCode::missing_member, "an id");
    ids.add(id_at, id, "an id of its own");
}

void read_claim_entry(const JsonReader& from, UniqueIds& ids, BundleClaimEntry& to) {
    to.id = own_word(from, "id");
    to.path = from.path();
    to.chain = own_word(from, "chain");
    to.vault = own_word(from, "vault");
    to.account = own_word(from, "account");
    to.claim.read(from, [&](const FieldReader& claim_at, BundleClaim& claim) {
        read_own_id(claim_at, to.id, ids);
        read_claim(claim_at, claim);
    });
}

/// The members of a rollup's blocks, where there are any to read: whether they are sound is for whoever follows the chain.
void note_unknown_in_blocks(const JsonReader& chain, std::vector<std::string>& ignored) {
    Refusal refusal;  // of a chain without blocks
    for (const FieldReader& entry : FieldReader(chain, refusal).optional("blocks").elements(max_blocks_noted)) {
        note_unknown(entry.json(), {"parent_block", "proof"}, ignored);
    }
}

void read_nodes(const FieldReader& list, std::vector<Bytes>& to) {
    read_list(list, max_proof_nodes, to, [](const FieldReader& node, Bytes& bytes) { node.get(bytes, max_node_bytes); });
}

void read_event(const FieldReader& from, BundleEvent& to) {
    read_chain_id(from["chain"], to.chain);
    from.read("event", to.event);
    read_account_id(from["account"], to.account);
    from.read_if_present("block", to.block);
    const FieldReader proof = from["proof"];
    proof.read("transaction_index", to.transaction_index);
    proof.read("log_index", to.log_index);
    read_nodes(proof["receipt_proof"], to.receipt_proof);
}

void read_transaction(const FieldReader& from, BundleTransaction& to) {
    read_chain_id(from["chain"], to.chain);
    from.read("hash", to.hash);
    from.read_if_present("block", to.block);
    const FieldReader proof = from["proof"];
    proof["header"].get(to.proof.header, max_node_bytes);
    proof.read("transaction_index", to.proof.transaction_index);
    read_nodes(proof["transaction_proof"], to.proof.transaction_proof);
    const FieldReader receipt_proof = proof.optional("receipt_proof");
    if (receipt_proof.present()) read_nodes(receipt_proof, to.proof.receipt_proof.emplace());
}

void read_chains(const FieldReader& object, Bundle& bundle) {
    for (const auto& [name, value] : object.members(max_chains)) {
        note_unknown(value.json(), {"kind", "bootstrap", "updates", "finality_updates", "optimistic_updates",
                                    "execution_headers", "ancestors", "parent", "blocks"},
                     bundle.ignored);
        note_unknown_in_blocks(value.json(), bundle.ignored);
        bundle.chains.push_back(BundleChain{std::string(name), value.json().path(), value.json()});
    }
}

void read_claims(const FieldReader& list, Bundle& bundle) {
    UniqueIds ids;
    read_list(list, max_claims, bundle.claims, [&](const FieldReader& item, BundleClaimEntry& entry) {
        note_unknown(item.json(), {"id", "chain", "vault", "account", "block", "proof", "implementation_proof"},
                     bundle.ignored);
        read_claim_entry(item.json(), ids, entry);
    });
}

void read_events(const FieldReader& list, Bundle& bundle) {
    UniqueIds ids;
    read_list(list, max_events, bundle.events, [&](const FieldReader& item, BundleEventEntry& to) {
        const JsonReader& from = item.json();
        note_unknown(from, {"id", "chain", "event", "account", "block", "proof"}, bundle.ignored);
        to.id = own_word(from, "id");
        to.path = from.path();
        to.chain = own_word(from, "chain");
        to.event = own_word(from, "event");
        to.account = own_word(from, "account");
        to.claim.read(from, [&](const FieldReader& claim_at, BundleEvent& event) {
            read_own_id(claim_at, to.id, ids);
            read_event(claim_at, event);
        });
    });
}

void read_transactions(const FieldReader& list, Bundle& bundle) {
    UniqueIds ids;
    read_list(list, max_transactions, bundle.transactions, [&](const FieldReader& item, BundleTransactionEntry& to) {
        const JsonReader& from = item.json();
        note_unknown(from, {"id", "chain", "hash", "block", "proof"}, bundle.ignored);
        to.id = own_word(from, "id");
        to.path = from.path();
        to.chain = own_word(from, "chain");
        to.claim.read(from, [&](const FieldReader& claim_at, BundleTransaction& transaction) {
            read_own_id(claim_at, to.id, ids);
            read_transaction(claim_at, transaction);
        });
    });
}

void read_prices(const FieldReader& list, Bundle& bundle) {
    read_list(list, max_prices, bundle.prices, [&](const FieldReader& item, BundleItem<BundlePrice>& price) {
        note_unknown(item.json(), {"asset", "sources"}, bundle.ignored);
        price.read(item.json(), read_price);
    });
}

void read_positions(const FieldReader& list, Bundle& bundle) {
    read_list(list, max_positions, bundle.positions, [&](const FieldReader& item, BundleItem<BundlePosition>& position) {
        note_unknown(item.json(),
                     {"id", "instrument", "qty", "entry", "mark", "funding_accrued", "margin_mode", "isolated_margin",
                      "iv", "forward", "as_of"},
                     bundle.ignored);
        position.read(item.json(), read_position);
    });
}

void read_venue_balances(const FieldReader& from, Bundle& bundle) {
    read_list(from.optional("debts"), max_venue_balances, bundle.debts,
              [&](const FieldReader& item, BundleItem<BundleDebt>& debt) {
                  note_unknown(item.json(), {"id", "asset", "chain", "amount", "as_of"}, bundle.ignored);
                  debt.read(item.json(), read_debt);
              });
    read_list(from.optional("wallets"), max_venue_balances, bundle.wallets,
              [&](const FieldReader& item, BundleItem<BundleWallet>& wallet) {
                  note_unknown(item.json(), {"id", "cash", "as_of"}, bundle.ignored);
                  wallet.read(item.json(), read_wallet);
              });
}

void read_bundle(const FieldReader& from, Bundle& to) {
    (void)from["format"].choice({"clearmargin/bundle/1"}, ErrorCode::unsupported_version);
    note_unknown(from.json(),
                 {"format", "account", "as_of", "chains", "claims", "events", "transactions", "prices", "positions",
                  "debts", "wallets", "reported"},
                 to.ignored);
    read_account_id(from["account"], to.account);
    read_chains(from["chains"], to);
    read_claims(from["claims"], to);
    read_events(from.optional("events"), to);
    read_transactions(from.optional("transactions"), to);
    read_prices(from.optional("prices"), to);
    read_positions(from.optional("positions"), to);
    read_venue_balances(from, to);
    const FieldReader reported = from.optional("reported");
    if (!reported.present()) return;
    note_unknown(reported.json(), {"equity", "initial_margin", "maintenance_margin", "liquidation_prices", "as_of"},
                 to.ignored);
    to.reported.read(reported.json(), read_reported);
}

}  // namespace

Result<Bundle> read_bundle(const Json& document) {
    Refusal refusal;
    Bundle bundle;
    read_bundle(FieldReader(document, refusal), bundle);
    if (refusal.present()) return refusal;
    return bundle;
}

}  // namespace clearmargin
