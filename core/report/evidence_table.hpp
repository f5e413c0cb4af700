#pragma once

#include <cstdint>
#include <vector>

#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// What a figure rests on, by index into a report's evidence: the weakest level, and every source once, ascending.
struct EvidenceRef {
    EvidenceLevel level = EvidenceLevel::proven;  ///< of nothing at all: the neutral element of `combine`
    std::vector<std::uint32_t> from;

    friend bool operator==(const EvidenceRef&, const EvidenceRef&) = default;
};

/// The weaker level and the sources of both.
[[nodiscard]] EvidenceRef combine(const EvidenceRef& a, const EvidenceRef& b);

/// The sources of one report, each once, in order of appearance.
class EvidenceTable {
  public:
    /// The reference to all of `evidence`, whose sources are added where they are new.
    [[nodiscard]] EvidenceRef add(const Evidence& evidence);
    /// The reference to one source.
    [[nodiscard]] EvidenceRef add(const EvidenceSource& source);

    [[nodiscard]] const std::vector<EvidenceSource>& sources() const noexcept { return sources_; }

  private:
    std::vector<EvidenceSource> sources_;
};

}  // namespace clearmargin
