#include "light-client/chain-params/ethereum_fork.hpp"

#include <array>
#include <cstddef>

namespace clearmargin::ethereum {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"phase0", "altair", "bellatrix", "capella", "deneb", "electra", "fulu", "gloas", "heze"});

}  // namespace

std::string_view fork_name(Fork fork) noexcept { return names[static_cast<std::size_t>(fork)]; }

std::optional<Fork> fork_of_name(std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Fork>(i);
    }
    return std::nullopt;
}

}  // namespace clearmargin::ethereum
