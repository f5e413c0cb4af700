#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/number/wide_int.hpp"

namespace clearmargin {

/// USD as an exact function of a price or shock n, counted in steps of 10^-18: (c0 + c1 n + c2 n^2) x 10^-72.
struct Polynomial {
    WideInt c0;
    WideInt c1;
    WideInt c2;

    [[nodiscard]] WideInt at(Int128 n) const noexcept;
    [[nodiscard]] bool is_constant() const noexcept { return c1.is_zero() && c2.is_zero(); }
    [[nodiscard]] bool overflowed() const noexcept {
        return c0.overflowed() || c1.overflowed() || c2.overflowed();
    }
    Polynomial& operator+=(const Polynomial& b) noexcept;
    Polynomial& operator-=(const Polynomial& b) noexcept;
    friend Polynomial operator+(const Polynomial& a, const Polynomial& b) noexcept;
    friend Polynomial operator-(const Polynomial& a) noexcept;
};

/// USD as a polynomial.
[[nodiscard]] Polynomial constant_polynomial(Decimal usd) noexcept;

/// p x factor with every coefficient rounded down, by less than 10^-54 each.
[[nodiscard]] Polynomial scaled_down(const Polynomial& p, Decimal factor) noexcept;

/// p x numerator / denominator with every coefficient rounded down.
[[nodiscard]] Polynomial scaled_down(const Polynomial& p, const WideInt& numerator, const WideInt& denominator) noexcept;

/// USD at 10^-72 as a decimal, rounded down; absent where it does not fit.
[[nodiscard]] CheckedDecimal usd_floor(const WideInt& at_10_to_minus_72) noexcept;

/// The n that are looked at, both ends included.
struct Domain {
    Int128 first = 0;
    Int128 last = int128_max;
};

/// A function that is one polynomial from each of some points to the next.
class Piecewise {
  public:
    struct Piece {
        Int128 from = 0;    ///< first n of the piece
        bool exact = true;  ///< whether the piece begins at `from` itself, not between it and the n before
        Polynomial polynomial;
    };

    Piecewise(Domain domain, const Polynomial& everywhere);
    /// Pieces ascend and the first begins at the domain's first n.
    Piecewise(Domain domain, std::vector<Piece> pieces);

    [[nodiscard]] Domain domain() const noexcept { return domain_; }
    [[nodiscard]] const std::vector<Piece>& pieces() const noexcept { return pieces_; }
    /// The last n of piece `index`.
    [[nodiscard]] Int128 last_of(std::size_t index) const noexcept;
    /// The place of the piece that n lies in.
    [[nodiscard]] std::size_t piece_of(Int128 n) const noexcept;
    [[nodiscard]] WideInt at(Int128 n) const noexcept { return pieces_[piece_of(n)].polynomial.at(n); }
    [[nodiscard]] bool overflowed() const noexcept;

    Piecewise& operator+=(const Polynomial& everywhere) noexcept;
    void negate() noexcept;
    /// Every polynomial through `scaled_down`.
    void scale_down(Decimal factor) noexcept;
    void scale_down(const WideInt& numerator, const WideInt& denominator) noexcept;

  private:
    Domain domain_;
    std::vector<Piece> pieces_;
};

/// Adds functions over one domain up.
class PiecewiseSum {
  public:
    explicit PiecewiseSum(Domain domain) : domain_(domain) {}
    [[nodiscard]] Domain domain() const noexcept { return domain_; }
    PiecewiseSum& operator+=(const Polynomial& everywhere) noexcept;
    PiecewiseSum& operator+=(const Piecewise& function);
    [[nodiscard]] Piecewise total() const;

  private:
    // Every function is its first polynomial plus a change at each later piece: the changes of all, in order, are the
    // sum.
    Domain domain_;
    Polynomial first_;
    std::vector<Piecewise::Piece> changes_;
};

/// The first n at which a line that is not flat has another sign (negative or not) than it starts with.
[[nodiscard]] Int128 line_sign_change(const Polynomial& line) noexcept;

/// Some n, ascending.
struct SignChanges {
    std::array<Int128, 3> at{};  ///< a parabola has at most two, and a third stands for none
    std::size_t count = 0;
};

/// The n in (from, to] where p changes between negative and not negative from n - 1 to n.
[[nodiscard]] SignChanges sign_changes(const Polynomial& p, Int128 from, Int128 to) noexcept;

/// max(0, f)
[[nodiscard]] Piecewise positive_part(const Piecewise& f);
/// min(0, f)
[[nodiscard]] Piecewise negative_part(const Piecewise& f);

}  // namespace clearmargin
