#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/fuzz/fuzz_network.hpp"

namespace {

using namespace clearmargin;
using namespace clearmargin::ethereum;

using Decode = Result<LightClientUpdate> (*)(const JsonReader&, const NetworkParams&);

/// What is read from JSON is an object that has an SSZ form, and that form means the same.
void try_update(const JsonReader& document, Decode decode, UpdateKind kind) {
    const auto update = decode(document, fuzz::network());
    if (!update.ok()) return;
    LightClientUpdate again;
    const Fork fork = fork_of_form(update.value().attested_header.form);
    const Bytes encoded = encode_ssz(update.value(), kind);
    // Gloas' branches of a committee and of finality have the length of Electra's, and its header a form of its own;
    // Electra's header has the form of Deneb, whose branches are shorter.
    for (const Fork candidate : {fork, Fork::electra}) {
        if (decode_update_ssz(encoded, kind, candidate, minimal_preset, again).ok() && again == update.value()) return;
    }
    fuzz::require(false);
}

}  // namespace

/// Whatever the Beacon API's JSON holds is refused or read without loss.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto parsed = parse_json(text);
    if (!parsed.ok()) return 0;
    const JsonReader document(parsed.value());
    static_cast<void>(decode_bootstrap(document, fuzz::network()).ok());
    try_update(document, decode_update, UpdateKind::update);
    try_update(document, decode_finality_update, UpdateKind::finality_update);
    try_update(document, decode_optimistic_update, UpdateKind::optimistic_update);
    return 0;
}
