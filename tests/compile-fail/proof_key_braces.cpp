// refused: ProofKey.*(is private|private within)
#include "core/evidence/proven.hpp"

namespace clearmargin {

#ifdef MUST_COMPILE
class verifiers::EvmState {
  public:
#else
class Anyone {
  public:
#endif
    static Proven<int> prove(Evidence evidence) { return Proven<int>({}, 1, std::move(evidence)); }
};

}  // namespace clearmargin
