#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/margin_section.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_sources = 1024;
constexpr std::size_t max_curve_points = 512;
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

/// Another price of one asset.
void apply_what_if(const FieldReader& from, const Policy& policy, MarginSnapshot& snapshot) {
    AssetId asset;
    Decimal price;
    read_asset_id(from["asset"], asset);
    from.read("price", price);
    if (from.present()) from.take(move_price(snapshot, policy, asset, price, snapshot));
}

/// Equity at a list of prices of one asset.
void answer_curve(const FieldReader& from, const MarginSnapshot& snapshot, const Policy& policy, MarginAnswer& answer) {
    AssetId asset;
    std::vector<Decimal> prices;
    read_asset_id(from["asset"], asset);
    read_list(from["prices"], max_curve_points, prices, [](const FieldReader& at, Decimal& price) { at.get(price); });
    if (from.present()) from.take(add_equity_curve(snapshot, policy, answer.now, answer.evidence, asset, prices,
                                                      answer.curve));
}

/// What an answer refers to.
struct MarginRequest {
    Policy policy;
    MarginSnapshot inputs;
};

void answer_request(const FieldReader& from, MarginRequest& request, MarginAnswer& answer) {
    from.only_members({"policy", "now", "evidence", "inputs", "what_if", "curve"});
    from.read("now", answer.now);
    read_policy(from["policy"], request.policy);
    std::vector<EvidenceSource> sources;
    read_list(from["evidence"], max_sources, sources, read_source);
    if (from.failed()) return;
    answer.evidence = EvidenceTable(std::move(sources));
    read_snapshot(from["inputs"], request.policy, answer.evidence, request.inputs);
    answer_curve(from.optional("curve"), request.inputs, request.policy, answer);
    apply_what_if(from.optional("what_if"), request.policy, request.inputs);
    if (from.failed()) return;
    add_margin_section(request.inputs, request.policy, answer.now, answer.evidence, answer.section);
    answer.assumptions = margin_assumptions(request.policy);
}

}  // namespace

std::string compute_margin(std::string_view text) {
    MarginRequest request;
    MarginAnswer answer;
    auto document = parse_json(text);
    if (document.ok()) {
        answer_request(FieldReader(document.value(), answer.error), request, answer);
    } else {
        answer.error = std::move(document).refusal();
    }
    return write_margin_answer(answer);
}

}  // namespace clearmargin
