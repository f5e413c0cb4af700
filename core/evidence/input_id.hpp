#pragma once

#include <cstdint>

namespace clearmargin {

/// The number by which a caller knows one input of a figure: a balance, a price, a position. Whoever knows what each
/// input rests on then knows what the figure rests on. Small numbers make small tables.
using InputId = std::uint32_t;

}  // namespace clearmargin
