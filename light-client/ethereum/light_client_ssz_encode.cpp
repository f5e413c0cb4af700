#include "core/codec/ssz.hpp"
#include "core/merkle/merkleize.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::ethereum {
namespace {

void write_beacon(SszWriter& to, const BeaconBlockHeader& beacon) {
    to.u64(beacon.slot).u64(beacon.proposer_index);
    to.bytes(beacon.parent_root.view()).bytes(beacon.state_root.view()).bytes(beacon.body_root.view());
}

Bytes encode_execution(const ExecutionPayloadHeader& execution, HeaderForm form) {
    SszWriter to;
    to.bytes(execution.parent_hash.view()).bytes(execution.fee_recipient.view());
    to.bytes(execution.state_root.view()).bytes(execution.receipts_root.view());
    to.bytes(execution.logs_bloom.view()).bytes(execution.prev_randao.view());
    to.u64(execution.block_number).u64(execution.gas_limit).u64(execution.gas_used).u64(execution.timestamp);
    to.variable(execution.extra_data);
    // The root of a uint256 is its encoding.
    to.bytes(clearmargin::hash_tree_root(execution.base_fee_per_gas).view()).bytes(execution.block_hash.view());
    to.bytes(execution.transactions_root.view()).bytes(execution.withdrawals_root.view());
    if (form != HeaderForm::capella) to.u64(execution.blob_gas_used).u64(execution.excess_blob_gas);
    return to.finish();
}

void write_header(SszWriter& to, const LightClientHeader& header) {
    const bool has_variable_size = header.form == HeaderForm::capella || header.form == HeaderForm::deneb;
    const Bytes encoded = encode_ssz(header);
    if (has_variable_size) {
        to.variable(encoded);
    } else {
        to.bytes(encoded);
    }
}

void write_sync_aggregate(SszWriter& to, const SyncAggregate& aggregate) {
    to.bytes(aggregate.sync_committee_bits).bytes(aggregate.sync_committee_signature.view());
}

}  // namespace

Bytes encode_ssz(const LightClientHeader& header) {
    SszWriter to;
    write_beacon(to, header.beacon);
    switch (header.form) {
        case HeaderForm::altair:
            break;
        case HeaderForm::capella:
        case HeaderForm::deneb:
            to.variable(encode_execution(header.execution, header.form));
            break;
        case HeaderForm::gloas:
            to.bytes(header.execution_block_hash.view());
            break;
    }
    to.bytes32_vector(header.execution_branch);
    return to.finish();
}

Bytes encode_ssz(const SyncCommittee& committee) {
    SszWriter to;
    for (const Bytes48& pubkey : committee.pubkeys) to.bytes(pubkey.view());
    to.bytes(committee.aggregate_pubkey.view());
    return to.finish();
}

Bytes encode_ssz(const LightClientBootstrap& bootstrap) {
    SszWriter to;
    write_header(to, bootstrap.header);
    to.bytes(encode_ssz(bootstrap.current_sync_committee)).bytes32_vector(bootstrap.current_sync_committee_branch);
    return to.finish();
}

Bytes encode_ssz(const LightClientUpdate& update, UpdateKind kind) {
    SszWriter to;
    write_header(to, update.attested_header);
    if (kind == UpdateKind::update) {
        to.bytes(encode_ssz(update.next_sync_committee)).bytes32_vector(update.next_sync_committee_branch);
    }
    if (kind != UpdateKind::optimistic_update) {
        write_header(to, update.finalized_header);
        to.bytes32_vector(update.finality_branch);
    }
    write_sync_aggregate(to, update.sync_aggregate);
    return to.u64(update.signature_slot).finish();
}

}  // namespace clearmargin::ethereum
