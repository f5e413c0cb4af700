#include "core/evidence/evidence.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin {

std::string_view level_name(EvidenceLevel level) noexcept {
    switch (level) {
        case EvidenceLevel::reported: return "reported";
        case EvidenceLevel::attested: return "attested";
        case EvidenceLevel::proposed: return "proposed";
        case EvidenceLevel::proven: return "proven";
    }
    return "reported";
}

std::optional<EvidenceLevel> level_of_name(std::string_view name) noexcept {
    using enum EvidenceLevel;
    for (const EvidenceLevel level : {reported, attested, proposed, proven}) {
        if (level_name(level) == name) return level;
    }
    return std::nullopt;
}

Evidence evidence_of(EvidenceSource source) {
    Evidence evidence{source.level, {}};
    evidence.sources.push_back(std::move(source));
    return evidence;
}

Evidence combine(Evidence a, const Evidence& b) {
    a.level = std::min(a.level, b.level);
    for (const EvidenceSource& source : b.sources) {
        if (std::find(a.sources.begin(), a.sources.end(), source) == a.sources.end()) a.sources.push_back(source);
    }
    return a;
}

void add_step(EvidenceSource& source, std::string_view step) { source.path.emplace_back(step); }

void add_step(Evidence& evidence, std::string_view step) {
    for (EvidenceSource& source : evidence.sources) add_step(source, step);
}

Evidence with_step(Evidence evidence, std::string_view step) {
    add_step(evidence, step);
    return evidence;
}

}  // namespace clearmargin
