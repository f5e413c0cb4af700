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
    if (from.present()) from.take(moved(std::move(snapshot), policy, asset, price), snapshot);
}

/// Equity at a list of prices of one asset.
void answer_curve(const FieldReader& from, const MarginSnapshot& snapshot, const Policy& policy, MarginAnswer& answer) {
    AssetId asset;
    std::vector<Decimal> prices;
    read_asset_id(from["asset"], asset);
    read_list(from["prices"], max_curve_points, prices, [](const FieldReader& at, Decimal& price) { at.get(price); });
    if (from.present()) from.take(equity_curve(snapshot, policy, answer.now, asset, prices), answer.curve);
}

void answer_request(const FieldReader& request, MarginAnswer& answer) {
    request.only_members({"policy", "now", "evidence", "inputs", "what_if", "curve"});
    request.read("now", answer.now);
    Policy policy;
    read_policy(request["policy"], policy);
    read_list(request["evidence"], max_sources, answer.sources, read_source);
    if (request.failed()) answer.sources.clear();
    MarginSnapshot snapshot;
    read_snapshot(request["inputs"], policy, answer.sources.size(), snapshot);
    answer_curve(request.optional("curve"), snapshot, policy, answer);
    apply_what_if(request.optional("what_if"), policy, snapshot);
    if (request.failed()) return;
    MarginSection section = margin_section(snapshot, policy, answer.now);
    answer.collateral = std::move(section.collateral);
    answer.margin = std::move(section.margin);
    answer.assumptions = margin_assumptions();
}

}  // namespace

std::string compute_margin(std::string_view request) {
    MarginAnswer answer;
    Refusal refusal;
    auto document = parse_json(request);
    if (document.ok()) {
        answer_request(FieldReader(document.value(), refusal), answer);
    } else {
        refusal = std::move(document).refusal();
    }
    if (refusal.present()) answer.error = refusal.take();
    return write_margin_answer(answer);
}

}  // namespace clearmargin
