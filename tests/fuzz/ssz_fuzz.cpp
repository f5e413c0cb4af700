#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/sync_protocol.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/fuzz/fuzz_network.hpp"

namespace {

using namespace clearmargin;
using namespace clearmargin::ethereum;

void require_same(const Bytes& encoded, ByteView input) { fuzz::require(equal(encoded, input)); }

/// The judgements of one header, whatever they come to.
void judge(const LightClientHeader& header) {
    static_cast<void>(validate_light_client_header(header, fuzz::network(), "header").ok());
}

void try_update(ByteView input, UpdateKind kind, Fork fork) {
    LightClientUpdate update;
    if (!decode_update_ssz(input, kind, fork, minimal_preset, update).ok()) return;
    require_same(encode_ssz(update, kind), input);
    judge(update.attested_header);
    judge(update.finalized_header);
    LightClientStore store;
    store.current_sync_committee.pubkeys.resize(minimal_preset.SYNC_COMMITTEE_SIZE);
    const Slot current_slot = update.signature_slot;
    static_cast<void>(process_light_client_update(store, update, current_slot, fuzz::network()).ok());
}

}  // namespace

/// The first byte chooses object and fork. What decodes encodes back to the same bytes, and can be judged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView input(data + 1, size - 1);
    const auto fork = static_cast<Fork>(1 + data[0] % 7);
    switch (data[0] / 7 % 6) {
        case 0: {
            const auto header = decode_header_ssz(input, fork);
            if (!header.ok()) break;
            require_same(encode_ssz(header.value()), input);
            judge(header.value());
            break;
        }
        case 1: {
            const auto committee = decode_sync_committee_ssz(input, minimal_preset);
            if (!committee.ok()) break;
            require_same(encode_ssz(committee.value()), input);
            static_cast<void>(hash_tree_root(committee.value()));
            break;
        }
        case 2: {
            LightClientBootstrap bootstrap;
            if (!decode_bootstrap_ssz(input, fork, minimal_preset, bootstrap).ok()) break;
            require_same(encode_ssz(bootstrap), input);
            const Bytes32 root = hash_tree_root(bootstrap.header.beacon);
            static_cast<void>(initialize_light_client_store(root, bootstrap, fuzz::network()).ok());
            break;
        }
        case 3:
            try_update(input, UpdateKind::update, fork);
            break;
        case 4:
            try_update(input, UpdateKind::finality_update, fork);
            break;
        default:
            try_update(input, UpdateKind::optimistic_update, fork);
            break;
    }
    return 0;
}
