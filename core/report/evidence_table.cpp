#include "core/report/evidence_table.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin {

void EvidenceBasis::add(std::uint32_t source) {
    if (std::find(from.begin(), from.end(), source) != from.end()) return;
    from.push_back(source);
    for (std::size_t i = from.size() - 1; i > 0 && from[i - 1] > source; --i) std::swap(from[i - 1], from[i]);
}

void EvidenceBasis::add(const EvidenceBasis& other) {
    level = std::min(level, other.level);
    for (const std::uint32_t source : other.from) add(source);
}

EvidenceTable::EvidenceTable(std::vector<EvidenceSource> sources) : sources_(std::move(sources)) {}

EvidenceRef EvidenceTable::refer(EvidenceBasis basis) {
    const auto found = std::find(bases_.begin(), bases_.end(), basis);
    const EvidenceRef reference{static_cast<std::uint32_t>(found - bases_.begin())};
    if (found == bases_.end()) bases_.push_back(std::move(basis));
    return reference;
}

EvidenceRef EvidenceTable::combine(EvidenceRef a, EvidenceRef b) {
    EvidenceBasis basis = (*this)[a];
    basis.add((*this)[b]);
    return refer(std::move(basis));
}

EvidenceRef EvidenceTable::add(const EvidenceSource& source) {
    const auto found = std::find(sources_.begin(), sources_.end(), source);
    const auto place = static_cast<std::uint32_t>(found - sources_.begin());
    if (found == sources_.end()) sources_.push_back(source);
    return refer({source.level, {place}});
}

EvidenceRef EvidenceTable::add(const Evidence& evidence) {
    EvidenceRef reference = refer({evidence.level, {}});
    for (const EvidenceSource& source : evidence.sources) reference = combine(reference, add(source));
    return reference;
}

EvidenceRef EvidenceTable::add_reported(std::string_view rests_on, UnixSeconds as_of) {
    EvidenceSource source;
    source.level = EvidenceLevel::reported;
    source.rests_on = rests_on;
    source.as_of = as_of;
    return add(source);
}

}  // namespace clearmargin
