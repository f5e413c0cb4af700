#include "tests/support/ethereum/spec_config.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "core/bytes/endian.hpp"
#include "core/crypto/sha256.hpp"
#include "light-client/ethereum/signing.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/json_file.hpp"

namespace clearmargin::tests {
namespace {

using namespace ethereum;

constexpr Epoch FAR_FUTURE_EPOCH = ~Epoch{0};

std::string upper(std::string_view name) {
    std::string out(name);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

struct BlobParameters {
    Epoch epoch;
    std::uint64_t max_blobs_per_block;
};

std::vector<BlobParameters> blob_schedule(const JsonReader& config) {
    std::vector<BlobParameters> schedule;
    if (!has(config, "BLOB_SCHEDULE")) return schedule;
    for (const JsonReader& entry : member(config, "BLOB_SCHEDULE").elements(100).value()) {
        schedule.push_back({number(entry, "EPOCH"), number(entry, "MAX_BLOBS_PER_BLOCK")});
    }
    return schedule;
}

/// Spec    consensus-specs@a08d8a6 fulu/beacon-chain.md#get_blob_parameters
BlobParameters get_blob_parameters(Epoch epoch, const JsonReader& config) {
    BlobParameters newest{number(config, "ELECTRA_FORK_EPOCH"), number(config, "MAX_BLOBS_PER_BLOCK_ELECTRA")};
    for (const BlobParameters& entry : blob_schedule(config)) {
        if (epoch >= entry.epoch) newest = entry;
    }
    return newest;
}

Bytes4 compute_fork_digest(Epoch epoch, const JsonReader& config, const NetworkParams& params) {
    const ForkActivation& fork = fork_at_epoch(epoch, params);
    const Bytes32 base = compute_fork_data_root(fork.version, params.genesis_validators_root);
    auto digest = take_fixed<4>(base.view());
    if (fork.fork < Fork::fulu) return digest;
    const BlobParameters blobs = get_blob_parameters(epoch, config);
    FixedBytes<16> encoded;
    store_u64_le(blobs.epoch, encoded.data());
    store_u64_le(blobs.max_blobs_per_block, encoded.data() + 8);
    const Bytes32 mask = sha256(encoded.view());
    for (std::size_t i = 0; i < 4; ++i) digest[i] ^= mask[i];
    return digest;
}

}  // namespace

NetworkParams spec_network(const JsonReader& config, const Bytes32& genesis_validators_root) {
    NetworkParams params;
    params.name = "spec tests";
    params.chain = ChainId{"eip155:5"};
    params.genesis_validators_root = genesis_validators_root;
    params.SECONDS_PER_SLOT = 6;
    params.preset = minimal_preset;
    REQUIRE(text(config, "PRESET_BASE") == "minimal");
    params.forks.push_back({Fork::phase0, 0, member(config, "GENESIS_FORK_VERSION").fixed_bytes<4>().value()});
    for (int i = 1; i <= static_cast<int>(Fork::heze); ++i) {
        const auto fork = static_cast<Fork>(i);
        const std::string name = upper(fork_name(fork));
        if (!has(config, name + "_FORK_EPOCH") || number(config, name + "_FORK_EPOCH") == FAR_FUTURE_EPOCH) break;
        params.forks.push_back({fork, number(config, name + "_FORK_EPOCH"),
                                member(config, name + "_FORK_VERSION").fixed_bytes<4>().value()});
    }
    REQUIRE(validate_network_params(params).ok());
    return params;
}

std::map<Bytes4, Fork> fork_digests(const JsonReader& config, const NetworkParams& params) {
    std::set<Epoch> epochs;
    for (const ForkActivation& fork : params.forks) epochs.insert(fork.epoch);
    for (const BlobParameters& entry : blob_schedule(config)) epochs.insert(entry.epoch);
    std::map<Bytes4, Fork> digests;
    for (const Epoch epoch : epochs) {
        digests[compute_fork_digest(epoch, config, params)] = fork_at_epoch(epoch, params).fork;
    }
    return digests;
}

}  // namespace clearmargin::tests
