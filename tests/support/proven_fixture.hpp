#pragma once

#include <string>
#include <utility>

#include "core/evidence/proven.hpp"

namespace clearmargin::verifiers {

/// Makes proven values without a proof, for tests of what follows from them.
class TestFixture {
  public:
    template <class T>
    static Proven<T> proven(T value, Evidence evidence) {
        return Proven<T>(ProofKey(), std::move(value), std::move(evidence));
    }
    template <class T>
    static Proven<T> proven(T value, EvidenceSource source) {
        return proven(std::move(value), evidence_of(std::move(source)));
    }
    template <class T>
    static Proven<T> proven(T value) {
        EvidenceSource source;
        source.level = EvidenceLevel::proven;
        source.rests_on = "a test";
        return proven(std::move(value), std::move(source));
    }
};

}  // namespace clearmargin::verifiers
