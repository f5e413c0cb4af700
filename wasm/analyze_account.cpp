#include <array>
#include <utility>
#include <vector>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/entry_points.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_questions = 64;

struct Kind {
    std::string_view name;
    Answerer answer;
};
constexpr std::array<Kind, 15> kinds = {{
    {"order", answer_order},
    {"transfer", answer_transfer},
    {"max_order", answer_max_order},
    {"max_withdraw", answer_max_withdraw},
    {"reach", answer_reach},
    {"siloed", answer_siloed},
    {"adl", answer_adl},
    {"stress", answer_stress},
    {"historical", answer_historical},
    {"chain_failures", answer_chain_failures},
    {"reverse_stress", answer_reverse_stress},
    {"portfolio", answer_portfolio},
    {"lending", answer_lending},
    {"venue", answer_venue},
    {"explain", answer_explain},
}};

/// A question in its place, refused by itself.
struct Asked {
    JsonReader question;
    Analysis* analysis;
};

void write_answer(FieldWriter& out, const Asked& asked) {
    Refusal refusal;
    const FieldReader question(asked.question, refusal);
    const std::string_view name = question["kind"].text();
    out.field("kind", truncated(name));
    const Kind* found = nullptr;
    for (const Kind& kind : kinds) {
        if (kind.name == name) found = &kind;
    }
    if (found != nullptr) {
        found->answer(question, *asked.analysis, out);
    } else {
        question["kind"].refuse(ErrorCode::unknown_value, "a kind of question", name);
    }
    out.field("error", refusal);
}

void read_questions(const FieldReader& from, Analysis& analysis, std::vector<Asked>& to) {
    from.only_members({"policy", "now", "evidence", "inputs", "what_if", "questions"});
    read_margin_request(from, analysis.request);
    if (from.failed()) return;
    apply_what_if(from.optional("what_if"), analysis.request);
    for (const FieldReader& item : from["questions"].elements(max_questions)) to.push_back({item.json(), &analysis});
    if (from.failed()) to.clear();
}

}  // namespace

std::string analyze_account(std::string_view text) {
    MarginRequest request;
    Analysis analysis{request};
    std::vector<Asked> asked;
    Refusal refusal;
    auto document = parse_json(text);
    if (document.ok()) {
        read_questions(FieldReader(document.value(), refusal), analysis, asked);
    } else {
        refusal = std::move(document).refusal();
    }
    FieldWriter out("clearmargin/analysis/1", request.evidence, request.now);
    write_evidence(out, request.evidence);
    out.objects("answers", asked, write_answer);
    out.field("error", refusal);
    return out.take();
}

}  // namespace clearmargin
