#include <array>
#include <optional>
#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/margin_section.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_sources = 1024;
constexpr std::size_t max_curve_points = 512;
constexpr std::size_t max_path_steps = 64;

Result<EvidenceSource> read_source(const JsonReader& from) {
    EvidenceSource source;
    TRY(const auto level_at, from.member("level"));
    TRY(const auto word, level_at.string());
    const auto level = level_of_name(word);
    if (!level) return level_at.refused(ErrorCode::unknown_value, "proven, proposed, attested or reported", word);
    source.level = *level;
    TRY(const auto rests_on, from.member("rests_on"));
    TRY(source.rests_on, rests_on.string());
    TRY(const auto chain, from.optional_member("chain"));
    if (chain) {
        TRY(source.chain, chain->string());
    }
    TRY(const auto block, from.optional_member("block"));
    if (block) {
        TRY(source.block, block->u64());
    }
    TRY(const auto hash, from.optional_member("block_hash"));
    if (hash) {
        TRY(source.block_hash, hash->string());
    }
    TRY(const auto as_of, from.optional_member("as_of"));
    if (as_of) {
        TRY(source.as_of, as_of->u64());
    }
    TRY(const auto path, from.optional_member("path"));
    if (path) {
        TRY(const auto steps, path->elements(max_path_steps));
        for (const JsonReader& step : steps) {
            TRY(const auto text, step.string());
            source.path.emplace_back(text);
        }
    }
    return source;
}

/// The report's evidence, kept in its places: the figures refer to it by index.
Result<std::vector<EvidenceSource>> read_evidence(const JsonReader& from) {
    TRY(const auto items, from.elements(max_sources));
    std::vector<EvidenceSource> sources;
    for (const JsonReader& item : items) {
        TRY(auto source, read_source(item));
        sources.push_back(std::move(source));
    }
    return sources;
}

Result<AssetId> read_asset(const JsonReader& from) {
    TRY(const auto at, from.member("asset"));
    TRY(const auto text, at.string());
    return under_path(at, parse_asset_id(text));
}

Status move_by_what_if(const JsonReader& from, const Policy& policy, MarginSnapshot& snapshot) {
    TRY(const AssetId asset, read_asset(from));
    TRY(const auto price_at, from.member("price"));
    TRY(const Decimal price, price_at.decimal());
    return under_path(from, move_price(snapshot, policy, asset, price, snapshot));
}

Status add_curve(const JsonReader& from, const MarginSnapshot& snapshot, const Policy& policy, MarginAnswer& answer) {
    TRY(const AssetId asset, read_asset(from));
    TRY(const auto prices_at, from.member("prices"));
    TRY(const auto items, prices_at.elements(max_curve_points));
    std::vector<Decimal> prices;
    for (const JsonReader& item : items) {
        TRY(const Decimal price, item.decimal());
        prices.push_back(price);
    }
    return under_path(from, add_equity_curve(snapshot, policy, answer.now, asset, prices, answer.curve));
}

/// What an answer refers to.
struct MarginRequest {
    Policy policy;
    MarginSnapshot inputs;
};

Status answer_request(std::string_view text, MarginRequest& request, MarginAnswer& answer) {
    TRY(const Json document, parse_json(text));
    const JsonReader root(document);
    constexpr std::array<std::string_view, 6> known = {"policy", "now", "evidence", "inputs", "what_if", "curve"};
    TRY(root.only_members(known));
    TRY(const auto now, root.member("now"));
    TRY(answer.now, now.u64());
    TRY(const auto policy_at, root.member("policy"));
    TRY(request.policy, under("policy", read_policy(policy_at.json())));
    TRY(const auto evidence, root.member("evidence"));
    TRY(auto sources, read_evidence(evidence));
    answer.evidence = EvidenceTable(std::move(sources));
    TRY(const auto inputs, root.member("inputs"));
    TRY(request.inputs, read_snapshot(inputs, request.policy, answer.evidence));
    TRY(const auto curve, root.optional_member("curve"));
    if (curve) {
        TRY(add_curve(*curve, request.inputs, request.policy, answer));
    }
    TRY(const auto what_if, root.optional_member("what_if"));
    if (what_if) {
        TRY(move_by_what_if(*what_if, request.policy, request.inputs));
    }
    add_margin_section(request.inputs, request.policy, answer.now, answer.evidence, answer.section);
    answer.assumptions = margin_assumptions();
    return {};
}

}  // namespace

std::string compute_margin(std::string_view text) {
    MarginRequest request;
    MarginAnswer answer;
    Status done = answer_request(text, request, answer);
    if (!done.ok()) answer.error = std::move(done).refusal();
    return write_margin_answer(answer);
}

}  // namespace clearmargin
