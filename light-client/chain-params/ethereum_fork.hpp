#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clearmargin::ethereum {

/// The consensus layer's forks, oldest first.
enum class Fork : std::uint8_t { phase0, altair, bellatrix, capella, deneb, electra, fulu, gloas, heze };

/// The name in lower case, as the Beacon API writes it.
[[nodiscard]] std::string_view fork_name(Fork fork) noexcept;

/// Absent for a name we do not know.
[[nodiscard]] std::optional<Fork> fork_of_name(std::string_view name) noexcept;

}  // namespace clearmargin::ethereum
