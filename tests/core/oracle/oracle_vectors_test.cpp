#include <catch2/catch.hpp>

#include "core/oracle/aggregate.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

void run_oracle_aggregate(const MarginCase& test) {
    const JsonReader in = test.in();
    std::vector<PriceSource> sources;
    for (const JsonReader& element : in.member("sources").value().elements(100).value()) {
        sources.push_back({text_of(element, "id"), decimal_of(element, "price"), decimal_of(element, "weight"),
                           decimal_of(element, "conf"), element.member("ts").value().u64().value(),
                           element.member("heartbeat_s").value().u64().value()});
    }
    AggregationParams params;
    params.stale_multiple = decimal_of(in, "stale_mult");
    params.outlier_multiple = decimal_of(in, "mad_k");
    params.outlier_floor = div_down(decimal_of(in, "floor_bps"), 10'000).value();
    params.min_sources = static_cast<std::size_t>(in.member("min_sources").value().u64().value());
    const auto got = aggregate_price(sources, params, in.member("now").value().u64().value());
    REQUIRE(got.ok());
    check_decimal(test, "price", got.value().price);
    check_decimal(test, "lower", got.value().lower);
    check_decimal(test, "upper", got.value().upper);
    std::vector<std::string> dropped;
    for (const std::size_t i : got.value().dropped) dropped.push_back(sources[i].id);
    std::vector<std::string> expected;
    for (const JsonReader& id : test.out().member("dropped").value().elements(100).value()) {
        expected.emplace_back(id.string().value());
    }
    CHECK(dropped == expected);
}

PriceSource source(Decimal price, UnixSeconds as_of) { return {"x", price, 1, 0, as_of, 60}; }

}  // namespace

TEST_CASE("engine-oracle vectors", "[oracle][vectors]") {
    run_margin_vectors("engine-oracle.json", {{"oracle_aggregate", run_oracle_aggregate}});
}

TEST_CASE("aggregate_price", "[oracle]") {
    AggregationParams params;
    params.min_sources = 2;
    std::vector<PriceSource> sources{source(100, 1000), source(101, 1000)};
    REQUIRE(aggregate_price(sources, params, 1010).ok());

    const auto refused = [&](UnixSeconds now) {
        const auto result = aggregate_price(sources, params, now);
        REQUIRE_FALSE(result.ok());
        return result.error();
    };
    SECTION("refuses too few fresh sources") {
        CHECK(aggregate_price(sources, params, 1090).ok());
        CHECK(refused(1091).code == ErrorCode::too_few_price_sources);
        CHECK(refused(1091).where.empty());
    }
    SECTION("refuses a source from the future") {
        sources[1].as_of = 1011;
        CHECK(refused(1010).code == ErrorCode::too_few_price_sources);
        params.seconds_ahead = 1;
        CHECK(aggregate_price(sources, params, 1010).ok());
    }
    SECTION("refuses prices that are no prices") {
        sources[0].price = 0;
        CHECK(refused(1010).code == ErrorCode::too_few_price_sources);
    }
    SECTION("refuses a weight of nothing and a negative confidence") {
        sources[1].weight = 0;
        CHECK(refused(1010).code == ErrorCode::out_of_range);
        CHECK(refused(1010).where == "[1].weight");
        sources[1].weight = 1;
        sources[0].confidence = -1;
        CHECK(refused(1010).where == "[0].confidence");
    }
    SECTION("takes the lower value no lower than 0") {
        sources[0].confidence = sources[1].confidence = 1000;
        CHECK(aggregate_price(sources, params, 1010).value().lower == Decimal(0));
    }
}
