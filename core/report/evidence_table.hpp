#pragma once

#include <cstdint>
#include <vector>

#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// What a figure rests on: its basis, by place in the report's EvidenceTable. The first rests on nothing at all.
struct EvidenceRef {
    std::uint32_t place = 0;

    friend bool operator==(EvidenceRef, EvidenceRef) = default;
};

/// The weakest level of several sources, and each of them once, by place in the report's evidence, ascending.
struct EvidenceBasis {
    EvidenceLevel level = EvidenceLevel::proven;  ///< of nothing at all: the neutral element of `add`
    std::vector<std::uint32_t> from;

    void add(std::uint32_t source);
    /// Makes it the basis of what rests on both.
    void add(const EvidenceBasis& other);

    friend bool operator==(const EvidenceBasis&, const EvidenceBasis&) = default;
};

/// The sources of one report, each once, in order of appearance, and what its figures make of them.
class EvidenceTable {
  public:
    EvidenceTable() = default;
    /// A table of sources as they were given, to be referred to by place.
    explicit EvidenceTable(std::vector<EvidenceSource> sources);

    /// The reference to all of `evidence`, whose sources are added where they are new.
    [[nodiscard]] EvidenceRef add(const Evidence& evidence);
    /// The reference to one source.
    [[nodiscard]] EvidenceRef add(const EvidenceSource& source);
    /// The reference to someone's word, as of that time; 0 where it is not known.
    [[nodiscard]] EvidenceRef add_reported(std::string_view rests_on, UnixSeconds as_of);
    /// The reference to `basis`, whose places must be of this table.
    [[nodiscard]] EvidenceRef refer(EvidenceBasis basis);
    /// The reference to the weaker level and the sources of both.
    [[nodiscard]] EvidenceRef combine(EvidenceRef a, EvidenceRef b);

    [[nodiscard]] const EvidenceBasis& operator[](EvidenceRef reference) const noexcept {
        return bases_[reference.place];
    }
    [[nodiscard]] const std::vector<EvidenceSource>& sources() const noexcept { return sources_; }

  private:
    std::vector<EvidenceSource> sources_;
    std::vector<EvidenceBasis> bases_ = std::vector<EvidenceBasis>(1);
};

}  // namespace clearmargin
