#include "core/pricing/jump_diffusion.hpp"

#include <catch2/catch.hpp>

#include "core/pricing/elementary.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using clearmargin::tests::error_of;

namespace {

Jumps jumps_of(const JsonReader& in) {
    return {double_of(in, "jump_intensity"), double_of(in, "jump_mean_log"), double_of(in, "jump_vol")};
}

void run_merton(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto right = in.member("call").value().boolean().value() ? OptionRight::call : OptionRight::put;
    const auto price = merton_price({right, double_of(in, "S"), double_of(in, "K"), double_of(in, "T"),
                                     double_of(in, "vol"), double_of(in, "r"), double_of(in, "q")},
                                    jumps_of(in));
    REQUIRE(price.ok());
    check_double(test, "price", price.value());
}

void run_return_quantile(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto quantile = jump_return_quantile(
        double_of(in, "p"), {double_of(in, "mu"), double_of(in, "vol"), double_of(in, "T")}, jumps_of(in));
    REQUIRE(quantile.ok());
    check_double(test, "log_return", quantile.value());
    check_double(test, "loss", -exp_minus_one(quantile.value()));
}

const BsmInput call{OptionRight::call, 100, 110, 0.5, 0.4, 0.05, 0.01};
const Jumps crashes{2, -0.1, 0.2};

}  // namespace

TEST_CASE("math-merton vectors", "[pricing][vectors]") {
    run_margin_vectors("math-merton.json",
                       {{"merton_jump", run_merton}, {"jump_return_quantile", run_return_quantile}});
}

TEST_CASE("merton_price", "[pricing]") {
    SECTION("is Black and Scholes' without jumps") {
        CHECK(merton_price(call, {0, 0, 0}).value() == Approx(black_scholes_merton(call).price).epsilon(1e-14));
    }
    SECTION("keeps put and call in parity") {
        BsmInput put = call;
        put.right = OptionRight::put;
        const double forward = 100 * exp_of(-0.01 * 0.5) - 110 * exp_of(-0.05 * 0.5);
        CHECK(merton_price(call, crashes).value() - merton_price(put, crashes).value() ==
              Approx(forward).epsilon(1e-12));
    }
    SECTION("keeps parity where jumps are many and deep") {
        const Jumps many{400, -3, 0.5};
        BsmInput put = call;
        put.right = OptionRight::put;
        const double forward = 100 * exp_of(-0.01 * 0.5) - 110 * exp_of(-0.05 * 0.5);
        CHECK(merton_price(call, many).value() - merton_price(put, many).value() == Approx(forward).epsilon(1e-9));
    }
    SECTION("stays a number however the jumps are") {
        for (const double mean : {-10.0, 10.0}) {
            for (const OptionRight right : {OptionRight::call, OptionRight::put}) {
                CAPTURE(mean);
                BsmInput input = call;
                input.right = right;
                const double price = merton_price(input, {0.01, mean, 0.1}).value();
                CHECK((price >= 0 && price <= 110));
            }
        }
    }
    SECTION("is the intrinsic value at expiry") {
        BsmInput expired = call;
        expired.years = 0;
        expired.strike = 90;
        CHECK(merton_price(expired, crashes).value() == Approx(10).epsilon(1e-14));
    }
    SECTION("refuses") {
        using enum ErrorCode;
        const auto refused = [](BsmInput input, const Jumps& jumps) { return error_of(merton_price(input, jumps)); };
        BsmInput input = call;
        input.spot = 0;
        CHECK(refused(input, crashes).code == price_not_positive);
        CHECK(refused(input, crashes).where == "spot");
        input = call;
        input.strike = -1;
        CHECK(refused(input, crashes).where == "strike");
        input = call;
        input.volatility = 51;
        CHECK(refused(input, crashes).where == "volatility");
        input = call;
        input.years = -1;
        CHECK(refused(input, crashes).where == "years");
        input = call;
        input.yield = 5000;
        CHECK(refused(input, crashes).where == "yield");
        CHECK(refused(call, {-1, 0, 0}).where == "jumps.per_year");
        CHECK(refused(call, {1, 11, 0}).where == "jumps.mean_log");
        CHECK(refused(call, {1, 0, -0.1}).where == "jumps.volatility");
        CHECK(refused(call, {2000, 0, 0}).where == "jumps.per_year");
        CHECK(refused(call, {2000, 0, 0}).code == out_of_range);
    }
}

TEST_CASE("jump_return_quantile", "[pricing]") {
    SECTION("rises with p") {
        double last = -100;
        for (double p = 0.001; p < 1; p += 0.05) {
            const double quantile = jump_return_quantile(p, {0, 0.6, 0.01}, crashes).value();
            CHECK(quantile > last);
            last = quantile;
        }
    }
    SECTION("refuses") {
        CHECK(error_of(jump_return_quantile(0, {0, 0.6, 1}, crashes)).where == "p");
        CHECK(error_of(jump_return_quantile(1, {0, 0.6, 1}, crashes)).code == ErrorCode::out_of_range);
        CHECK(error_of(jump_return_quantile(0.1, {0, -1, 1}, crashes)).where == "volatility");
        CHECK(error_of(jump_return_quantile(0.1, {0, 1, 1}, {1, 0, 11})).where == "jumps.volatility");
    }
}
