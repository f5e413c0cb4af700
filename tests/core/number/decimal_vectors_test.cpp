#include <catch2/catch.hpp>
#include <string>

#include "core/number/decimal.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

constexpr std::pair<std::string_view, Rounding> roundings[] = {{"floor", Rounding::floor},
                                                               {"ceil", Rounding::ceil},
                                                               {"trunc", Rounding::trunc},
                                                               {"away", Rounding::away},
                                                               {"half_even", Rounding::half_even}};

/// The model's name of a refusal.
std::string model_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::malformed_decimal:
            return "E_PARSE";
        case ErrorCode::excess_precision:
            return "E_PRECISION";
        case ErrorCode::decimal_overflow:
            return "E_OVERFLOW";
        case ErrorCode::division_by_zero:
            return "E_DIV_ZERO";
        default:
            return "?";
    }
}

template <class Compute>
void check_roundings(const MarginCase& test, Compute compute) {
    for (const auto& [name, rounding] : roundings) {
        if (!has(test.out(), name)) continue;
        const auto got = settle(compute(rounding));
        const std::string expected = text_of(test.out(), name);
        CAPTURE(name);
        CHECK((got.ok() ? to_string(got.value()) : model_name(got.error().code)) ==
              (expected.starts_with("E_") ? expected : to_string(decimal_from_text(expected))));
    }
}

void run_mul(const MarginCase& test) {
    check_roundings(
        test, [&](Rounding rounding) { return mul(decimal_of(test.in(), "a"), decimal_of(test.in(), "b"), rounding); });
}

void run_div(const MarginCase& test) {
    check_roundings(
        test, [&](Rounding rounding) { return div(decimal_of(test.in(), "a"), decimal_of(test.in(), "b"), rounding); });
}

void run_muldiv(const MarginCase& test) {
    check_roundings(test, [&](Rounding rounding) {
        return mul_div(decimal_of(test.in(), "a"), decimal_of(test.in(), "b"), decimal_of(test.in(), "c"), rounding);
    });
}

void run_parse(const MarginCase& test) {
    const auto parsed = parse_decimal(text_of(test.in(), "text"));
    CHECK((parsed.ok() ? "ok" : model_name(parsed.error().code)) == text_of(test.out(), "result"));
}

}  // namespace

TEST_CASE("engine-decimal vectors", "[number][vectors]") {
    run_margin_vectors("engine-decimal.json", {{"decimal_mul", run_mul},
                                               {"decimal_div", run_div},
                                               {"decimal_muldiv", run_muldiv},
                                               {"decimal_parse", run_parse}});
}
