#include <string_view>

#include "core/bytes/hex.hpp"
#include "core/codec/json_writer.hpp"
#include "core/crypto/sha256.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/store_json.hpp"

namespace clearmargin::ethereum {
namespace {

std::string text_of(std::uint64_t value) { return std::to_string(value); }

void write_header(JsonWriter& to, std::string_view name, const LightClientHeader& header) {
    to.name(name).begin_object();
    to.name("form").string(fork_name(fork_of_form(header.form)));
    to.name("ssz").string(to_hex(encode_ssz(header)));
    to.end_object();
}

void write_committee(JsonWriter& to, std::string_view name, const SyncCommittee& committee) {
    to.name(name).string(to_hex(encode_ssz(committee)));
}

void write_branch(JsonWriter& to, std::string_view name, const std::vector<Bytes32>& branch) {
    to.name(name).begin_array();
    for (const Bytes32& node : branch) to.string(to_hex(node));
    to.end_array();
}

void write_best_valid_update(JsonWriter& to, const std::optional<LightClientUpdate>& update) {
    to.name("best_valid_update");
    if (!update) {
        to.null();
        return;
    }
    to.begin_object();
    write_header(to, "attested_header", update->attested_header);
    to.name("next_sync_committee");
    if (is_default(update->next_sync_committee)) {
        to.null();
    } else {
        to.string(to_hex(encode_ssz(update->next_sync_committee)));
    }
    write_branch(to, "next_sync_committee_branch", update->next_sync_committee_branch);
    write_header(to, "finalized_header", update->finalized_header);
    write_branch(to, "finality_branch", update->finality_branch);
    to.name("sync_committee_bits").string(to_hex(update->sync_aggregate.sync_committee_bits));
    to.name("sync_committee_signature").string(to_hex(update->sync_aggregate.sync_committee_signature));
    to.name("signature_slot").string(text_of(update->signature_slot));
    to.end_object();
}

void write_participation(JsonWriter& to, std::string_view name, const Participation& signed_by) {
    to.name(name).begin_object();
    to.name("participants").string(text_of(signed_by.participants));
    to.name("committee_size").string(text_of(signed_by.committee_size));
    to.name("signature_slot").string(text_of(signed_by.signature_slot));
    to.name("signature_period").string(text_of(signed_by.signature_period));
    to.end_object();
}

void write_trust(JsonWriter& to, const TrustPath& trust) {
    to.name("trust").begin_object();
    to.name("checkpoint_root").string(to_hex(trust.checkpoint_root));
    to.name("checkpoint_slot").string(text_of(trust.checkpoint_slot));
    to.name("handovers").string(text_of(trust.handovers));
    to.name("least_handover_participants").string(text_of(trust.least_handover_participants));
    write_participation(to, "finalization", trust.finalization);
    write_participation(to, "signing", trust.signing);
    to.name("was_forced").boolean(trust.was_forced);
    to.name("was_forced_by_minority").boolean(trust.was_forced_by_minority);
    to.end_object();
}

/// What makes it that network and no other. The schedule of forks is left out: it grows, and the chain stays the same.
void write_network(JsonWriter& to, const NetworkParams& params) {
    to.name("network").begin_object();
    to.name("name").string(params.name);
    to.name("chain").string(params.chain.text);
    to.name("genesis_time").string(text_of(params.genesis_time));
    to.name("genesis_validators_root").string(to_hex(params.genesis_validators_root));
    to.name("preset").string(params.preset.name);
    to.end_object();
}

/// The document without its checksum.
std::string text_without_checksum(const StoredClient& client, const NetworkParams& params) {
    const LightClientStore& store = client.store;
    JsonWriter to;
    to.begin_object();
    to.name("format").string(stored_client_format);
    write_network(to, params);
    write_trust(to, client.trust);
    write_header(to, "finalized_header", store.finalized_header);
    write_committee(to, "current_sync_committee", store.current_sync_committee);
    if (store.next_sync_committee) {
        write_committee(to, "next_sync_committee", *store.next_sync_committee);
    } else {
        to.name("next_sync_committee").null();
    }
    write_best_valid_update(to, store.best_valid_update);
    write_header(to, "optimistic_header", store.optimistic_header);
    to.name("previous_max_active_participants").string(text_of(store.previous_max_active_participants));
    to.name("current_max_active_participants").string(text_of(store.current_max_active_participants));
    return to.end_object().take();
}

Bytes32 checksum_of(std::string_view text) {
    return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

Bytes32 stored_client_checksum(const StoredClient& client, const NetworkParams& params) {
    return checksum_of(text_without_checksum(client, params));
}

std::string encode_stored_client(const StoredClient& client, const NetworkParams& params) {
    std::string text = text_without_checksum(client, params);
    const std::string checksum = to_hex(checksum_of(text));
    text.pop_back();
    text += ",\"checksum\":\"";
    text += checksum;
    text += "\"}";
    return text;
}

}  // namespace clearmargin::ethereum
