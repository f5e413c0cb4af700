#include "wasm/margin/margin_request.hpp"

#include <utility>

#include "wasm/document/document_fields.hpp"
#include "wasm/margin/margin_section.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_sources = 1024;
constexpr std::size_t max_path_steps = 64;

void read_source(const FieldReader& from, EvidenceSource& to) {
    read_level(from["level"], to.level);
    from.read("rests_on", to.rests_on);
    from.read_if_present("chain", to.chain);
    from.read_if_present("block", to.block);
    from.read_if_present("block_hash", to.block_hash);
    from.read_if_present("as_of", to.as_of);
    read_list(from.optional("path"), max_path_steps, to.path,
              [](const FieldReader& step, std::string& text) { step.get(text); });
}

}  // namespace

void read_margin_request(const FieldReader& from, MarginRequest& to) {
    from.read("now", to.now);
    read_policy(from["policy"], to.policy);
    std::vector<EvidenceSource> sources;
    read_list(from["evidence"], max_sources, sources, read_source);
    if (from.failed()) return;
    to.evidence = EvidenceTable(std::move(sources));
    read_snapshot(from["inputs"], to.policy, to.evidence, to.inputs);
}

void apply_what_if(const FieldReader& what_if, MarginRequest& request) {
    AssetId asset;
    Decimal price;
    if (!what_if.present()) return;
    read_asset_id(what_if["asset"], asset);
    what_if.read("price", price);
    if (what_if.present()) what_if.take(move_price(request.inputs, request.policy, request.now, asset, price, request.inputs));
}

}  // namespace clearmargin
