#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/codec/json_reader.hpp"
#include "core/portfolio/risk_unit.hpp"

namespace clearmargin::portfolio_tests {

/// A unit of everything: one expiry with a short call and a long put, a perpetual, collateral that moves with it.
RiskUnit sample_unit();

/// The number at `index` of an array: a string or a number as written.
double number_at(const JsonReader& array, std::size_t index);
std::string word_at(const JsonReader& array, std::size_t index);

OptionRight right_of(const JsonReader& option, std::string_view member = "call");

/// The value, or a failed test.
template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

/// Fails the running test unless `result` was refused with that code at that place.
template <class T>
void check_refused(const Result<T>& result, ErrorCode code, std::string_view where) {
    CAPTURE(where);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == code);
    CHECK(result.error().where == where);
}

}  // namespace clearmargin::portfolio_tests
