#include "core/oracle/aggregate.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

constexpr UnixSeconds now = 1'700'000'000;

PriceSource source(int price, Decimal weight = 1, Decimal confidence = 0, std::string id = "x") {
    return {std::move(id), price, weight, confidence, now, 0};
}

AggregatedPrice aggregated(const std::vector<PriceSource>& sources, const AggregationParams& params = {}) {
    auto price = aggregate_price(sources, params, now);
    REQUIRE(price.ok());
    return price.value();
}

using Places = std::vector<std::size_t>;

}  // namespace

TEST_CASE("aggregate_price takes the weighted median", "[oracle]") {
    SECTION("which is one source's price, or lies between two, whatever their order") {
        CHECK(aggregated({source(102), source(97), source(101)}).price == Decimal(101));
        CHECK(aggregated({source(102), source(100)}).price == Decimal(101));
        CHECK(aggregated({source(110), source(103), source(100), source(101)}).price == Decimal(102));
    }
    SECTION("by weight") {
        CHECK(aggregated({source(100), source(101), source(102, 5)}).price == Decimal(102));
        CHECK(aggregated({source(100, 5), source(101), source(102)}).price == Decimal(100));
        CHECK(aggregated({source(100), source(101, 2), source(103)}).price == Decimal(101));
        CHECK(aggregated({source(100), source(101), source(103, 2)}).price == Decimal(102));
    }
    SECTION("with the median distance from it for a confidence") {
        const AggregatedPrice odd = aggregated({source(97), source(101), source(102)});
        CHECK(odd.confidence == Decimal(1));
        CHECK(odd.lower == Decimal(100));
        CHECK(odd.upper == Decimal(102));
        CHECK(odd.dispersion == div_up(1, 101).value());
        const AggregatedPrice even = aggregated({source(100), source(101), source(103), source(110)});
        CHECK(even.confidence == div_down(3, 2).value());
    }
    SECTION("or the confidence of those it lies between, the first of one price by id") {
        CHECK(aggregated({source(100, 1, 9), source(104, 1, 3)}).confidence == Decimal(9));
        CHECK(aggregated({source(97, 1, 50), source(101, 1, 7), source(102, 1, 50)}).confidence == Decimal(7));
        CHECK(aggregated({source(100, 1, 1, "b"), source(100, 1, 5, "a"), source(100, 1, 9, "c")}).confidence == Decimal(1));
    }
}

TEST_CASE("aggregate_price drops what is out of line", "[oracle]") {
    SECTION("further than the deviations tell") {
        const AggregatedPrice price = aggregated({source(200), source(100), source(101), source(102)});
        CHECK(price.kept == Places{1, 2, 3});
        CHECK(price.dropped == Places{0});
        CHECK(price.price == Decimal(101));
    }
    SECTION("but nothing within the floor, and its bound") {
        CHECK(aggregated({source(1000), source(1000), source(1005)}).kept == Places{0, 1, 2});
        CHECK(aggregated({source(1000), source(1000), source(1006)}).kept == Places{0, 1});
    }
    SECTION("and refuses where too few are left") {
        AggregationParams params;
        params.min_sources = 3;
        const std::vector<PriceSource> sources{source(100), source(100), source(200)};
        CHECK(error_of(aggregate_price(sources, params, now)).code == ErrorCode::too_few_price_sources);
        params.min_sources = 2;
        CHECK(aggregated(sources, params).kept == Places{0, 1});
    }
}

TEST_CASE("aggregate_price drops what is stale", "[oracle]") {
    PriceSource old = source(100);
    old.as_of = now - 1'000'000;
    SECTION("but not a source without a heartbeat, of which no staleness is known") {
        CHECK(aggregated({old}).price == Decimal(100));
        CHECK(aggregated({old}).staleness == Decimal(0));
        CHECK(aggregated({old, source(100)}).as_of == old.as_of);
    }
    SECTION("by its heartbeat, and tells the greatest age in heartbeats") {
        PriceSource beating = source(100);
        beating.heartbeat_seconds = 60;
        beating.as_of = now - 30;
        PriceSource fresher = beating;
        fresher.as_of = now - 15;
        CHECK(aggregated({beating, fresher}).staleness == div_up(1, 2).value());
        beating.as_of = now - 90;
        CHECK(aggregated({beating, fresher}).kept == Places{0, 1});
        beating.as_of = now - 91;
        CHECK(aggregated({beating, fresher}).kept == Places{1});
    }
    SECTION("but not by a limit that is beyond all numbers") {
        AggregationParams params;
        params.stale_multiple = 1000;
        old.heartbeat_seconds = ~std::uint64_t{0};
        CHECK(aggregated({old}, params).price == Decimal(100));
    }
}

TEST_CASE("aggregate_price refuses prices too large to be compared", "[oracle]") {
    std::vector<PriceSource> sources{source(1), source(1)};
    for (PriceSource& each : sources) each.price = decimal_max;
    CHECK(error_of(aggregate_price(sources, {}, now)).code == ErrorCode::decimal_overflow);
}
