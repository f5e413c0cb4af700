#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/codec/ssz.hpp"
#include "light-client/ethereum/generalized_index.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::ethereum {
namespace {

constexpr std::size_t beacon_block_header_size = 8 + 8 + 3 * 32;

bool has_variable_size(HeaderForm form) { return form == HeaderForm::capella || form == HeaderForm::deneb; }

/// How many bytes a header of that form takes in a fixed part: itself, or its offset.
std::size_t header_size_in_place(HeaderForm form) {
    switch (form) {
        case HeaderForm::altair:
            return beacon_block_header_size;
        case HeaderForm::capella:
        case HeaderForm::deneb:
            return BYTES_PER_LENGTH_OFFSET;
        case HeaderForm::gloas:
            return beacon_block_header_size + 32 + 32 * execution_branch_length(form);
    }
    return 0;
}

std::size_t sync_committee_size(const Preset& preset) { return 48 * preset.SYNC_COMMITTEE_SIZE + 48; }
std::size_t sync_aggregate_size(const Preset& preset) { return preset.SYNC_COMMITTEE_SIZE / 8 + 96; }

BeaconBlockHeader read_beacon(SszReader& from) {
    BeaconBlockHeader beacon;
    beacon.slot = from.u64();
    beacon.proposer_index = from.u64();
    beacon.parent_root = from.fixed_bytes<32>();
    beacon.state_root = from.fixed_bytes<32>();
    beacon.body_root = from.fixed_bytes<32>();
    return beacon;
}

Result<ExecutionPayloadHeader> decode_execution(ByteView bytes, HeaderForm form) {
    constexpr std::size_t extra_data_offset_place = 32 + 20 + 32 + 32 + 256 + 32 + 4 * 8;
    constexpr std::size_t capella_size = extra_data_offset_place + BYTES_PER_LENGTH_OFFSET + 4 * 32;
    const std::size_t fixed_size = form == HeaderForm::capella ? capella_size : capella_size + 2 * 8;
    TRY(SszReader from, SszReader::open(bytes, fixed_size, {extra_data_offset_place}, "execution"));
    ExecutionPayloadHeader execution;
    execution.parent_hash = from.fixed_bytes<32>();
    execution.fee_recipient = from.fixed_bytes<20>();
    execution.state_root = from.fixed_bytes<32>();
    execution.receipts_root = from.fixed_bytes<32>();
    execution.logs_bloom = from.fixed_bytes<256>();
    execution.prev_randao = from.fixed_bytes<32>();
    execution.block_number = from.u64();
    execution.gas_limit = from.u64();
    execution.gas_used = from.u64();
    execution.timestamp = from.u64();
    const ByteView extra_data = from.variable();
    if (extra_data.size() > MAX_EXTRA_DATA_BYTES) {
        return refuse(ErrorCode::malformed_ssz, "execution.extra_data",
                      "at most " + std::to_string(MAX_EXTRA_DATA_BYTES) + " bytes", std::to_string(extra_data.size()));
    }
    execution.extra_data.assign(extra_data.begin(), extra_data.end());
    auto base_fee_per_gas = from.fixed_bytes<32>();
    std::reverse(base_fee_per_gas.bytes.begin(), base_fee_per_gas.bytes.end());
    execution.base_fee_per_gas = U256::from_be(base_fee_per_gas);
    execution.block_hash = from.fixed_bytes<32>();
    execution.transactions_root = from.fixed_bytes<32>();
    execution.withdrawals_root = from.fixed_bytes<32>();
    if (form == HeaderForm::capella) return execution;
    execution.blob_gas_used = from.u64();
    execution.excess_blob_gas = from.u64();
    return execution;
}

Result<LightClientHeader> decode_header(ByteView bytes, HeaderForm form) {
    const std::size_t branch_length = execution_branch_length(form);
    LightClientHeader header;
    header.form = form;
    if (has_variable_size(form)) {
        const std::size_t fixed_size = beacon_block_header_size + BYTES_PER_LENGTH_OFFSET + 32 * branch_length;
        TRY(SszReader from, SszReader::open(bytes, fixed_size, {beacon_block_header_size}, ""));
        header.beacon = read_beacon(from);
        TRY(header.execution, decode_execution(from.variable(), form));
        header.execution_branch = from.bytes32_vector(branch_length);
        return header;
    }
    TRY(SszReader from, SszReader::open_fixed(bytes, header_size_in_place(form), ""));
    header.beacon = read_beacon(from);
    if (form == HeaderForm::gloas) {
        header.execution_block_hash = from.fixed_bytes<32>();
        header.execution_branch = from.bytes32_vector(branch_length);
    }
    return header;
}

/// Opens a container whose headers, at `header_places`, are offsets or lie in place, as their form says.
Result<SszReader> open_container(ByteView bytes, std::size_t size, std::vector<std::size_t> header_places,
                                 HeaderForm form) {
    if (has_variable_size(form)) return SszReader::open(bytes, size, std::move(header_places), "");
    return SszReader::open_fixed(bytes, size, "");
}

Result<LightClientHeader> read_header(SszReader& from, HeaderForm form, std::string_view name) {
    const ByteView bytes = has_variable_size(form) ? from.variable() : from.take(header_size_in_place(form));
    return under(name, decode_header(bytes, form));
}

SyncCommittee read_sync_committee(SszReader& from, const Preset& preset) {
    SyncCommittee committee;
    committee.pubkeys.reserve(preset.SYNC_COMMITTEE_SIZE);
    for (std::size_t i = 0; i < preset.SYNC_COMMITTEE_SIZE; ++i) committee.pubkeys.push_back(from.fixed_bytes<48>());
    committee.aggregate_pubkey = from.fixed_bytes<48>();
    return committee;
}

SyncAggregate read_sync_aggregate(SszReader& from, const Preset& preset) {
    SyncAggregate aggregate;
    const ByteView bits = from.take(preset.SYNC_COMMITTEE_SIZE / 8);
    aggregate.sync_committee_bits.assign(bits.begin(), bits.end());
    aggregate.sync_committee_signature = from.fixed_bytes<96>();
    return aggregate;
}

}  // namespace

Result<LightClientHeader> decode_header_ssz(ByteView bytes, Fork fork) {
    return decode_header(bytes, header_form(fork));
}

Result<SyncCommittee> decode_sync_committee_ssz(ByteView bytes, const Preset& preset) {
    TRY(SszReader from, SszReader::open_fixed(bytes, sync_committee_size(preset), ""));
    return read_sync_committee(from, preset);
}

Result<LightClientBootstrap> decode_bootstrap_ssz(ByteView bytes, Fork fork, const Preset& preset) {
    const HeaderForm form = header_form(fork);
    const std::size_t branch_length = floorlog2(current_sync_committee_gindex(fork));
    const std::size_t size = header_size_in_place(form) + sync_committee_size(preset) + 32 * branch_length;
    TRY(SszReader from, open_container(bytes, size, {0}, form));
    LightClientBootstrap bootstrap;
    TRY(bootstrap.header, read_header(from, form, "header"));
    bootstrap.current_sync_committee = read_sync_committee(from, preset);
    bootstrap.current_sync_committee_branch = from.bytes32_vector(branch_length);
    return bootstrap;
}

Result<LightClientUpdate> decode_update_ssz(ByteView bytes, Fork fork, const Preset& preset) {
    const HeaderForm form = header_form(fork);
    const std::size_t next_branch_length = floorlog2(next_sync_committee_gindex(fork));
    const std::size_t finality_branch_length = floorlog2(finalized_root_gindex(fork));
    const std::size_t second_header =
        header_size_in_place(form) + sync_committee_size(preset) + 32 * next_branch_length;
    const std::size_t size =
        second_header + header_size_in_place(form) + 32 * finality_branch_length + sync_aggregate_size(preset) + 8;
    TRY(SszReader from, open_container(bytes, size, {0, second_header}, form));
    LightClientUpdate update;
    TRY(update.attested_header, read_header(from, form, "attested_header"));
    update.next_sync_committee = read_sync_committee(from, preset);
    update.next_sync_committee_branch = from.bytes32_vector(next_branch_length);
    TRY(update.finalized_header, read_header(from, form, "finalized_header"));
    update.finality_branch = from.bytes32_vector(finality_branch_length);
    update.sync_aggregate = read_sync_aggregate(from, preset);
    update.signature_slot = from.u64();
    return update;
}

Result<LightClientFinalityUpdate> decode_finality_update_ssz(ByteView bytes, Fork fork, const Preset& preset) {
    const HeaderForm form = header_form(fork);
    const std::size_t finality_branch_length = floorlog2(finalized_root_gindex(fork));
    const std::size_t second_header = header_size_in_place(form);
    const std::size_t size =
        second_header + header_size_in_place(form) + 32 * finality_branch_length + sync_aggregate_size(preset) + 8;
    TRY(SszReader from, open_container(bytes, size, {0, second_header}, form));
    LightClientFinalityUpdate update;
    TRY(update.attested_header, read_header(from, form, "attested_header"));
    TRY(update.finalized_header, read_header(from, form, "finalized_header"));
    update.finality_branch = from.bytes32_vector(finality_branch_length);
    update.sync_aggregate = read_sync_aggregate(from, preset);
    update.signature_slot = from.u64();
    return update;
}

Result<LightClientOptimisticUpdate> decode_optimistic_update_ssz(ByteView bytes, Fork fork, const Preset& preset) {
    const HeaderForm form = header_form(fork);
    const std::size_t size = header_size_in_place(form) + sync_aggregate_size(preset) + 8;
    TRY(SszReader from, open_container(bytes, size, {0}, form));
    LightClientOptimisticUpdate update;
    TRY(update.attested_header, read_header(from, form, "attested_header"));
    update.sync_aggregate = read_sync_aggregate(from, preset);
    update.signature_slot = from.u64();
    return update;
}

}  // namespace clearmargin::ethereum
