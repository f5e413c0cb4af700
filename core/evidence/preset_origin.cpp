#include "core/evidence/preset_origin.hpp"

namespace clearmargin {

bool is_old(const PresetOrigin& origin, UnixSeconds now) noexcept {
    return origin.as_of == 0 || (now > origin.as_of && now - origin.as_of > preset_lifetime);
}

}  // namespace clearmargin
