#include "core/margin/piecewise.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin {
namespace {

using Piece = Piecewise::Piece;

/// The first n in (from, to] at which p has another sign than at from; p is monotonic there and its signs differ.
Int128 sign_change(const Polynomial& p, Int128 from, Int128 to) noexcept {
    if (p.c2.is_zero()) return line_sign_change(p);
    const bool negative = p.at(from).is_negative();
    while (to - from > 1) {
        const Int128 middle = from + (to - from) / 2;
        (p.at(middle).is_negative() == negative ? from : to) = middle;
    }
    return to;
}

void add_sign_change(const Polynomial& p, Int128 from, Int128 to, SignChanges& out) noexcept {
    if (from >= to || p.at(from).is_negative() == p.at(to).is_negative()) return;
    out.at[out.count] = sign_change(p, from, to);
    ++out.count;
}

/// f where it is negative, or where it is not, and 0 elsewhere.
Piecewise part_of(const Piecewise& f, bool negative) {
    std::vector<Piece> parts;
    for (std::size_t i = 0; i < f.pieces().size(); ++i) {
        const Piece& piece = f.pieces()[i];
        const SignChanges changes = sign_changes(piece.polynomial, piece.from, f.last_of(i));
        for (std::size_t k = 0; k <= changes.count; ++k) {
            Piece part = piece;
            if (k > 0) {
                part.from = changes.at[k - 1];
                part.exact = piece.polynomial.at(part.from).is_zero();
            }
            if (piece.polynomial.at(part.from).is_negative() != negative) part.polynomial = {};
            parts.push_back(part);
        }
    }
    return Piecewise(f.domain(), std::move(parts));
}

}  // namespace

WideInt Polynomial::at(Int128 n) const noexcept {
    if (c2.is_zero()) return c1.is_zero() ? c0 : c0 + c1 * WideInt(n);
    return c0 + (c1 + c2 * WideInt(n)) * WideInt(n);
}

Polynomial& Polynomial::operator+=(const Polynomial& b) noexcept {
    // Most terms are constants or lines.
    c0 += b.c0;
    if (!b.c1.is_zero()) c1 += b.c1;
    if (!b.c2.is_zero()) c2 += b.c2;
    return *this;
}

Polynomial operator+(const Polynomial& a, const Polynomial& b) noexcept {
    Polynomial total = a;
    total += b;
    return total;
}

Polynomial operator-(const Polynomial& a) noexcept { return {-a.c0, -a.c1, -a.c2}; }

Polynomial& Polynomial::operator-=(const Polynomial& b) noexcept { return *this += -b; }

Polynomial constant_polynomial(Decimal usd) noexcept {
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    return {usd.is_zero() ? WideInt() : WideInt(usd.units()) * ten_to_54, {}, {}};
}

Polynomial scaled_down(const Polynomial& p, Decimal factor) noexcept {
    if (factor == Decimal(1)) return p;
    return scaled_down(p, WideInt(factor.units()), WideInt(Int128{Decimal::one_units}));
}

Polynomial scaled_down(const Polynomial& p, const WideInt& numerator, const WideInt& denominator) noexcept {
    Polynomial out = p;
    for (WideInt* c : {&out.c0, &out.c1, &out.c2}) {
        if (!c->is_zero()) *c = divide_floor(*c * numerator, denominator);
    }
    return out;
}

CheckedDecimal usd_floor(const WideInt& at_10_to_minus_72) noexcept {
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    const auto units = divide_floor(at_10_to_minus_72, ten_to_54).to_int128();
    return units ? CheckedDecimal(Decimal::from_units(*units)) : CheckedDecimal(DecimalFault::overflow);
}

Piecewise::Piecewise(Domain domain, const Polynomial& everywhere) : domain_(domain) {
    pieces_.push_back({domain.first, true, everywhere});
}

Piecewise::Piecewise(Domain domain, std::vector<Piece> pieces) : domain_(domain), pieces_(std::move(pieces)) {}

Int128 Piecewise::last_of(std::size_t index) const noexcept {
    return index + 1 < pieces_.size() ? pieces_[index + 1].from - 1 : domain_.last;
}

std::size_t Piecewise::piece_of(Int128 n) const noexcept {
    const auto above = std::upper_bound(pieces_.begin(), pieces_.end(), n,
                                        [](Int128 value, const Piece& piece) { return value < piece.from; });
    return above == pieces_.begin() ? 0 : static_cast<std::size_t>(above - pieces_.begin()) - 1;
}

bool Piecewise::overflowed() const noexcept {
    for (const Piece& piece : pieces_) {
        if (piece.polynomial.overflowed()) return true;
    }
    return false;
}

Piecewise& Piecewise::operator+=(const Polynomial& everywhere) noexcept {
    for (Piece& piece : pieces_) piece.polynomial += everywhere;
    return *this;
}

void Piecewise::negate() noexcept {
    for (Piece& piece : pieces_) piece.polynomial = -piece.polynomial;
}

void Piecewise::scale_down(Decimal factor) noexcept {
    for (Piece& piece : pieces_) piece.polynomial = scaled_down(piece.polynomial, factor);
}

void Piecewise::scale_down(const WideInt& numerator, const WideInt& denominator) noexcept {
    for (Piece& piece : pieces_) piece.polynomial = scaled_down(piece.polynomial, numerator, denominator);
}

PiecewiseSum& PiecewiseSum::operator+=(const Polynomial& everywhere) noexcept {
    first_ += everywhere;
    return *this;
}

PiecewiseSum& PiecewiseSum::operator+=(const Piecewise& function) {
    const std::vector<Piece>& pieces = function.pieces();
    first_ += pieces.front().polynomial;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        changes_.push_back(pieces[i]);
        changes_.back().polynomial -= pieces[i - 1].polynomial;
    }
    return *this;
}

Piecewise PiecewiseSum::total() const {
    std::vector<const Piece*> changes;
    changes.reserve(changes_.size());
    for (const Piece& change : changes_) changes.push_back(&change);
    // The order among changes at one n is of no matter. A heap takes a fraction of std::sort's code.
    const auto comes_first = [](const Piece* a, const Piece* b) { return a->from < b->from; };
    std::make_heap(changes.begin(), changes.end(), comes_first);
    std::sort_heap(changes.begin(), changes.end(), comes_first);
    std::vector<Piece> pieces;
    pieces.reserve(changes.size() + 1);
    pieces.push_back({domain_.first, true, first_});
    for (const Piece* change : changes) {
        if (pieces.size() == 1 || pieces.back().from != change->from) {
            Piece next = pieces.back();
            next.from = change->from;
            next.exact = false;
            pieces.push_back(next);
        }
        pieces.back().exact = pieces.back().exact || change->exact;
        pieces.back().polynomial += change->polynomial;
    }
    return Piecewise(domain_, std::move(pieces));
}

Int128 line_sign_change(const Polynomial& line) noexcept {
    // Rising: the first n with c0 + c1 n >= 0. Falling: the first n with c0 + c1 n < 0.
    const bool rising = !line.c1.is_negative();
    const WideInt n = rising ? divide_ceil(-line.c0, line.c1) : divide_floor(line.c0, -line.c1) + WideInt(1);
    return n.to_int128().value_or(int128_max);
}

SignChanges sign_changes(const Polynomial& p, Int128 from, Int128 to) noexcept {
    SignChanges out;
    if (p.is_constant()) return out;
    if (p.c2.is_zero()) {
        add_sign_change(p, from, to, out);
        return out;
    }
    // Two monotonic halves meet at the vertex.
    const Int128 vertex = divide_floor(-p.c1, p.c2 + p.c2).to_int128().value_or(p.c1.is_negative() ? to : from);
    const Int128 middle = std::clamp(vertex, from, to);
    const Int128 next = middle < to ? middle + 1 : to;
    add_sign_change(p, from, middle, out);
    add_sign_change(p, middle, next, out);
    add_sign_change(p, next, to, out);
    return out;
}

Piecewise positive_part(const Piecewise& f) { return part_of(f, false); }

Piecewise negative_part(const Piecewise& f) { return part_of(f, true); }

}  // namespace clearmargin
