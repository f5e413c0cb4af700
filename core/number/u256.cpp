#include "core/number/u256.hpp"

#include <algorithm>

#include "core/bytes/endian.hpp"
#include "core/bytes/hex.hpp"

namespace clearmargin {
namespace {

__extension__ using Wide = unsigned __int128;

struct Sum {
    U256 value;
    bool carry;
};

Sum add(const U256& a, const U256& b) noexcept {
    Sum sum{{}, false};
    Wide carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Wide limb = static_cast<Wide>(a.limbs[i]) + b.limbs[i] + carry;
        sum.value.limbs[i] = static_cast<std::uint64_t>(limb);
        carry = limb >> 64U;
    }
    sum.carry = carry != 0;
    return sum;
}

/// value * factor + addend in place; false above 2^256 - 1.
bool multiply_add(U256& value, std::uint64_t factor, std::uint64_t addend) noexcept {
    Wide carry = addend;
    for (std::uint64_t& limb : value.limbs) {
        const Wide product = static_cast<Wide>(limb) * factor + carry;
        limb = static_cast<std::uint64_t>(product);
        carry = product >> 64U;
    }
    return carry == 0;
}

/// value / divisor in place; the remainder is returned.
std::uint64_t divide_small(U256& value, std::uint64_t divisor) noexcept {
    Wide remainder = 0;
    for (std::size_t i = 4; i-- > 0;) {
        const Wide current = (remainder << 64U) | value.limbs[i];
        value.limbs[i] = static_cast<std::uint64_t>(current / divisor);
        remainder = current % divisor;
    }
    return static_cast<std::uint64_t>(remainder);
}

Refusal malformed(std::string_view text) {
    return refuse(ErrorCode::malformed_integer, "", "decimal digits, or 0x and 1 to 64 hex digits", text);
}

}  // namespace

U256 U256::from_be(const Bytes32& word) noexcept {
    U256 out;
    for (std::size_t i = 0; i < 4; ++i) out.limbs[3 - i] = load_u64_be(word.data() + 8 * i);
    return out;
}

std::optional<U256> U256::from_be_bytes(ByteView bytes) noexcept {
    if (bytes.size() > 32) return std::nullopt;
    Bytes32 word;
    std::copy(bytes.begin(), bytes.end(), word.bytes.end() - static_cast<std::ptrdiff_t>(bytes.size()));
    return from_be(word);
}

Bytes32 U256::to_be() const noexcept {
    Bytes32 word;
    for (std::size_t i = 0; i < 4; ++i) store_u64_be(limbs[3 - i], word.data() + 8 * i);
    return word;
}

bool U256::is_zero() const noexcept { return *this == U256{}; }

bool U256::bit(unsigned index) const noexcept { return index < 256 && ((limbs[index / 64] >> (index % 64)) & 1U) != 0; }

unsigned U256::bit_length() const noexcept {
    for (unsigned i = 256; i-- > 0;) {
        if (bit(i)) return i + 1;
    }
    return 0;
}

std::optional<std::uint64_t> U256::to_u64() const noexcept {
    if ((limbs[1] | limbs[2] | limbs[3]) != 0) return std::nullopt;
    return limbs[0];
}

bool operator<(const U256& a, const U256& b) noexcept {
    for (std::size_t i = 4; i-- > 0;) {
        if (a.limbs[i] != b.limbs[i]) return a.limbs[i] < b.limbs[i];
    }
    return false;
}

std::optional<U256> checked_add(const U256& a, const U256& b) noexcept {
    const Sum sum = add(a, b);
    if (sum.carry) return std::nullopt;
    return sum.value;
}

std::optional<U256> checked_sub(const U256& a, const U256& b) noexcept {
    if (a < b) return std::nullopt;
    U256 out;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Wide limb = static_cast<Wide>(a.limbs[i]) - b.limbs[i] - borrow;
        out.limbs[i] = static_cast<std::uint64_t>(limb);
        borrow = (limb >> 64U) != 0 ? 1 : 0;
    }
    return out;
}

std::optional<U256> checked_mul(const U256& a, const U256& b) noexcept {
    std::array<std::uint64_t, 8> product{};
    for (std::size_t i = 0; i < 4; ++i) {
        Wide carry = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            const Wide term = static_cast<Wide>(a.limbs[i]) * b.limbs[j] + product[i + j] + carry;
            product[i + j] = static_cast<std::uint64_t>(term);
            carry = term >> 64U;
        }
        product[i + 4] = static_cast<std::uint64_t>(carry);
    }
    if ((product[4] | product[5] | product[6] | product[7]) != 0) return std::nullopt;
    U256 out;
    std::copy_n(product.begin(), 4, out.limbs.begin());
    return out;
}

U256 wrapping_add(const U256& a, const U256& b) noexcept { return add(a, b).value; }

U256 shift_left(const U256& a, unsigned bits) noexcept {
    U256 out;
    const unsigned whole = bits / 64;
    const unsigned part = bits % 64;
    for (unsigned i = whole; i < 4; ++i) {
        out.limbs[i] = a.limbs[i - whole] << part;
        if (part != 0 && i > whole) out.limbs[i] |= a.limbs[i - whole - 1] >> (64 - part);
    }
    return out;
}

U256 shift_right(const U256& a, unsigned bits) noexcept {
    U256 out;
    const unsigned whole = bits / 64;
    const unsigned part = bits % 64;
    for (unsigned i = 0; i + whole < 4; ++i) {
        out.limbs[i] = a.limbs[i + whole] >> part;
        if (part != 0 && i + whole + 1 < 4) out.limbs[i] |= a.limbs[i + whole + 1] << (64 - part);
    }
    return out;
}

U256 low_bits(const U256& a, unsigned bits) noexcept {
    if (bits >= 256) return a;
    return shift_right(shift_left(a, 256 - bits), 256 - bits);
}

std::optional<Division> divide(const U256& dividend, const U256& divisor) noexcept {
    if (divisor.is_zero()) return std::nullopt;
    Division out{dividend, {}};
    if (const auto small = divisor.to_u64()) {
        out.remainder = divide_small(out.quotient, *small);
        return out;
    }
    out.quotient = {};
    for (unsigned i = dividend.bit_length(); i-- > 0;) {
        // No bit is lost: what is left of fewer than 256 bits is below 2^255.
        out.remainder = shift_left(out.remainder, 1);
        if (dividend.bit(i)) out.remainder.limbs[0] |= 1U;
        const auto less = checked_sub(out.remainder, divisor);
        if (!less) continue;
        out.remainder = *less;
        out.quotient.limbs[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    return out;
}

std::string to_decimal(const U256& value) {
    if (value.is_zero()) return "0";
    std::string digits;
    for (U256 rest = value; !rest.is_zero();) digits.push_back(static_cast<char>('0' + divide_small(rest, 10)));
    std::reverse(digits.begin(), digits.end());
    return digits;
}

Result<U256> parse_u256(std::string_view text) {
    U256 out;
    if (text.starts_with("0x")) {
        const std::string_view digits = text.substr(2);
        if (digits.empty() || digits.size() > 64) return malformed(text);
        for (const char c : digits) {
            const int digit = hex_digit(c);
            if (digit < 0) return malformed(text);
            out = shift_left(out, 4);
            out.limbs[0] |= static_cast<std::uint64_t>(digit);
        }
        return out;
    }
    if (text.empty()) return malformed(text);
    for (const char c : text) {
        if (c < '0' || c > '9') return malformed(text);
        if (!multiply_add(out, 10, static_cast<std::uint64_t>(c - '0'))) {
            return refuse(ErrorCode::integer_out_of_range, "", "at most 2^256 - 1", text);
        }
    }
    return out;
}

}  // namespace clearmargin
