#include "core/risk/correlation_matrix.hpp"

#include <cmath>
#include <string>

namespace clearmargin {
namespace {

constexpr double pivot_tolerance = 1e-12;
/// What may be left beside a pivot of 0: entries are at most the root of the product of their pivots.
constexpr double entry_tolerance = 1e-6;

std::string place(std::size_t i) { return "[" + std::to_string(i) + "]"; }

}  // namespace

Result<CorrelationMatrix> CorrelationMatrix::make(const std::vector<std::vector<double>>& rows) {
    const std::size_t size = rows.size();
    std::vector<double> entries;
    for (std::size_t i = 0; i < size; ++i) {
        if (rows[i].size() != size) {
            return refuse(ErrorCode::bad_correlation_shape, place(i), size, rows[i].size());
        }
        for (std::size_t j = 0; j <= i; ++j) {
            const bool right = i == j ? rows[i][i] == 1 : rows[i][j] == rows[j][i];
            if (right) continue;
            return refuse(ErrorCode::bad_correlation_shape, place(i) + place(j),
                          i == j ? "expected 1 on the diagonal" : "expected the same number on both sides");
        }
        entries.insert(entries.end(), rows[i].begin(), rows[i].end());
    }
    CorrelationMatrix matrix(size, std::move(entries));
    if (matrix.factorise()) return matrix;
    return refuse(ErrorCode::correlation_not_positive_semidefinite, "", "expected correlations that can be together");
}

CorrelationMatrix CorrelationMatrix::all_as_one(std::size_t size) {
    CorrelationMatrix matrix(size, std::vector<double>(size * size, 1));
    for (std::size_t i = 0; i < size; ++i) matrix.factor_[i * size] = 1;
    return matrix;
}

CorrelationMatrix CorrelationMatrix::independent(std::size_t size) {
    CorrelationMatrix matrix(size, std::vector<double>(size * size, 0));
    for (std::size_t i = 0; i < size; ++i) matrix.entries_[i * size + i] = matrix.factor_[i * size + i] = 1;
    return matrix;
}

bool CorrelationMatrix::factorise() noexcept {
    for (std::size_t j = 0; j < size_; ++j) {
        double* column = &factor_[j * size_];
        double pivot = at(j, j);
        for (std::size_t k = 0; k < j; ++k) pivot -= column[k] * column[k];
        if (!(pivot >= -pivot_tolerance)) return false;
        const bool none_left = pivot <= pivot_tolerance;
        const double root = none_left ? 0 : std::sqrt(pivot);
        column[j] = root;
        for (std::size_t i = j + 1; i < size_; ++i) {
            double* row = &factor_[i * size_];
            double rest = at(i, j);
            for (std::size_t k = 0; k < j; ++k) rest -= row[k] * column[k];
            if (none_left && !(std::fabs(rest) <= entry_tolerance)) return false;
            row[j] = none_left ? 0 : rest / root;
        }
    }
    return true;
}

void CorrelationMatrix::correlate(std::span<const double> independent, std::span<double> out) const noexcept {
    for (std::size_t i = 0; i < size_; ++i) {
        double sum = 0;
        for (std::size_t k = 0; k <= i; ++k) sum += factor_[i * size_ + k] * independent[k];
        out[i] = sum;
    }
}

double CorrelationMatrix::variance_of_sum(std::span<const double> deviations) const noexcept {
    double total = 0;
    for (std::size_t k = 0; k < size_; ++k) {
        double along = 0;
        for (std::size_t i = k; i < size_; ++i) along += factor_[i * size_ + k] * deviations[i];
        total += along * along;
    }
    return total;
}

}  // namespace clearmargin
