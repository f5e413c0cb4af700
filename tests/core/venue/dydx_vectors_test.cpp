#include <catch2/catch.hpp>
#include <cstdlib>

#include "core/venue/dydx.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

U256 integer_of(const JsonReader& object, std::string_view name) {
    std::string text = text_of(object, name);
    if (text.starts_with('-')) text.erase(0, 1);
    return good(parse_u256(text));
}

int signed_of(const JsonReader& object, std::string_view name) { return std::atoi(text_of(object, name).c_str()); }

DydxLiquidityTier tier_of(const JsonReader& in) {
    DydxLiquidityTier tier;
    tier.initial_ppm = *integer_of(in, "initial_ppm").to_u64();
    if (has(in, "maintenance_fraction_ppm")) {
        tier.maintenance_fraction_ppm = *integer_of(in, "maintenance_fraction_ppm").to_u64();
    }
    if (has(in, "oi_lower")) tier.open_interest_lower = integer_of(in, "oi_lower");
    if (has(in, "oi_upper")) tier.open_interest_upper = integer_of(in, "oi_upper");
    return tier;
}

void check_integer(const MarginCase& test, std::string_view name, const U256& got) {
    CAPTURE(name);
    CHECK(to_decimal(got) == text_of(test.out(), name));
}

void run_margin_req(const MarginCase& test) {
    const JsonReader in = test.in();
    const DydxLiquidityTier tier = tier_of(in);
    const int exponent = signed_of(in, "exponent");
    const int resolution = signed_of(in, "atomic_resolution");
    const U256 price = integer_of(in, "price");
    const U256 notional = good(dydx_notional(integer_of(in, "quantums"), price, exponent, resolution));
    const U256 open_interest = good(dydx_notional(integer_of(in, "oi"), price, exponent, resolution));
    check_integer(test, "imr", good(dydx_margin(notional, dydx_adjusted_initial_ppm(tier, open_interest))));
    check_integer(test, "mmr", good(dydx_maintenance_margin(tier, notional)));
}

void run_maintenance_ppm(const MarginCase& test) {
    check_integer(test, "ppm", dydx_maintenance_ppm(tier_of(test.in())));
}

void run_adjusted_ppm(const MarginCase& test) {
    check_integer(test, "ppm", dydx_adjusted_initial_ppm(tier_of(test.in()), integer_of(test.in(), "oi_notional")));
}

void run_initial_quote(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto ppm = dydx_adjusted_initial_ppm(tier_of(in), integer_of(in, "oi_notional"));
    check_integer(test, "im", good(dydx_margin(integer_of(in, "notional_quote"), ppm)));
}

void run_funding_clamp(const MarginCase& test) {
    const auto clamp = integer_of(test.in(), "clamp_ppm").to_u64();
    check_integer(test, "ppm", dydx_funding_clamp_ppm(tier_of(test.in()), *clamp));
}

struct Positions {
    std::vector<DydxPosition> list;
    std::size_t target = 0;
};

Positions positions_of(const JsonReader& in) {
    Positions out;
    for (const JsonReader& element : in.member("positions").value().elements(10).value()) {
        for (const JsonReader& market : in.member("markets").value().elements(10).value()) {
            if (text_of(market, "m") != text_of(element, "m")) continue;
            if (has(in, "target") && text_of(in, "target") == text_of(market, "m")) out.target = out.list.size();
            out.list.push_back({decimal_of(element, "qty"), decimal_of(market, "price"), decimal_of(market, "im"),
                                decimal_of(market, "mm")});
        }
    }
    return out;
}

void run_bankruptcy(const MarginCase& test) {
    const JsonReader in = test.in();
    const Positions positions = positions_of(in);
    check_decimal(test, "quote",
                  good(dydx_bankruptcy_quote(decimal_of(in, "usdc"), positions.list, positions.target,
                                             decimal_of(in, "delta"), decimal_of(in, "quote_step"))));
}

void run_fillable(const MarginCase& test) {
    const JsonReader in = test.in();
    const Positions positions = positions_of(in);
    const auto ratio = [&](std::string_view name) { return div_down(decimal_of(in, name), 1'000'000).value(); };
    check_decimal(test, "price",
                  good(dydx_fillable_price(decimal_of(in, "usdc"), positions.list, positions.target,
                                           ratio("bankruptcy_adjustment_ppm"), ratio("spread_to_mm_ppm"))));
}

void run_is_liquidatable(const MarginCase& test) {
    const DydxAccount account = good(dydx_account(decimal_of(test.in(), "usdc"), positions_of(test.in()).list));
    check_boolean(test, "liquidatable", account.is_liquidatable());
}

void run_account(const MarginCase& test) {
    const DydxAccount account = good(dydx_account(decimal_of(test.in(), "usdc"), positions_of(test.in()).list));
    check_decimal(test, "net_collateral", account.net_collateral);
    check_decimal(test, "imr", account.initial_margin);
    check_decimal(test, "mmr", account.maintenance_margin);
}

}  // namespace

TEST_CASE("venue-dydx-v4 vectors", "[venue][vectors]") {
    run_margin_vectors("venue-dydx-v4.json", {{"dydx_margin_req", run_margin_req},
                                              {"dydx_maintenance_ppm", run_maintenance_ppm},
                                              {"dydx_adjusted_im_ppm", run_adjusted_ppm},
                                              {"dydx_initial_quote", run_initial_quote},
                                              {"dydx_funding_clamp", run_funding_clamp},
                                              {"dydx_bankruptcy_quote", run_bankruptcy},
                                              {"dydx_fillable_price", run_fillable},
                                              {"dydx_is_liquidatable", run_is_liquidatable},
                                              {"dydx_account", run_account}});
}
