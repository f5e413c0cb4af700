#include "core/risk/philox.hpp"

namespace clearmargin {
namespace {

/// Two words, the first on top, as a uniform number less 1/2: 52 bits and a half.
double from_middle(std::uint32_t high, std::uint32_t low) noexcept {
    const std::uint64_t bits = ((std::uint64_t{high} << 32U) | low) >> 12U;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52 - 0.5;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key) noexcept {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xd2511f53} * counter[0];
        const std::uint64_t second = std::uint64_t{0xcd9e8d57} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
        key[0] += 0x9e3779b9;
        key[1] += 0xbb67ae85;
    }
    return counter;
}

std::array<double, 2> uniform_pair_from_middle(std::uint64_t seed, const DrawPlace& place) noexcept {
    const auto words = philox4x32_10({place.path, place.step, place.asset, place.stream},
                                     {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
    return {from_middle(words[0], words[1]), from_middle(words[2], words[3])};
}

}  // namespace clearmargin
