#include <string_view>

#include "core/bytes/hex.hpp"
#include "core/codec/field_reader.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/store_json.hpp"

namespace clearmargin::ethereum {
namespace {

constexpr std::size_t max_header_bytes = 1024;
constexpr std::size_t max_branch_length = 16;

/// A count of at most `limit`.
template <class Count>
void read_count(const FieldReader& from, std::size_t limit, Count& to) {
    std::uint64_t value = 0;
    from.get(value);
    if (value > limit) {
        return from.refuse(ErrorCode::integer_out_of_range, "at most " + std::to_string(limit), std::to_string(value));
    }
    to = static_cast<Count>(value);
}

void read_header(const FieldReader& from, LightClientHeader& to) {
    const FieldReader form = from["form"];
    const auto fork = fork_of_name(form.text());
    if (!fork || fork_of_form(header_form(*fork)) != *fork) {
        return form.refuse(ErrorCode::unknown_value, "altair, capella, deneb or gloas", form.text());
    }
    const FieldReader ssz = from["ssz"];
    Bytes bytes;
    ssz.get(bytes, max_header_bytes);
    ssz.take(decode_header_ssz(bytes, *fork), to);
}

void read_committee(const FieldReader& from, const Preset& preset, SyncCommittee& to) {
    Bytes bytes;
    from.get(bytes, 48 * preset.SYNC_COMMITTEE_SIZE + 48);
    from.take(decode_sync_committee_ssz(bytes, preset), to);
}

void read_branch(const FieldReader& from, std::vector<Bytes32>& to) {
    for (const FieldReader& element : from.elements(max_branch_length)) element.get(to.emplace_back());
}

void read_aggregate(const FieldReader& from, const Preset& preset, SyncAggregate& to) {
    const FieldReader bits = from["sync_committee_bits"];
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE / 8;
    bits.get(to.sync_committee_bits, size);
    if (to.sync_committee_bits.size() != size) {
        bits.refuse(ErrorCode::wrong_length, std::to_string(size) + " bytes",
                    std::to_string(to.sync_committee_bits.size()));
    }
    from.read("sync_committee_signature", to.sync_committee_signature);
}

void read_best_valid_update(const FieldReader& from, const Preset& preset, LightClientUpdate& to) {
    read_header(from["attested_header"], to.attested_header);
    read_committee(from.optional("next_sync_committee"), preset, to.next_sync_committee);
    read_branch(from["next_sync_committee_branch"], to.next_sync_committee_branch);
    read_header(from["finalized_header"], to.finalized_header);
    read_branch(from["finality_branch"], to.finality_branch);
    read_aggregate(from, preset, to.sync_aggregate);
    from.read("signature_slot", to.signature_slot);
}

void read_participation(const FieldReader& from, std::size_t size, Participation& to) {
    read_count(from["participants"], size, to.participants);
    read_count(from["committee_size"], size, to.committee_size);
    from.read("signature_slot", to.signature_slot);
    from.read("signature_period", to.signature_period);
}

void read_trust(const FieldReader& from, const Preset& preset, TrustPath& to) {
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE;
    from.read("checkpoint_root", to.checkpoint_root);
    from.read("checkpoint_slot", to.checkpoint_slot);
    from.read("handovers", to.handovers);
    read_count(from["least_handover_participants"], size, to.least_handover_participants);
    read_participation(from["finalization"], size, to.finalization);
    read_participation(from["signing"], size, to.signing);
    from.read("was_forced", to.was_forced);
    from.read("was_forced_by_minority", to.was_forced_by_minority);
}

void check_text(const FieldReader& from, std::string_view expected, ErrorCode code) {
    const std::string_view text = from.text();
    if (text != expected) from.refuse(code, expected, text);
}

void check_network(const FieldReader& from, const NetworkParams& params) {
    const auto check = [&](std::string_view name, std::string_view expected) {
        check_text(from[name], expected, ErrorCode::store_of_other_network);
    };
    check("name", params.name);
    check("chain", params.chain.text);
    check("genesis_time", std::to_string(params.genesis_time));
    check("genesis_validators_root", to_hex(params.genesis_validators_root));
    check("preset", params.preset.name);
}

void read_store(const FieldReader& from, const Preset& preset, LightClientStore& to) {
    read_header(from["finalized_header"], to.finalized_header);
    read_committee(from["current_sync_committee"], preset, to.current_sync_committee);
    const FieldReader next = from.optional("next_sync_committee");
    if (next.present()) read_committee(next, preset, to.next_sync_committee.emplace());
    const FieldReader best = from.optional("best_valid_update");
    if (best.present()) read_best_valid_update(best, preset, to.best_valid_update.emplace());
    read_header(from["optimistic_header"], to.optimistic_header);
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE;
    read_count(from["previous_max_active_participants"], size, to.previous_max_active_participants);
    read_count(from["current_max_active_participants"], size, to.current_max_active_participants);
}

}  // namespace

Result<StoredClient> decode_stored_client(const JsonReader& document, const NetworkParams& params) {
    Refusal first;
    const FieldReader from(document, first);
    check_text(from["format"], stored_client_format, ErrorCode::unsupported_version);
    from.only_members({"format", "network", "trust", "finalized_header", "current_sync_committee",
                       "next_sync_committee", "best_valid_update", "optimistic_header",
                       "previous_max_active_participants", "current_max_active_participants", "checksum"});
    check_network(from["network"], params);
    StoredClient client;
    read_trust(from["trust"], params.preset, client.trust);
    read_store(from, params.preset, client.store);
    const FieldReader checksum = from["checksum"];
    Bytes32 stated;
    checksum.get(stated);
    // What was read is written again, so that the sum covers every value and nothing of how it was spelt.
    if (checksum.present() && stated != stored_client_checksum(client, params)) {
        checksum.refuse(ErrorCode::store_altered, "the checksum of what the store says", to_hex(stated));
    }
    if (!from.failed()) {
        from.take(validate_light_client_header(client.store.finalized_header, params, "finalized_header"));
        from.take(validate_light_client_header(client.store.optimistic_header, params, "optimistic_header"));
    }
    if (first.present()) return first;
    return client;
}

}  // namespace clearmargin::ethereum
