#pragma once

#include <cstdint>
#include <vector>

#include "core/evidence/input_id.hpp"

namespace clearmargin {

/// The sums over a pool that its figures are made of, as a set of bits.
enum class PoolSums : std::uint8_t { none = 0, equity = 1, margin = 2, notional = 4, all = 7 };

[[nodiscard]] constexpr PoolSums operator|(PoolSums a, PoolSums b) noexcept {
    return static_cast<PoolSums>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Whether `a` and `b` have a sum in common.
[[nodiscard]] constexpr bool overlap(PoolSums a, PoolSums b) noexcept {
    return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

/// The inputs that a pool's sums were made of.
class PoolInputs {
  public:
    /// Notes that `id` went into `sums`.
    void insert(InputId id, PoolSums sums);
    /// The inputs of a figure made of `sums`, ascending.
    [[nodiscard]] std::vector<InputId> of(PoolSums sums) const;

  private:
    std::vector<PoolSums> sums_of_;  ///< by input
};

}  // namespace clearmargin
