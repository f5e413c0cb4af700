#pragma once

#include <span>
#include <vector>

#include "core/result/result.hpp"

namespace clearmargin {

/// Correlations that random variables can have, and their factor: L with L L^T the matrix.
class CorrelationMatrix {
  public:
    /// Nothing is repaired: a matrix that is not one is refused.
    /// Fails   bad_correlation_shape: not square ("[1]"), not 1 on its diagonal or not symmetric ("[1][0]");
    ///         correlation_not_positive_semidefinite for a pivot below -10^-12
    /// Source  docs/margin-model.md#mathematics
    [[nodiscard]] static Result<CorrelationMatrix> make(const std::vector<std::vector<double>>& rows);
    /// Every asset moves as every other does.
    [[nodiscard]] static CorrelationMatrix all_as_one(std::size_t size);
    /// No asset knows of another.
    [[nodiscard]] static CorrelationMatrix independent(std::size_t size);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] double at(std::size_t i, std::size_t j) const noexcept { return entries_[i * size_ + j]; }

    /// L x: independent standard normals made correlated ones. `out` may not be `independent`.
    void correlate(std::span<const double> independent, std::span<double> out) const noexcept;
    /// sum x_i x_j r_ij, which is never negative: the variance of a sum of parts with deviations x.
    [[nodiscard]] double variance_of_sum(std::span<const double> deviations) const noexcept;

  private:
    CorrelationMatrix(std::size_t size, std::vector<double> entries)
        : size_(size), entries_(std::move(entries)), factor_(size * size) {}
    /// Whether there is a factor.
    [[nodiscard]] bool factorise() noexcept;

    std::size_t size_;
    std::vector<double> entries_;
    std::vector<double> factor_;  ///< lower triangle
};

}  // namespace clearmargin
