#include "light-client/ethereum/light_client_header.hpp"

#include <algorithm>

#include "core/evidence/sentence.hpp"
#include "core/merkle/merkle_branch.hpp"
#include "light-client/ethereum/generalized_index.hpp"

namespace clearmargin::ethereum {
namespace {

bool has_default_execution(const LightClientHeader& header) noexcept {
    return header.execution == ExecutionPayloadHeader() && is_zero(header.execution_block_hash) &&
           std::all_of(header.execution_branch.begin(), header.execution_branch.end(), is_zero<32>);
}

GeneralizedIndex execution_block_hash_gindex(Fork fork) noexcept {
    if (fork >= Fork::gloas) return EXECUTION_BLOCK_HASH_GINDEX_GLOAS;
    if (fork >= Fork::deneb) return EXECUTION_BLOCK_HASH_GINDEX_DENEB;
    return EXECUTION_BLOCK_HASH_GINDEX;
}

/// Judges a header of Capella or later. `fork` is that of its slot.
bool is_valid_execution_branch(const LightClientHeader& header, Fork fork) noexcept {
    if (header.form == HeaderForm::gloas) {
        return is_valid_normalized_merkle_branch(header.execution_block_hash, header.execution_branch,
                                                 execution_block_hash_gindex(fork), header.beacon.body_root);
    }
    // From Gloas on a body has no execution payload: index 25 leads somewhere else.
    if (fork >= Fork::gloas) return false;
    const Bytes32 leaf =
        fork >= Fork::deneb ? hash_tree_root_deneb(header.execution) : hash_tree_root_capella(header.execution);
    return is_valid_merkle_branch(leaf, header.execution_branch, floorlog2(EXECUTION_PAYLOAD_GINDEX),
                                  get_subtree_index(EXECUTION_PAYLOAD_GINDEX), header.beacon.body_root);
}

Status validate(const LightClientHeader& header, const NetworkParams& params) {
    const Fork fork = fork_at_slot(header.beacon.slot, params);
    if (fork > last_supported_fork) {
        return refuse(ErrorCode::unsupported_fork, "beacon.slot",
                      Sentence() << "a fork up to " << fork_name(last_supported_fork), fork_name(fork));
    }
    if (fork < Fork::capella) {
        if (has_default_execution(header)) return {};
        return refuse(ErrorCode::unexpected_execution, "execution", "all zeros before Capella");
    }
    if (fork < Fork::deneb && (header.execution.blob_gas_used != 0 || header.execution.excess_blob_gas != 0)) {
        return refuse(ErrorCode::unexpected_execution, "execution", "no blob gas before Deneb");
    }
    if (!is_valid_execution_branch(header, fork)) {
        return refuse(ErrorCode::invalid_execution_branch, "execution_branch",
                      Sentence() << "a branch to body_root " << header.beacon.body_root);
    }
    return {};
}

}  // namespace

HeaderForm header_form(Fork fork) noexcept {
    if (fork >= Fork::gloas) return HeaderForm::gloas;
    if (fork >= Fork::deneb) return HeaderForm::deneb;
    if (fork >= Fork::capella) return HeaderForm::capella;
    return HeaderForm::altair;
}

Fork fork_of_form(HeaderForm form) noexcept {
    switch (form) {
        case HeaderForm::altair:
            return Fork::altair;
        case HeaderForm::capella:
            return Fork::capella;
        case HeaderForm::deneb:
            return Fork::deneb;
        case HeaderForm::gloas:
            return Fork::gloas;
    }
    return Fork::altair;
}

std::size_t execution_branch_length(HeaderForm form) noexcept {
    switch (form) {
        case HeaderForm::altair:
            return 0;
        case HeaderForm::capella:
        case HeaderForm::deneb:
            return floorlog2(EXECUTION_PAYLOAD_GINDEX);
        case HeaderForm::gloas:
            return floorlog2(EXECUTION_BLOCK_HASH_GINDEX_GLOAS);
    }
    return 0;
}

bool is_default(const LightClientHeader& header) noexcept {
    return header.beacon == BeaconBlockHeader() && has_default_execution(header);
}

Status validate_light_client_header(const LightClientHeader& header, const NetworkParams& params,
                                    std::string_view where) {
    return under(where, validate(header, params));
}

}  // namespace clearmargin::ethereum
