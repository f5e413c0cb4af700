#include "core/instrument/tier_table.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

Decimal rate(int thousandths) { return Decimal::from_units(Int128{thousandths} * (Decimal::one_units / 1000)); }

std::vector<TierRow> sound_rows() { return {{0, rate(10), rate(20)}, {1000, rate(20), rate(40)}}; }

TierTable read_table(const JsonReader& brackets) {
    std::vector<TierRow> rows;
    for (const JsonReader& row : brackets.elements(100).value()) {
        const Decimal maintenance = decimal_of(row, "mmr");
        const Decimal leverage = decimal_of(row, "max_leverage", 0);
        const Decimal initial = leverage.is_zero() ? maintenance : div_up(1, leverage).value();
        rows.push_back({decimal_of(row, "floor"), maintenance, initial});
    }
    auto table = TierTable::make(std::move(rows));
    REQUIRE(table.ok());
    return table.value();
}

void run_deductions(const MarginCase& test) {
    const TierTable table = read_table(test.in().member("brackets").value());
    const auto expected = test.out().member("cum").value().elements(100).value();
    REQUIRE(table.rows().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(table.rows()[i].deduction == decimal_from_text(expected[i].string().value()));
    }
}

/// The table of another case of the same file: the reader knows its root.
JsonReader case_named(const MarginCase& test, const std::string& id) {
    for (const JsonReader& other : test.all.elements(1000).value()) {
        if (text_of(other, "id") == id) return other;
    }
    FAIL("no case " << id);
    return test.document;
}

void run_tiered_mm(const MarginCase& test) {
    const JsonReader other = case_named(test, text_of(test.in(), "table"));
    const TierTable table = read_table(other.member("in").value().member("brackets").value());
    const auto margin = settle(table.maintenance_margin(decimal_of(test.in(), "notional")));
    REQUIRE(margin.ok());
    check_decimal(test, "mm", margin.value());
}

/// A table whose second row has the rate and deduction of the case: d = floor (rate - first rate).
TierTable table_with(Decimal rate_of_row, Decimal deduction) {
    if (deduction.is_zero()) return TierTable::make({{0, rate_of_row, rate_of_row}}).value();
    const Decimal first = div_down(rate_of_row, 2).value();
    const Decimal floor = mul_div(deduction, 2, rate_of_row, Rounding::floor).value();
    return TierTable::make({{0, first, first}, {floor, rate_of_row, rate_of_row}}).value();
}

void run_tiered_mm_inline(const MarginCase& test) {
    const TierTable table = table_with(decimal_of(test.in(), "mmr"), decimal_of(test.in(), "cum"));
    check_decimal(test, "mm", table.maintenance_margin(decimal_of(test.in(), "notional")).value());
}

void run_deduction_step(const MarginCase& test) {
    const JsonReader in = test.in();
    const CheckedDecimal step = CheckedDecimal(decimal_of(in, "mmr")) - decimal_of(in, "mmr_prev");
    const CheckedDecimal next = CheckedDecimal(decimal_of(in, "prev_cum")) + mul_down(decimal_of(in, "floor"), step);
    check_decimal(test, "cum", next.value());
}

}  // namespace

TEST_CASE("venue-brackets vectors", "[instrument][vectors]") {
    run_margin_vectors("venue-brackets.json", {{"bracket_deductions", run_deductions},
                                               {"bracket_deductions_step", run_deduction_step},
                                               {"tiered_mm", run_tiered_mm},
                                               {"tiered_mm_inline", run_tiered_mm_inline}});
}

TEST_CASE("TierTable::make", "[instrument]") {
    REQUIRE(TierTable::make(sound_rows()).ok());
    struct Case {
        const char* name;
        const char* where;
        std::function<void(std::vector<TierRow>&)> spoil;
    };
    const Case cases[] = {
        {"no rows", "", [](auto& rows) { rows.clear(); }},
        {"a first floor other than 0", "[0].floor", [](auto& rows) { rows[0].floor = 1; }},
        {"a floor that does not rise", "[1].floor", [](auto& rows) { rows[1].floor = 0; }},
        {"a rate of 0", "[0].mmr", [](auto& rows) { rows[0].maintenance_rate = 0; }},
        {"a rate of 1", "[1].mmr", [](auto& rows) { rows[1].maintenance_rate = 1; }},
        {"a rate that falls", "[1].mmr", [](auto& rows) { rows[1].maintenance_rate = rate(5); }},
        {"an initial rate of 0", "[0].imr", [](auto& rows) { rows[0].initial_rate = 0; }},
        {"an initial rate above 1", "[1].imr", [](auto& rows) { rows[1].initial_rate = 2; }},
    };
    for (const Case& broken : cases) {
        DYNAMIC_SECTION("refuses " << broken.name) {
            std::vector<TierRow> rows = sound_rows();
            broken.spoil(rows);
            const auto table = TierTable::make(rows);
            REQUIRE_FALSE(table.ok());
            CHECK(table.error().code == ErrorCode::bad_tiers);
            CHECK(table.error().where == broken.where);
        }
    }
    SECTION("takes a falling rate where asked to") {
        std::vector<TierRow> rows = sound_rows();
        rows[1].maintenance_rate = rate(5);
        CHECK(TierTable::make(rows, false, TierTable::Shape::any).ok());
    }
    SECTION("jumps at a floor without deductions") {
        const TierTable table = TierTable::make(sound_rows(), false).value();
        CHECK(table.maintenance_margin(1000).value() == Decimal(20));
        CHECK(table.maintenance_margin(999).value() == rate(9990));
    }
}
