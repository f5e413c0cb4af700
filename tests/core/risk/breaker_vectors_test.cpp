#include <catch2/catch.hpp>

#include "core/risk/breaker.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

void run_breaker_trace(const MarginCase& test) {
    const JsonReader params = test.in().member("params").value();
    const BreakerParams rules{decimal_of(params, "enter_caution"),
                              decimal_of(params, "enter_halt"),
                              decimal_of(params, "enter_freeze"),
                              decimal_of(params, "exit_caution"),
                              decimal_of(params, "exit_halt"),
                              decimal_of(params, "exit_freeze"),
                              params.member("min_dwell_s").value().u64().value()};
    const auto expected = test.out().member("states").value().elements(100).value();
    Breaker breaker;
    std::size_t i = 0;
    for (const JsonReader& point : test.in().member("trace").value().elements(100).value()) {
        const auto pair = point.elements(2).value();
        breaker = next_breaker(breaker, rules, decimal_from_text(pair[1].string().value()), pair[0].u64().value());
        CAPTURE(i);
        CHECK(breaker_name(breaker.state) == expected[i++].string().value());
    }
}

}  // namespace

TEST_CASE("engine-breaker vectors", "[risk][vectors]") {
    run_margin_vectors("engine-breaker.json", {{"breaker_trace", run_breaker_trace}});
}
