#include <string>

#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/store_json.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/fuzz/fuzz_input.hpp"
#include "tests/fuzz/fuzz_network.hpp"

namespace {

using namespace clearmargin;
using namespace clearmargin::ethereum;

LightClientHeader header_of(fuzz::Input& input) {
    LightClientHeader header;
    header.form = static_cast<HeaderForm>(input.byte() % 4);
    header.beacon.slot = input.number();
    header.beacon.proposer_index = input.byte();
    header.execution_branch.resize(execution_branch_length(header.form));
    if (header.form == HeaderForm::capella || header.form == HeaderForm::deneb) {
        header.execution.block_number = input.number();
        const ByteView extra = input.bytes(input.byte() % 33);
        header.execution.extra_data.assign(extra.begin(), extra.end());
    }
    return header;
}

SyncCommittee committee_of(fuzz::Input& input) {
    SyncCommittee committee;
    committee.pubkeys.resize(minimal_preset.SYNC_COMMITTEE_SIZE);
    committee.pubkeys[input.byte() % 32].bytes[0] = input.byte();
    committee.aggregate_pubkey.bytes[5] = input.byte();
    return committee;
}

StoredClient client_of(fuzz::Input& input) {
    StoredClient client;
    const std::uint8_t has = input.byte();
    client.store.finalized_header = header_of(input);
    client.store.optimistic_header = header_of(input);
    client.store.current_sync_committee = committee_of(input);
    if ((has & 1U) != 0) client.store.next_sync_committee = committee_of(input);
    if ((has & 2U) != 0) {
        LightClientUpdate& best = client.store.best_valid_update.emplace();
        best.attested_header = header_of(input);
        best.finalized_header = header_of(input);
        best.next_sync_committee = committee_of(input);
        best.finality_branch.resize(input.byte() % 8);
        best.next_sync_committee_branch.resize(input.byte() % 8);
        best.sync_aggregate.sync_committee_bits.resize(4);
        best.sync_aggregate.sync_committee_bits[0] = input.byte();
        best.signature_slot = input.number();
    }
    client.store.current_max_active_participants = input.byte() % 33;
    client.trust.checkpoint_slot = input.number();
    client.trust.handovers = input.byte();
    client.trust.was_forced = (has & 4U) != 0;
    return client;
}

Result<StoredClient> decode(const std::string& text) {
    const auto document = parse_json(text);
    if (!document.ok()) return document.error();
    return decode_stored_client(JsonReader(document.value()), fuzz::network());
}

}  // namespace

/// The first byte chooses: a store's text as it comes, which is read without loss or refused; or a store made from the
/// input, whose text is read back to what has the same text or is refused for its headers, and with one character of it
/// changed likewise or is refused. Texts are compared: a committee of zero keys and none at all mean the same and have one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    if (input.byte() % 2 == 0) {
        const ByteView rest = input.rest();
        const auto client = decode(std::string(rest.begin(), rest.end()));
        if (!client.ok()) return 0;
        const std::string text = encode_stored_client(client.value(), fuzz::network());
        const auto again = decode(text);
        fuzz::require(again.ok() && encode_stored_client(again.value(), fuzz::network()) == text);
        return 0;
    }
    const std::size_t place = input.number();
    const auto character = static_cast<char>(input.byte());
    const std::string text = encode_stored_client(client_of(input), fuzz::network());
    const auto whole = decode(text);
    if (whole.ok()) {
        fuzz::require(encode_stored_client(whole.value(), fuzz::network()) == text);
    } else {
        const ErrorCode code = whole.error().code;
        fuzz::require(code == ErrorCode::unexpected_execution || code == ErrorCode::invalid_execution_branch ||
                      code == ErrorCode::unsupported_fork);
    }
    std::string changed = text;
    changed[place % text.size()] = character;
    const auto altered = decode(changed);
    fuzz::require(!altered.ok() || encode_stored_client(altered.value(), fuzz::network()) == text);
    return 0;
}
