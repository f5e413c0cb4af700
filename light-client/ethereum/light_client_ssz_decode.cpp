#include <algorithm>
#include <string>
#include <string_view>

#include "core/codec/ssz.hpp"
#include "light-client/ethereum/generalized_index.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::ethereum {
namespace {

/// The proof of what is at `gindex`.
void read_branch(SszReader& from, GeneralizedIndex gindex, std::vector<Bytes32>& to) {
    from.read(to, floorlog2(gindex));
}

void read_beacon(SszReader& from, BeaconBlockHeader& to) {
    from.read(to.slot);
    from.read(to.proposer_index);
    from.read(to.parent_root);
    from.read(to.state_root);
    from.read(to.body_root);
}

Status decode_execution(ByteView bytes, HeaderForm form, ExecutionPayloadHeader& to) {
    SszReader from(bytes);
    from.read(to.parent_hash);
    from.read(to.fee_recipient);
    from.read(to.state_root);
    from.read(to.receipts_root);
    from.read(to.logs_bloom);
    from.read(to.prev_randao);
    from.read(to.block_number);
    from.read(to.gas_limit);
    from.read(to.gas_used);
    from.read(to.timestamp);
    from.read_offset();
    Bytes32 base_fee_per_gas;
    from.read(base_fee_per_gas);
    std::reverse(base_fee_per_gas.bytes.begin(), base_fee_per_gas.bytes.end());
    to.base_fee_per_gas = U256::from_be(base_fee_per_gas);
    from.read(to.block_hash);
    from.read(to.transactions_root);
    from.read(to.withdrawals_root);
    if (form != HeaderForm::capella) {
        from.read(to.blob_gas_used);
        from.read(to.excess_blob_gas);
    }
    TRY(from.finish_fixed_part("execution"));
    const ByteView extra_data = from.variable(0);
    if (extra_data.size() > MAX_EXTRA_DATA_BYTES) {
        return refuse(ErrorCode::malformed_ssz, "execution.extra_data",
                      "at most " + std::to_string(MAX_EXTRA_DATA_BYTES) + " bytes", std::to_string(extra_data.size()));
    }
    to.extra_data.assign(extra_data.begin(), extra_data.end());
    return {};
}

/// Whether a header of that form stands in a container as an offset, its bytes behind the fixed part.
bool has_variable_size(HeaderForm form) { return form == HeaderForm::capella || form == HeaderForm::deneb; }

Status decode_header(ByteView bytes, HeaderForm form, LightClientHeader& to) {
    SszReader from(bytes);
    to.form = form;
    read_beacon(from, to.beacon);
    if (has_variable_size(form)) from.read_offset();
    if (form == HeaderForm::gloas) from.read(to.execution_block_hash);
    from.read(to.execution_branch, execution_branch_length(form));
    TRY(from.finish_fixed_part(""));
    if (has_variable_size(form)) return decode_execution(from.variable(0), form, to.execution);
    return {};
}

/// The headers of a container, which are read where its fixed part ends.
class Headers {
  public:
    Headers(SszReader& from, HeaderForm form) : from_(from), form_(form) {}

    /// Passes the place of the next header in the fixed part.
    void pass(std::string_view name, LightClientHeader& to) {
        constexpr std::size_t beacon_size = 8 + 8 + 3 * 32;
        const std::size_t gloas_size = beacon_size + 32 + 32 * execution_branch_length(form_);
        Header& header = headers_[count_++];
        header.name = name;
        header.to = &to;
        if (has_variable_size(form_)) {
            from_.read_offset();
        } else {
            header.in_place = from_.take(form_ == HeaderForm::gloas ? gloas_size : beacon_size);
        }
    }

    /// Judges the container, and reads them.
    Status finish() const {
        TRY(from_.finish_fixed_part(""));
        for (std::size_t i = 0; i < count_; ++i) {
            const Header& header = headers_[i];
            const ByteView bytes = has_variable_size(form_) ? from_.variable(i) : header.in_place;
            TRY(under(header.name, decode_header(bytes, form_, *header.to)));
        }
        return {};
    }

  private:
    struct Header {
        std::string_view name;
        LightClientHeader* to = nullptr;
        ByteView in_place;
    };
    SszReader& from_;
    HeaderForm form_;
    std::array<Header, SszReader::max_offsets> headers_;
    std::size_t count_ = 0;
};

void read_sync_committee(SszReader& from, const Preset& preset, SyncCommittee& to) {
    from.read(to.pubkeys, preset.SYNC_COMMITTEE_SIZE);
    from.read(to.aggregate_pubkey);
}

void read_sync_aggregate(SszReader& from, const Preset& preset, SyncAggregate& to) {
    from.read(to.sync_committee_bits, preset.SYNC_COMMITTEE_SIZE / 8);
    from.read(to.sync_committee_signature);
}

}  // namespace

Result<LightClientHeader> decode_header_ssz(ByteView bytes, Fork fork) {
    LightClientHeader header;
    TRY(decode_header(bytes, header_form(fork), header));
    return header;
}

Result<SyncCommittee> decode_sync_committee_ssz(ByteView bytes, const Preset& preset) {
    SyncCommittee committee;
    SszReader from(bytes);
    read_sync_committee(from, preset, committee);
    TRY(from.finish_fixed_part(""));
    return committee;
}

Status decode_bootstrap_ssz(ByteView bytes, Fork fork, const Preset& preset, LightClientBootstrap& to) {
    SszReader from(bytes);
    Headers headers(from, header_form(fork));
    headers.pass("header", to.header);
    read_sync_committee(from, preset, to.current_sync_committee);
    read_branch(from, current_sync_committee_gindex(fork), to.current_sync_committee_branch);
    return headers.finish();
}

Status decode_update_ssz(ByteView bytes, UpdateKind kind, Fork fork, const Preset& preset, LightClientUpdate& to) {
    SszReader from(bytes);
    Headers headers(from, header_form(fork));
    headers.pass("attested_header", to.attested_header);
    if (kind == UpdateKind::update) {
        read_sync_committee(from, preset, to.next_sync_committee);
        read_branch(from, next_sync_committee_gindex(fork), to.next_sync_committee_branch);
    }
    if (kind != UpdateKind::optimistic_update) {
        headers.pass("finalized_header", to.finalized_header);
        read_branch(from, finalized_root_gindex(fork), to.finality_branch);
    }
    read_sync_aggregate(from, preset, to.sync_aggregate);
    from.read(to.signature_slot);
    return headers.finish();
}

}  // namespace clearmargin::ethereum
