#include <string>
#include <utility>
#include <variant>

#include "core/codec/field_reader.hpp"
#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/pipeline/ethereum_chain.hpp"
#include "wasm/pipeline/judgement_time.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

using ethereum::ProvenHeader;
using verifiers::EthereumLightClient;

constexpr std::string_view chain_data_path = "chain_data";

/// What the caller asks of which chain, read but for the store.
struct AdvanceRequest {
    Policy policy;
    const EthereumTrust* trust = nullptr;
    Json chain_data;
};

Status read_request(std::string_view chain_data, std::string_view policy_text, std::string_view chain,
                    AdvanceRequest& to) {
    Refusal refusal;
    auto policy = parse_json(policy_text);
    if (!policy.ok()) return under("policy", std::move(policy).refusal());
    read_policy(FieldReader(policy.value(), refusal), to.policy);
    if (refusal.present()) return under("policy", std::move(refusal));
    auto id = parse_chain_id(chain);
    if (!id.ok()) return under("chain", std::move(id).refusal());
    to.trust = to.policy.find_trust(id.value());
    if (to.trust == nullptr) {
        return refuse(ErrorCode::chain_not_in_policy, "chain", "a chain of the policy's trust", chain);
    }
    auto data = parse_json(chain_data);
    if (!data.ok()) return under(chain_data_path, std::move(data).refusal());
    to.chain_data = std::move(data).value();
    return {};
}

Result<EthereumLightClient> resume(std::string_view text, const AdvanceRequest& request, UnixSeconds now) {
    auto document = parse_json(text);
    if (!document.ok()) return std::move(document).refusal();
    return resume_client(JsonReader(document.value()), *request.trust, request.policy.limits, now);
}

/// Goes on without finality, if the caller asks for it and the policy accepts blocks that are not final.
Status force_update(const JsonReader& data, const EthereumTrust& trust, UnixSeconds now, EthereumLightClient& client) {
    Refusal refusal;
    const FieldReader asked_at = FieldReader(data, refusal).optional("force_update");
    bool is_asked = false;
    asked_at.get(is_asked);
    if (is_asked && trust.accept != AcceptedBlocks::optimistic) {
        asked_at.refuse(ErrorCode::force_update_not_accepted, "a policy that accepts blocks that are not final");
    }
    if (refusal.present()) return refusal;
    if (is_asked) client.force_update(now);
    return {};
}

void add_evidence(const ProvenHeader* header, EvidenceTable& to) {
    if (header == nullptr) return;
    if (const auto* block = std::get_if<Proven<ExecutionBlock>>(&header->block)) {
        (void)to.add(block->evidence());
    } else if (const auto* hash = std::get_if<Proven<ExecutionBlockHash>>(&header->block)) {
        (void)to.add(hash->evidence());
    }
}

/// Takes what the chain's data brings, and describes where the client stands then.
Status advance(const AdvanceRequest& request, EthereumLightClient& client, AdvanceAnswer& answer) {
    const JsonReader data(request.chain_data);
    ChainReport& report = *answer.chain;
    TRY(take_updates(data, *request.trust, answer.now, client, report));
    TRY(force_update(data, *request.trust, answer.now, client));
    describe_client(client, *request.trust, request.policy.limits, answer.now, report);
    return {};
}

/// Paths of the chain's data, put under its name.
void place_paths(ChainReport& report) {
    if (report.error.present()) report.error = under(chain_data_path, std::move(report.error));
    for (UpdateOutcome& outcome : report.updates) {
        outcome.path = std::string(chain_data_path) + "." + outcome.path;
        if (outcome.error.present()) outcome.error = under(chain_data_path, std::move(outcome.error));
    }
}

/// From the policy's checkpoint, or from the store; then as far as the chain's data leads.
Status answer_request(std::string_view store, const AdvanceRequest& request, AdvanceAnswer& answer) {
    const EthereumTrust& trust = *request.trust;
    const JsonReader data(request.chain_data);
    const bool is_resumed = !store.empty();
    auto client = is_resumed ? resume(store, request, answer.now)
                             : start_client(data, trust, request.policy.limits, answer.now);
    if (is_resumed && !client.ok()) return under("store", std::move(client).refusal());
    ChainReport& report = answer.chain.emplace();
    report.chain = trust.chain.text;
    report.kind = "ethereum";
    report.network = trust.network.name;
    const auto lead = [&]() -> Status {
        if (!client.ok()) return std::move(client).refusal();
        TRY(advance(request, client.value(), answer));
        if (!is_resumed) TRY(judge_checkpoint(report, answer.now));
        return {};
    };
    Status led = lead();
    if (led.ok()) {
        answer.store = client.value().save();
        answer.changed = answer.store != store;
        add_evidence(client.value().newest_finalized(), answer.evidence);
        add_evidence(client.value().newest_optimistic(), answer.evidence);
        led = judge_finality(report, request.policy.limits);
    }
    report.error = std::move(led).refusal();
    place_paths(report);
    return {};
}

}  // namespace

std::string advance_light_client(std::string_view store, std::string_view chain_data, std::string_view policy,
                                 std::string_view chain, std::string_view now) {
    AdvanceRequest request;
    AdvanceAnswer answer;
    const auto judge = [&]() -> Status {
        TRY(answer.now, read_judgement_time(now));
        TRY(read_request(chain_data, policy, chain, request));
        return answer_request(store, request, answer);
    };
    answer.error = judge().refusal();
    return write_advance_answer(answer);
}

}  // namespace clearmargin
