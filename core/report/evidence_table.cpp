#include "core/report/evidence_table.hpp"

#include <algorithm>
#include <iterator>

namespace clearmargin {

EvidenceRef combine(const EvidenceRef& a, const EvidenceRef& b) {
    EvidenceRef out{std::min(a.level, b.level), {}};
    std::set_union(a.from.begin(), a.from.end(), b.from.begin(), b.from.end(), std::back_inserter(out.from));
    return out;
}

EvidenceRef EvidenceTable::add(const EvidenceSource& source) {
    const auto found = std::find(sources_.begin(), sources_.end(), source);
    const auto index = static_cast<std::uint32_t>(found - sources_.begin());
    if (found == sources_.end()) sources_.push_back(source);
    return EvidenceRef{source.level, {index}};
}

EvidenceRef EvidenceTable::add(const Evidence& evidence) {
    EvidenceRef out{evidence.level, {}};
    for (const EvidenceSource& source : evidence.sources) out = combine(out, add(source));
    return out;
}

}  // namespace clearmargin
