#include "light-client/ethereum/light_client_json.hpp"

#include <string>
#include <string_view>

#include "light-client/ethereum/generalized_index.hpp"

namespace clearmargin::ethereum {
namespace {

Result<std::uint64_t> read_u64(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader member, parent.member(name));
    return member.u64();
}

template <std::size_t N>
Result<FixedBytes<N>> read_bytes(const JsonReader& parent, std::string_view name) {
    TRY(const JsonReader member, parent.member(name));
    return member.fixed_bytes<N>();
}

template <std::size_t N>
Result<std::vector<FixedBytes<N>>> read_vector(const JsonReader& parent, std::string_view name, std::size_t length) {
    TRY(const JsonReader member, parent.member(name));
    TRY(const auto elements, member.elements(length));
    if (elements.size() != length) {
        return member.refused(ErrorCode::wrong_length, std::to_string(length) + " items",
                              std::to_string(elements.size()));
    }
    std::vector<FixedBytes<N>> out;
    out.reserve(length);
    for (const JsonReader& element : elements) {
        TRY(out.emplace_back(), element.fixed_bytes<N>());
    }
    return out;
}

Result<BeaconBlockHeader> read_beacon(const JsonReader& parent) {
    TRY(const JsonReader from, parent.member("beacon"));
    BeaconBlockHeader beacon;
    TRY(beacon.slot, read_u64(from, "slot"));
    TRY(beacon.proposer_index, read_u64(from, "proposer_index"));
    TRY(beacon.parent_root, read_bytes<32>(from, "parent_root"));
    TRY(beacon.state_root, read_bytes<32>(from, "state_root"));
    TRY(beacon.body_root, read_bytes<32>(from, "body_root"));
    return beacon;
}

Result<ExecutionPayloadHeader> read_execution(const JsonReader& parent, HeaderForm form) {
    TRY(const JsonReader from, parent.member("execution"));
    ExecutionPayloadHeader execution;
    TRY(execution.parent_hash, read_bytes<32>(from, "parent_hash"));
    TRY(execution.fee_recipient, read_bytes<20>(from, "fee_recipient"));
    TRY(execution.state_root, read_bytes<32>(from, "state_root"));
    TRY(execution.receipts_root, read_bytes<32>(from, "receipts_root"));
    TRY(execution.logs_bloom, read_bytes<256>(from, "logs_bloom"));
    TRY(execution.prev_randao, read_bytes<32>(from, "prev_randao"));
    TRY(execution.block_number, read_u64(from, "block_number"));
    TRY(execution.gas_limit, read_u64(from, "gas_limit"));
    TRY(execution.gas_used, read_u64(from, "gas_used"));
    TRY(execution.timestamp, read_u64(from, "timestamp"));
    TRY(const JsonReader extra_data, from.member("extra_data"));
    TRY(execution.extra_data, extra_data.bytes(MAX_EXTRA_DATA_BYTES));
    TRY(const JsonReader base_fee_per_gas, from.member("base_fee_per_gas"));
    TRY(execution.base_fee_per_gas, base_fee_per_gas.u256());
    TRY(execution.block_hash, read_bytes<32>(from, "block_hash"));
    TRY(execution.transactions_root, read_bytes<32>(from, "transactions_root"));
    TRY(execution.withdrawals_root, read_bytes<32>(from, "withdrawals_root"));
    if (form == HeaderForm::capella) return execution;
    TRY(execution.blob_gas_used, read_u64(from, "blob_gas_used"));
    TRY(execution.excess_blob_gas, read_u64(from, "excess_blob_gas"));
    return execution;
}

Result<LightClientHeader> read_header(const JsonReader& parent, std::string_view name, HeaderForm form) {
    TRY(const JsonReader from, parent.member(name));
    LightClientHeader header;
    header.form = form;
    TRY(header.beacon, read_beacon(from));
    if (form == HeaderForm::altair) return header;
    if (form == HeaderForm::gloas) {
        TRY(header.execution_block_hash, read_bytes<32>(from, "execution_block_hash"));
    } else {
        TRY(header.execution, read_execution(from, form));
    }
    TRY(header.execution_branch, read_vector<32>(from, "execution_branch", execution_branch_length(form)));
    return header;
}

Result<SyncCommittee> read_sync_committee(const JsonReader& parent, std::string_view name, const Preset& preset) {
    TRY(const JsonReader from, parent.member(name));
    SyncCommittee committee;
    TRY(committee.pubkeys, read_vector<48>(from, "pubkeys", preset.SYNC_COMMITTEE_SIZE));
    TRY(committee.aggregate_pubkey, read_bytes<48>(from, "aggregate_pubkey"));
    return committee;
}

Result<SyncAggregate> read_sync_aggregate(const JsonReader& parent, const Preset& preset) {
    TRY(const JsonReader from, parent.member("sync_aggregate"));
    SyncAggregate aggregate;
    TRY(const JsonReader bits, from.member("sync_committee_bits"));
    const std::size_t size = preset.SYNC_COMMITTEE_SIZE / 8;
    TRY(aggregate.sync_committee_bits, bits.bytes(size));
    if (aggregate.sync_committee_bits.size() != size) {
        return bits.refused(ErrorCode::wrong_length, std::to_string(size) + " bytes",
                            std::to_string(aggregate.sync_committee_bits.size()));
    }
    TRY(aggregate.sync_committee_signature, read_bytes<96>(from, "sync_committee_signature"));
    return aggregate;
}

}  // namespace

Result<LightClientBootstrap> decode_bootstrap_json(const JsonReader& data, Fork fork, const Preset& preset) {
    LightClientBootstrap bootstrap;
    TRY(bootstrap.header, read_header(data, "header", header_form(fork)));
    TRY(bootstrap.current_sync_committee, read_sync_committee(data, "current_sync_committee", preset));
    TRY(bootstrap.current_sync_committee_branch,
        read_vector<32>(data, "current_sync_committee_branch", floorlog2(current_sync_committee_gindex(fork))));
    return bootstrap;
}

Result<LightClientUpdate> decode_update_json(const JsonReader& data, Fork fork, const Preset& preset) {
    LightClientUpdate update;
    TRY(update.attested_header, read_header(data, "attested_header", header_form(fork)));
    TRY(update.next_sync_committee, read_sync_committee(data, "next_sync_committee", preset));
    TRY(update.next_sync_committee_branch,
        read_vector<32>(data, "next_sync_committee_branch", floorlog2(next_sync_committee_gindex(fork))));
    TRY(update.finalized_header, read_header(data, "finalized_header", header_form(fork)));
    TRY(update.finality_branch, read_vector<32>(data, "finality_branch", floorlog2(finalized_root_gindex(fork))));
    TRY(update.sync_aggregate, read_sync_aggregate(data, preset));
    TRY(update.signature_slot, read_u64(data, "signature_slot"));
    return update;
}

Result<LightClientFinalityUpdate> decode_finality_update_json(const JsonReader& data, Fork fork, const Preset& preset) {
    LightClientFinalityUpdate update;
    TRY(update.attested_header, read_header(data, "attested_header", header_form(fork)));
    TRY(update.finalized_header, read_header(data, "finalized_header", header_form(fork)));
    TRY(update.finality_branch, read_vector<32>(data, "finality_branch", floorlog2(finalized_root_gindex(fork))));
    TRY(update.sync_aggregate, read_sync_aggregate(data, preset));
    TRY(update.signature_slot, read_u64(data, "signature_slot"));
    return update;
}

Result<LightClientOptimisticUpdate> decode_optimistic_update_json(const JsonReader& data, Fork fork,
                                                                  const Preset& preset) {
    LightClientOptimisticUpdate update;
    TRY(update.attested_header, read_header(data, "attested_header", header_form(fork)));
    TRY(update.sync_aggregate, read_sync_aggregate(data, preset));
    TRY(update.signature_slot, read_u64(data, "signature_slot"));
    return update;
}

}  // namespace clearmargin::ethereum
