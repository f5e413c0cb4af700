#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/margin_request.hpp"
#include "wasm/margin/margin_section.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_curve_points = 512;

/// Equity at a list of prices of one asset.
void answer_curve(const FieldReader& from, const MarginRequest& request, MarginAnswer& answer) {
    AssetId asset;
    std::vector<Decimal> prices;
    read_asset_id(from["asset"], asset);
    read_list(from["prices"], max_curve_points, prices, [](const FieldReader& at, Decimal& price) { at.get(price); });
    if (!from.present()) return;
    from.take(add_equity_curve(request.inputs, request.policy, request.now, request.evidence, asset, prices,
                               answer.curve));
}

void answer_request(const FieldReader& from, MarginRequest& request, MarginAnswer& answer) {
    from.only_members({"policy", "now", "evidence", "inputs", "what_if", "curve"});
    read_margin_request(from, request);
    answer.now = request.now;
    if (from.failed()) return;
    answer_curve(from.optional("curve"), request, answer);
    apply_what_if(from.optional("what_if"), request);
    answer.evidence = std::move(request.evidence);
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
