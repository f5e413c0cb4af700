#include <array>
#include <string_view>
#include <utility>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/store_json.hpp"

namespace clearmargin::ethereum {
namespace {

constexpr std::size_t max_header_bytes = 1024;
constexpr std::size_t max_branch_length = 16;

Result<std::uint64_t> read_u64(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader member, parent.member(name));
    return member.u64();
}

Result<std::size_t> read_size(const JsonReader& parent, std::string_view name, std::size_t limit) {
    TRY(const JsonReader member, parent.member(name));
    TRY(const std::uint64_t value, member.u64());
    if (value > limit) {
        return member.refused(ErrorCode::integer_out_of_range, "at most " + std::to_string(limit),
                              std::to_string(value));
    }
    return static_cast<std::size_t>(value);
}

Result<bool> read_boolean(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader member, parent.member(name));
    return member.boolean();
}

Result<LightClientHeader> read_header(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader from, parent.member(name));
    TRY(const JsonReader form, from.member("form"));
    TRY(const auto form_name, form.string());
    const auto fork = fork_of_name(form_name);
    if (!fork || fork_of_form(header_form(*fork)) != *fork) {
        return form.refused(ErrorCode::unknown_value, "altair, capella, deneb or gloas", form_name);
    }
    TRY(const JsonReader ssz, from.member("ssz"));
    TRY(const Bytes bytes, ssz.bytes(max_header_bytes));
    auto header = decode_header_ssz(bytes, *fork);
    if (!header.ok()) return ssz.at_this_path(std::move(header).refusal());
    return header;
}

Result<SyncCommittee> read_committee(const JsonReader& from, const Preset& preset) {
    TRY(const Bytes bytes, from.bytes(48 * preset.SYNC_COMMITTEE_SIZE + 48));
    auto committee = decode_sync_committee_ssz(bytes, preset);
    if (!committee.ok()) return from.at_this_path(std::move(committee).refusal());
    return committee;
}

Result<std::optional<SyncCommittee>> read_optional_committee(const JsonReader& parent, std::string_view name,
                                                             const Preset& preset) {
    TRY(const auto member, parent.optional_member(name));
    if (!member) return std::optional<SyncCommittee>();
    TRY(auto committee, read_committee(*member, preset));
    return std::optional<SyncCommittee>(std::move(committee));
}

Result<std::vector<Bytes32>> read_branch(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader member, parent.member(name));
    TRY(const auto elements, member.elements(max_branch_length));
    std::vector<Bytes32> branch;
    for (const JsonReader& element : elements) {
        TRY(branch.emplace_back(), element.fixed_bytes<32>());
    }
    return branch;
}

Result<SyncAggregate> read_aggregate(const JsonReader& parent, const Preset& preset) {
    SyncAggregate aggregate;
    TRY(const JsonReader bits, parent.member("sync_committee_bits"));
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE / 8;
    TRY(aggregate.sync_committee_bits, bits.bytes(size));
    if (aggregate.sync_committee_bits.size() != size) {
        return bits.refused(ErrorCode::wrong_length, std::to_string(size) + " bytes",
                            std::to_string(aggregate.sync_committee_bits.size()));
    }
    TRY(const JsonReader signature, parent.member("sync_committee_signature"));
    TRY(aggregate.sync_committee_signature, signature.fixed_bytes<96>());
    return aggregate;
}

Result<std::optional<LightClientUpdate>> read_best_valid_update(const JsonReader& parent, const Preset& preset) {
    TRY(const auto from, parent.optional_member("best_valid_update"));
    if (!from) return std::optional<LightClientUpdate>();
    LightClientUpdate update;
    TRY(update.attested_header, read_header(*from, "attested_header"));
    TRY(auto next, read_optional_committee(*from, "next_sync_committee", preset));
    if (next) update.next_sync_committee = *std::move(next);
    TRY(update.next_sync_committee_branch, read_branch(*from, "next_sync_committee_branch"));
    TRY(update.finalized_header, read_header(*from, "finalized_header"));
    TRY(update.finality_branch, read_branch(*from, "finality_branch"));
    TRY(update.sync_aggregate, read_aggregate(*from, preset));
    TRY(update.signature_slot, read_u64(*from, "signature_slot"));
    return std::optional<LightClientUpdate>(std::move(update));
}

Result<TrustPath> read_trust(const JsonReader& document, const Preset& preset) {
    TRY(const JsonReader from, document.member("trust"));
    TrustPath trust;
    TRY(const JsonReader root, from.member("checkpoint_root"));
    TRY(trust.checkpoint_root, root.fixed_bytes<32>());
    TRY(trust.checkpoint_slot, read_u64(from, "checkpoint_slot"));
    TRY(trust.handovers, read_u64(from, "handovers"));
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE;
    TRY(trust.least_handover_participants, read_size(from, "least_handover_participants", size));
    TRY(const JsonReader finalization, from.member("finalization"));
    TRY(trust.finalization.participants, read_size(finalization, "participants", size));
    TRY(trust.finalization.committee_size, read_size(finalization, "committee_size", size));
    TRY(trust.finalization.signature_slot, read_u64(finalization, "signature_slot"));
    TRY(trust.finalization.signature_period, read_u64(finalization, "signature_period"));
    TRY(trust.was_forced, read_boolean(from, "was_forced"));
    TRY(trust.was_forced_by_minority, read_boolean(from, "was_forced_by_minority"));
    return trust;
}

Status check_format(const JsonReader& document) {
    TRY(const JsonReader member, document.member("format"));
    TRY(const auto text, member.string());
    if (text == stored_client_format) return {};
    return member.refused(ErrorCode::unsupported_version, stored_client_format, text);
}

Status check_network(const JsonReader& document, const NetworkParams& params) {
    TRY(const JsonReader from, document.member("network"));
    const std::array<std::pair<std::string_view, std::string>, 5> expected = {{
        {"name", params.name},
        {"chain", params.chain.text},
        {"genesis_time", std::to_string(params.genesis_time)},
        {"genesis_validators_root", to_hex(params.genesis_validators_root)},
        {"preset", std::string(params.preset.name)},
    }};
    for (const auto& [name, value] : expected) {
        TRY(const JsonReader member, from.member(name));
        TRY(const auto text, member.string());
        if (text != value) return member.refused(ErrorCode::store_of_other_network, value, text);
    }
    return {};
}

Result<LightClientStore> read_store(const JsonReader& document, const Preset& preset) {
    LightClientStore store;
    TRY(store.finalized_header, read_header(document, "finalized_header"));
    TRY(const JsonReader current, document.member("current_sync_committee"));
    TRY(store.current_sync_committee, read_committee(current, preset));
    TRY(store.next_sync_committee, read_optional_committee(document, "next_sync_committee", preset));
    TRY(store.best_valid_update, read_best_valid_update(document, preset));
    TRY(store.optimistic_header, read_header(document, "optimistic_header"));
    TRY(store.previous_max_active_participants,
        read_size(document, "previous_max_active_participants", preset.SYNC_COMMITTEE_SIZE));
    TRY(store.current_max_active_participants,
        read_size(document, "current_max_active_participants", preset.SYNC_COMMITTEE_SIZE));
    return store;
}

}  // namespace

Result<StoredClient> decode_stored_client(const JsonReader& document, const NetworkParams& params) {
    constexpr auto members = std::to_array<std::string_view>(
        {"format", "network", "trust", "finalized_header", "current_sync_committee", "next_sync_committee",
         "best_valid_update", "optimistic_header", "previous_max_active_participants",
         "current_max_active_participants", "checksum"});
    TRY(check_format(document));
    TRY(document.only_members(members));
    TRY(check_network(document, params));
    StoredClient client;
    TRY(client.trust, read_trust(document, params.preset));
    TRY(client.store, read_store(document, params.preset));
    TRY(const JsonReader checksum, document.member("checksum"));
    TRY(const Bytes32 stated, checksum.fixed_bytes<32>());
    // What was read is written again, so that the sum covers every value and nothing of how it was spelt.
    if (stated != stored_client_checksum(client, params)) {
        return checksum.refused(ErrorCode::store_altered, "the checksum of what the store says", to_hex(stated));
    }
    TRY(validate_light_client_header(client.store.finalized_header, params, "finalized_header"));
    TRY(validate_light_client_header(client.store.optimistic_header, params, "optimistic_header"));
    return client;
}

}  // namespace clearmargin::ethereum
