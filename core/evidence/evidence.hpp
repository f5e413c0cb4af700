#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clearmargin {

/// Seconds since 1970-01-01 00:00 UTC.
using UnixSeconds = std::uint64_t;

/// What a figure rests on, weakest first, so that the weaker of two is the smaller.
enum class EvidenceLevel : std::uint8_t {
    reported,  ///< someone says so
    attested,  ///< k of n named keys signed it
    proposed,  ///< follows from a root of trust, but from a claim that can still be undone
    proven,    ///< follows from a root of trust by a chain's own consensus and hashes
};

/// "proven", "proposed", "attested" or "reported".
[[nodiscard]] std::string_view level_name(EvidenceLevel level) noexcept;

/// Absent for any other word.
[[nodiscard]] std::optional<EvidenceLevel> level_of_name(std::string_view name) noexcept;

/// One root that figures rest on, and the way from there.
struct EvidenceSource {
    EvidenceLevel level = EvidenceLevel::reported;
    std::string rests_on;        ///< one of the sentences listed in docs/trust-model.md
    std::string chain;           ///< CAIP-2 id; empty where no chain is meant
    std::uint64_t block = 0;     ///< execution block number; 0 where no chain is meant
    std::string block_hash;      ///< 0x-hex; empty where no chain is meant
    UnixSeconds as_of = 0;       ///< when it was so: the block's time, or the time a source states; 0 where unknown
    std::vector<std::string> path;  ///< the steps from root to figure, for a person

    friend bool operator==(const EvidenceSource&, const EvidenceSource&) = default;
};

/// All that one figure rests on. A figure made of several carries the weakest level and the list of all.
struct Evidence {
    EvidenceLevel level = EvidenceLevel::proven;  ///< of nothing at all: the neutral element of `combine`
    std::vector<EvidenceSource> sources;
};

[[nodiscard]] Evidence evidence_of(EvidenceSource source);

/// The weaker level and the sources of both, each once, in order of appearance.
[[nodiscard]] Evidence combine(Evidence a, const Evidence& b);

/// Puts one more step at the end of the path, of every source's path.
void add_step(EvidenceSource& source, std::string_view step);
void add_step(Evidence& evidence, std::string_view step);

/// The same evidence with one more step at the end of every source's path.
[[nodiscard]] Evidence with_step(Evidence evidence, std::string_view step);

}  // namespace clearmargin
