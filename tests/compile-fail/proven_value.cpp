// refused: read-only|const-qualified|cannot assign
#include "core/evidence/proven.hpp"

namespace clearmargin {

int change(Proven<int>& proven) {
#ifdef MUST_COMPILE
    return *proven;
#else
    return *proven = 2;
#endif
}

}  // namespace clearmargin
