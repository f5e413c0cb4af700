// Times the entry points and two stages of the pipeline: clearmargin_bench BUNDLE POLICY NOW [MARGIN_REQUEST] prints one
// JSON object of milliseconds. Of each work the first call in this process and the median of the calls after it. Without
// a request it is catching up that is timed: no margin, but what each shortcut gives.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/ethereum_light_client.hpp"
#include "light-client/ethereum/sync_committee_signature.hpp"
#include "light-client/ethereum/sync_protocol.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/vault/vault_claims.hpp"
#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "core/portfolio/portfolio_model.hpp"
#include "tests/support/json_text.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/account_of.hpp"
#include "wasm/policy/policy_reader.hpp"

using namespace clearmargin;
using clearmargin::tests::json_text;

namespace {

constexpr int calls = 101;

std::string read_file(const char* path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

[[noreturn]] void fail(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.expected.c_str());
    std::exit(1);
}

template <class T>
T must(Result<T> result) {
    if (!result.ok()) fail(result.error());
    return std::move(result).value();
}

/// Between the works of the one object that is printed.
const char* separator = "";

/// Times `work` on what `prepare` makes anew, untimed, for each call.
template <class Prepare, class Work>
void time_work(const char* name, Prepare prepare, Work work, int count = calls) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        auto prepared = prepare();
        const auto begin = std::chrono::steady_clock::now();
        work(prepared);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    const double first = times.front();
    std::sort(times.begin() + 1, times.end());
    std::printf("%s\"%s\":{\"first_ms\":%.4f,\"warm_ms\":%.4f}", separator, name, first, times[times.size() / 2]);
    separator = ",";
}

using Decode = Result<ethereum::LightClientUpdate> (*)(const JsonReader&, const ethereum::NetworkParams&);

struct UpdateKind {
    const char* list;
    Decode decode;
};

/// A chain's client, before its last update and after it.
struct Followed {
    verifiers::EthereumLightClient client;
    std::string last_update;
    Decode decode = nullptr;
};

/// Follows the bundle's first chain with all updates but the last one.
Followed follow(const Json& chain, const EthereumTrust& trust, UnixSeconds now) {
    const auto bootstrap = must(ethereum::decode_bootstrap(JsonReader(*chain.find("bootstrap")), trust.network));
    Followed out{must(verifiers::EthereumLightClient::start(trust.network, trust.checkpoint, bootstrap, now)), "", nullptr};
    const UpdateKind kinds[] = {{"updates", ethereum::decode_update},
                                {"finality_updates", ethereum::decode_finality_update},
                                {"optimistic_updates", ethereum::decode_optimistic_update}};
    for (const UpdateKind& kind : kinds) {
        const Json* list = chain.find(kind.list);
        if (list == nullptr) continue;
        for (const Json& update : *list->get_if<Json::Array>()) {
            if (out.decode != nullptr) {
                const Json before = must(parse_json(out.last_update));
                (void)out.client.process({"", out.decode(JsonReader(before), trust.network)}, now);
            }
            out.last_update = json_text(update);
            out.decode = kind.decode;
        }
    }
    return out;
}

/// What each shortcut of catching up gives, beside the plain way.
void time_shortcuts(const Json& chain, const EthereumTrust& trust, UnixSeconds now) {
    using namespace ethereum;
    constexpr int few_calls = 5;
    const NetworkParams& network = trust.network;
    const auto bootstrap = must(decode_bootstrap(JsonReader(*chain.find("bootstrap")), network));
    auto store = must(initialize_light_client_store(trust.checkpoint, bootstrap, network));
    std::vector<bls::SignedMessage> messages;
    SyncAggregate aggregate;
    for (const Json& json : *chain.find("updates")->get_if<Json::Array>()) {
        const auto update = must(decode_update(JsonReader(json), network));
        messages.push_back(must(validate_all_but_signature(store, update, compute_current_slot(now, network), network)));
        if (const Status done = process_validated_update(store, update, network); !done.ok()) fail(done.error());
        aggregate = update.sync_aggregate;
    }
    const SyncCommittee& committee = bootstrap.current_sync_committee;
    const auto nothing = [] { return 0; };
    const auto must_hold = [](bool holds) {
        if (!holds) fail({ErrorCode::invalid_signature, "updates", "sound ones"});
    };
    const auto plain = [&](int) { must_hold(aggregate_each_validated(committee, aggregate).has_value()); };
    const auto shortcut = [&](int) { must_hold(aggregate_of_proven_committee(committee, aggregate).has_value()); };
    const auto one_by_one = [&](int) {
        for (const bls::SignedMessage& message : messages) must_hold(verify_signed_message(message).ok());
    };
    const auto together = [&](int) { must_hold(bls::verify_all(messages)); };
    time_work("participants' key: each key validated, added up", nothing, plain, few_calls);
    time_work("participants' key: the absent taken off the sum", nothing, shortcut, few_calls);
    time_work("signatures of all updates: one by one", nothing, one_by_one, few_calls);
    time_work("signatures of all updates: together", nothing, together, few_calls);
}

/// The block that a claim names, or the newest final one.
const Proven<ExecutionBlock>& block_of(const verifiers::EthereumLightClient& client, const Json& claim) {
    const Json* named = claim.find("block");
    for (const auto& header : client.headers()) {
        const auto* block = std::get_if<Proven<ExecutionBlock>>(&header.block);
        if (block == nullptr) continue;
        const bool is_named = named != nullptr && to_hex((*block)->hash) == *named->get_if<std::string>();
        if (is_named || (named == nullptr && &header == client.newest_finalized())) return *block;
    }
    fail({ErrorCode::block_not_proven, "claims", "no such execution block"});
}

void time_stages(const std::string& bundle_text, const std::string& policy_text, UnixSeconds now, bool with_shortcuts) {
    const Json bundle = must(parse_json(bundle_text));
    const Policy policy = must(read_policy(must(parse_json(policy_text))));
    const EthereumTrust& trust = policy.trust.front();
    const Json& chain = bundle.find("chains")->get_if<Json::Object>()->front().value;
    const Followed before = follow(chain, trust, now);
    auto client = before.client;
    const auto take_last = [&](verifiers::EthereumLightClient& taker) {
        const Json update = must(parse_json(before.last_update));
        const auto outcome = taker.process({"", before.decode(JsonReader(update), trust.network)}, now);
        if (outcome.refused) fail(*outcome.refused);
    };
    take_last(client);
    time_work("one update", [&] { return before.client; }, take_last);
    if (with_shortcuts) time_shortcuts(chain, trust, now);

    for (const Json& claim : *bundle.find("claims")->get_if<Json::Array>()) {
        const VaultDescriptor* vault = policy.find_vault(*claim.find("vault")->get_if<std::string>());
        Json proof = *claim.find("proof");
        auto& slots = *const_cast<Json*>(proof.find("storageProof"))->get_if<Json::Array>();
        if (vault == nullptr || vault->kind == VaultKind::native || slots.empty()) continue;
        slots.resize(1);
        const U256 slot = must(JsonReader(*slots.front().find("key")).u256());
        const std::string text = json_text(proof);
        const Proven<ExecutionBlock>& block = block_of(client, claim);
        const auto prove = [&](int) {
            const Json document = must(parse_json(text));
            const auto account = must(verifiers::EvmState::prove_account(block, vault->contract, JsonReader(document)));
            (void)must(verifiers::EvmState::prove_storage(account, slot, JsonReader(document)));
        };
        time_work("account and storage proof", [] { return 0; }, prove);
        return;
    }
}

/// A book of options as venues margin them together: 8 expiries of 8 strikes, long and short by turns.
void time_portfolio() {
    RiskPortfolio portfolio;
    RiskUnit& unit = portfolio.units.emplace_back();
    unit.spot = 3000;
    for (std::size_t expiry = 0; expiry < 8; ++expiry) {
        OptionExpiry& at = unit.expiries.emplace_back();
        at.years = 0.02 * static_cast<double>(expiry + 1);
        at.forward = unit.spot;
        for (int strike = 0; strike < 8; ++strike) {
            const OptionRight right = strike % 2 == 0 ? OptionRight::call : OptionRight::put;
            unit.options.push_back({right, expiry, 2300 + 200.0 * strike, 0.6, strike % 3 == 0 ? -2.0 : 1.0});
        }
    }
    const PortfolioModel model = must(portfolio_preset("paradex-eth"));
    const auto margin = [&](int) { (void)must(portfolio_margin(portfolio, model)); };
    time_work("64 options over 24 scenarios: portfolio margin", [] { return 0; }, margin);
}

/// The margin alone, of an account that was read before.
void time_margin(const std::string& request_text) {
    const Json request = must(parse_json(request_text));
    Refusal refusal;
    Policy policy;
    MarginSnapshot snapshot;
    EngineAccount engine;
    read_policy(FieldReader(*request.find("policy"), refusal), policy);
    EvidenceTable evidence(std::vector<EvidenceSource>(request.find("evidence")->get_if<Json::Array>()->size()));
    read_snapshot(FieldReader(*request.find("inputs"), refusal), policy, evidence, snapshot);
    if (refusal.present()) fail(refusal.error());
    const UnixSeconds now = must(JsonReader(*request.find("now")).u64());
    if (const Status built = build_account(snapshot, policy, now, evidence, engine); !built.ok()) fail(built.error());
    const std::vector<Pool> pools = pools_of(engine.account, engine.params.mode);
    const auto evaluate = [&](MarginResult& to) {
        for (const Pool& pool : pools) {
            if (const Status done = evaluate_pool(engine.account, engine.params, pool, to); !done.ok()) fail(done.error());
        }
    };
    const auto compute = [&](int) { (void)must(compute_margin_result(engine.account, engine.params)); };
    time_work("64 positions: equity and margins", [] { return MarginResult(); }, evaluate);
    time_work("64 positions: all liquidation prices too", [] { return 0; }, compute);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 && argc != 5) return 1;
    const std::string bundle = read_file(argv[1]);
    const std::string policy = read_file(argv[2]);
    std::size_t bytes = 0;
    const auto nothing = [] { return 0; };
    std::printf("{");
    time_work("verify bundle", nothing, [&](int) { bytes += verify_bundle(bundle, policy, argv[3]).size(); });
    const bool is_catch_up = argc == 4;
    time_stages(bundle, policy, std::strtoull(argv[3], nullptr, 10), is_catch_up);
    if (!is_catch_up) {
        const std::string request = read_file(argv[4]);
        time_margin(request);
        time_portfolio();
        const auto compute = [&](int) { bytes += compute_margin(request).size(); };
        time_work("64 positions: compute_margin, JSON to JSON", nothing, compute);
    }
    std::printf("}\n");
    return bytes == 0 ? 1 : 0;
}
