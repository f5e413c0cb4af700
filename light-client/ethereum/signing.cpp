#include "light-client/ethereum/signing.hpp"

#include <algorithm>

#include "core/crypto/sha256.hpp"

namespace clearmargin::ethereum {

Bytes32 compute_fork_data_root(const Bytes4& current_version, const Bytes32& genesis_validators_root) noexcept {
    Bytes32 version_chunk;
    std::copy(current_version.begin(), current_version.end(), version_chunk.bytes.begin());
    return sha256_pair(version_chunk, genesis_validators_root);
}

Domain compute_domain(const Bytes4& domain_type, const Bytes4& fork_version,
                      const Bytes32& genesis_validators_root) noexcept {
    const Bytes32 fork_data_root = compute_fork_data_root(fork_version, genesis_validators_root);
    Domain domain;
    std::copy(domain_type.begin(), domain_type.end(), domain.bytes.begin());
    std::copy_n(fork_data_root.begin(), 28, domain.bytes.begin() + 4);
    return domain;
}

Bytes32 compute_signing_root(const BeaconBlockHeader& header, const Domain& domain) noexcept {
    return sha256_pair(hash_tree_root(header), domain);
}

Domain compute_sync_committee_domain(Slot signature_slot, const NetworkParams& params) noexcept {
    const Slot fork_version_slot = std::max(signature_slot, Slot{1}) - 1;
    const Bytes4 fork_version = fork_at_epoch(compute_epoch_at_slot(fork_version_slot, params), params).version;
    return compute_domain(DOMAIN_SYNC_COMMITTEE, fork_version, params.genesis_validators_root);
}

}  // namespace clearmargin::ethereum
