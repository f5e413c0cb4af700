#include "core/stress/historical_shock.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("historical_shocks", "[stress]") {
    SECTION("are dated, in order, with a source and moves that leave a price") {
        std::string_view last;
        for (const HistoricalShock& shock : historical_shocks()) {
            CAPTURE(shock.id);
            CHECK(shock.from > last);
            CHECK(shock.from <= shock.to);
            CHECK(shock.from <= shock.low);
            CHECK_FALSE(shock.source.empty());
            CHECK_FALSE(shock.moves.empty());
            for (const HistoricalMove& move : shock.moves) {
                CHECK(move.to_close > Decimal(-1));
                CHECK(move.to_close < Decimal(0));
                if (move.to_low) CHECK(*move.to_low <= move.to_close);
            }
            last = shock.from;
        }
        CHECK(historical_shocks().size() == 6);
    }
    SECTION("are found by id") {
        CHECK(historical_shock("ftx-2022-11").value().name == "FTX collapse");
        const Error error = error_of(historical_shock("ftx"));
        CHECK(error.code == ErrorCode::unknown_reference);
        CHECK(error.where == "shock");
    }
    SECTION("say nothing of an asset that is not in the record") {
        const HistoricalShock shock = historical_shock("covid-2020-03-12").value();
        CHECK(move_in(shock, "BTC").has_value());
        CHECK_FALSE(move_in(shock, "SOL").has_value());
    }
}
