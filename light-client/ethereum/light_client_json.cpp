#include "light-client/ethereum/light_client_json.hpp"

#include <string>
#include <string_view>

#include "light-client/ethereum/generalized_index.hpp"

namespace clearmargin::ethereum {
namespace {

void check_length(const FieldReader& from, std::size_t expected, std::string_view items, std::size_t got) {
    if (got == expected) return;
    from.refuse(ErrorCode::wrong_length, std::to_string(expected).append(items), std::to_string(got));
}

template <std::size_t N>
void read_vector(const FieldReader& from, std::size_t length, std::vector<FixedBytes<N>>& to) {
    const auto elements = from.elements(length);
    check_length(from, length, " items", elements.size());
    to.resize(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) elements[i].get(to[i]);
}

/// The proof of what is at `gindex`.
void read_branch(const FieldReader& from, GeneralizedIndex gindex, std::vector<Bytes32>& to) {
    read_vector(from, floorlog2(gindex), to);
}

void read_beacon(const FieldReader& from, BeaconBlockHeader& to) {
    from.read("slot", to.slot);
    from.read("proposer_index", to.proposer_index);
    from.read("parent_root", to.parent_root);
    from.read("state_root", to.state_root);
    from.read("body_root", to.body_root);
}

void read_execution(const FieldReader& from, HeaderForm form, ExecutionPayloadHeader& to) {
    from.read("parent_hash", to.parent_hash);
    from.read("fee_recipient", to.fee_recipient);
    from.read("state_root", to.state_root);
    from.read("receipts_root", to.receipts_root);
    from.read("logs_bloom", to.logs_bloom);
    from.read("prev_randao", to.prev_randao);
    from.read("block_number", to.block_number);
    from.read("gas_limit", to.gas_limit);
    from.read("gas_used", to.gas_used);
    from.read("timestamp", to.timestamp);
    from["extra_data"].get(to.extra_data, MAX_EXTRA_DATA_BYTES);
    from.read("base_fee_per_gas", to.base_fee_per_gas);
    from.read("block_hash", to.block_hash);
    from.read("transactions_root", to.transactions_root);
    from.read("withdrawals_root", to.withdrawals_root);
    if (form == HeaderForm::capella) return;
    from.read("blob_gas_used", to.blob_gas_used);
    from.read("excess_blob_gas", to.excess_blob_gas);
}

void read_header(const FieldReader& from, HeaderForm form, LightClientHeader& to) {
    to.form = form;
    read_beacon(from["beacon"], to.beacon);
    if (form == HeaderForm::altair) return;
    if (form == HeaderForm::gloas) {
        from.read("execution_block_hash", to.execution_block_hash);
    } else {
        read_execution(from["execution"], form, to.execution);
    }
    read_vector(from["execution_branch"], execution_branch_length(form), to.execution_branch);
}

void read_sync_committee(const FieldReader& from, const Preset& preset, SyncCommittee& to) {
    read_vector(from["pubkeys"], preset.SYNC_COMMITTEE_SIZE, to.pubkeys);
    from.read("aggregate_pubkey", to.aggregate_pubkey);
}

void read_sync_aggregate(const FieldReader& from, const Preset& preset, SyncAggregate& to) {
    const FieldReader bits = from["sync_committee_bits"];
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE / 8;
    bits.get(to.sync_committee_bits, size);
    check_length(bits, size, " bytes", to.sync_committee_bits.size());
    from.read("sync_committee_signature", to.sync_committee_signature);
}

}  // namespace

void read_bootstrap(const FieldReader& data, Fork fork, const Preset& preset, LightClientBootstrap& to) {
    read_header(data["header"], header_form(fork), to.header);
    read_sync_committee(data["current_sync_committee"], preset, to.current_sync_committee);
    read_branch(data["current_sync_committee_branch"], current_sync_committee_gindex(fork),
                to.current_sync_committee_branch);
}

void read_update(const FieldReader& data, UpdateKind kind, Fork fork, const Preset& preset, LightClientUpdate& to) {
    read_header(data["attested_header"], header_form(fork), to.attested_header);
    if (kind == UpdateKind::update) {
        read_sync_committee(data["next_sync_committee"], preset, to.next_sync_committee);
        read_branch(data["next_sync_committee_branch"], next_sync_committee_gindex(fork),
                    to.next_sync_committee_branch);
    }
    if (kind != UpdateKind::optimistic_update) {
        read_header(data["finalized_header"], header_form(fork), to.finalized_header);
        read_branch(data["finality_branch"], finalized_root_gindex(fork), to.finality_branch);
    }
    read_sync_aggregate(data["sync_aggregate"], preset, to.sync_aggregate);
    data.read("signature_slot", to.signature_slot);
}

}  // namespace clearmargin::ethereum
