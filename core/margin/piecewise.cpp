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

void add_sign_change(const Polynomial& p, Int128 from, Int128 to, std::vector<Int128>& out) {
    if (from < to && p.at(from).is_negative() != p.at(to).is_negative()) out.push_back(sign_change(p, from, to));
}

/// The sum of `everywhere` and the functions of several pieces.
Piecewise merged(Domain domain, std::span<const Piecewise> functions, const Polynomial& everywhere) {
    // Every function is its first polynomial plus a change at each later piece: the changes of all, in order, are the
    // sum.
    struct Change {
        Int128 at;
        bool exact;
        const Polynomial* before;
        const Polynomial* after;
    };
    Polynomial total = everywhere;
    std::vector<Change> changes;
    for (const Piecewise& function : functions) {
        const auto& pieces = function.pieces();
        if (pieces.size() == 1) continue;
        total = total + pieces.front().polynomial;
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            changes.push_back({pieces[i].from, pieces[i].exact, &pieces[i - 1].polynomial, &pieces[i].polynomial});
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
    std::vector<Piece> pieces{{domain.first, true, total}};
    pieces.reserve(changes.size() + 1);
    for (const Change& change : changes) {
        total = total + (*change.after - *change.before);
        if (pieces.back().from == change.at && pieces.size() > 1) {
            pieces.back().polynomial = total;
            pieces.back().exact = pieces.back().exact || change.exact;
        } else {
            pieces.push_back({change.at, change.exact, total});
        }
    }
    return Piecewise(domain, std::move(pieces));
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

Polynomial operator-(const Polynomial& a, const Polynomial& b) noexcept {
    return {a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2};
}

Polynomial constant_polynomial(Decimal usd) noexcept {
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    return {usd.is_zero() ? WideInt() : WideInt(usd.units()) * ten_to_54, {}, {}};
}

Polynomial scaled_down(const Polynomial& p, Decimal factor) noexcept {
    if (factor == Decimal(1)) return p;
    const WideInt by(factor.units());
    const auto scale = [&](const WideInt& c) {
        return c.is_zero() ? c : divide_floor(c * by, WideInt(Int128{Decimal::one_units}));
    };
    return {scale(p.c0), scale(p.c1), scale(p.c2)};
}

CheckedDecimal usd_floor(const WideInt& at_10_to_minus_72) noexcept {
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    const auto units = divide_floor(at_10_to_minus_72, ten_to_54).to_int128();
    return units ? CheckedDecimal(Decimal::from_units(*units)) : CheckedDecimal(DecimalFault::overflow);
}

Int128 Piecewise::last_of(std::size_t index) const noexcept {
    return index + 1 < pieces_.size() ? pieces_[index + 1].from - 1 : domain_.last;
}

std::size_t Piecewise::piece_of(Int128 n) const noexcept {
    const auto above = std::upper_bound(pieces_.begin(), pieces_.end(), n,
                                        [](Int128 value, const Piece& piece) { return value < piece.from; });
    return above == pieces_.begin() ? 0 : static_cast<std::size_t>(above - pieces_.begin()) - 1;
}

Piecewise sum(Domain domain, std::span<const Piecewise> functions) {
    // Functions of one piece add up to one polynomial, and a single function of several pieces takes it as it is.
    Polynomial everywhere;
    const Piecewise* only = nullptr;
    std::size_t with_pieces = 0;
    for (const Piecewise& function : functions) {
        if (function.pieces().size() == 1) {
            everywhere = everywhere + function.pieces().front().polynomial;
        } else {
            ++with_pieces;
            only = &function;
        }
    }
    if (with_pieces == 0) return Piecewise(domain, everywhere);
    if (with_pieces == 1) return mapped(*only, [&](const Polynomial& p) { return p + everywhere; });
    return merged(domain, functions, everywhere);
}

Int128 line_sign_change(const Polynomial& line) noexcept {
    // Rising: the first n with c0 + c1 n >= 0. Falling: the first n with c0 + c1 n < 0.
    const bool rising = !line.c1.is_negative();
    const WideInt n = rising ? divide_ceil(-line.c0, line.c1) : divide_floor(line.c0, -line.c1) + WideInt(1);
    return n.to_int128().value_or(int128_max);
}

std::vector<Int128> sign_changes(const Polynomial& p, Int128 from, Int128 to) {
    std::vector<Int128> out;
    if (p.is_constant()) return out;
    if (p.c2.is_zero()) {
        add_sign_change(p, from, to, out);
        return out;
    }
    // Two monotonic halves meet at the vertex.
    const Int128 vertex = divide_floor(-p.c1, p.c2 + p.c2).to_int128().value_or(p.c1.is_negative() ? to : from);
    const Int128 middle = std::clamp(vertex, from, to);
    add_sign_change(p, from, middle, out);
    add_sign_change(p, middle, std::min(middle + 1, to), out);
    add_sign_change(p, std::min(middle + 1, to), to, out);
    return out;
}

Piecewise positive_part(const Piecewise& f) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < f.pieces().size(); ++i) {
        const Piece& piece = f.pieces()[i];
        const auto part_from = [&](Int128 from, bool exact) {
            const bool negative = piece.polynomial.at(from).is_negative();
            pieces.push_back({from, exact, negative ? Polynomial{} : piece.polynomial});
        };
        part_from(piece.from, piece.exact);
        for (const Int128 change : sign_changes(piece.polynomial, piece.from, f.last_of(i))) {
            part_from(change, piece.polynomial.at(change).is_zero());
        }
    }
    return Piecewise(f.domain(), std::move(pieces));
}

}  // namespace clearmargin
