#include "tests/core/margin/margin_vectors.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "core/codec/json_parse.hpp"
#include "tests/support/vectors.hpp"

namespace clearmargin::margin_tests {
namespace {

std::string text_of_value(const JsonReader& value) {
    if (const auto* number = value.json().get_if<Json::Number>()) return number->text;
    if (const auto* text = value.json().get_if<std::string>()) return *text;
    FAIL("no number: " << value.path());
    return {};
}

Json& document_of(const std::string& path) {
    static std::map<std::string, Json> documents;
    auto found = documents.find(path);
    if (found == documents.end()) {
        auto parsed = parse_json(tests::read_file(path));
        if (!parsed.ok()) FAIL(path << ": " << parsed.error().where << ": " << parsed.error().expected);
        found = documents.emplace(path, std::move(parsed).value()).first;
    }
    return found->second;
}

RunnerListing* listing = nullptr;

}  // namespace

RunnerListing::RunnerListing() { listing = this; }
RunnerListing::~RunnerListing() { listing = nullptr; }

void run_margin_vectors(std::string_view file, const std::vector<MarginRunner>& runners,
                        const std::vector<std::string_view>& later) {
    if (listing != nullptr) {
        for (const MarginRunner& runner : runners) listing->note(file, runner.kind);
        return;
    }
    const auto path = tests::vectors_or_skip("margin/" + std::string(file));
    if (!path) return;
    const JsonReader root(document_of(path->string()));
    std::size_t ran = 0;
    std::size_t left = 0;
    for (const JsonReader& element : root.elements(100'000).value()) {
        MarginCase test{root, element, text_of(element, "id"), text_of(element, "kind"), 0, 0};
        const JsonReader tolerance = element.member("tol").value();
        if (has(tolerance, "abs")) test.absolute_tolerance = decimal_of(tolerance, "abs");
        if (has(tolerance, "rel")) test.relative_tolerance = double_of(tolerance, "rel");
        const auto runner = std::find_if(runners.begin(), runners.end(),
                                         [&](const MarginRunner& candidate) { return candidate.kind == test.kind; });
        INFO(file << " " << test.id);
        if (runner != runners.end()) {
            runner->run(test);
            ++ran;
        } else if (std::find(later.begin(), later.end(), test.kind) != later.end()) {
            ++left;
        } else {
            FAIL_CHECK("no runner for kind " << test.kind);
        }
    }
    CHECK(ran + left > 0);
    std::printf("vectors: margin/%s: %zu cases ran", std::string(file).c_str(), ran);
    if (left > 0) std::printf(", %zu left to later sections", left);
    std::printf("\n");
}

std::string text_of(const JsonReader& object, std::string_view name) {
    const auto member = object.member(name);
    if (!member.ok()) FAIL("missing " << name << " in " << object.path());
    return text_of_value(member.value());
}

bool has(const JsonReader& object, std::string_view name) { return object.optional_member(name).value().has_value(); }

Decimal decimal_from_text(std::string_view text) {
    const std::size_t exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos) {
        // Tolerances such as 2e-18, and venue integers written as floating-point numbers.
        const double value = double_from_text(text);
        char plain[64];
        std::snprintf(plain, sizeof plain, "%.18f", value);
        return decimal_from_text(plain);
    }
    const std::size_t point = text.find('.');
    if (point != std::string_view::npos) text = text.substr(0, std::min(text.size(), point + 19));
    const auto parsed = parse_decimal(text);
    if (!parsed.ok()) FAIL("no decimal: " << text);
    return parsed.value();
}

double double_from_text(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

Decimal decimal_of(const JsonReader& object, std::string_view name) { return decimal_from_text(text_of(object, name)); }

Decimal decimal_of(const JsonReader& object, std::string_view name, Decimal otherwise) {
    return has(object, name) ? decimal_of(object, name) : otherwise;
}

double double_of(const JsonReader& object, std::string_view name) { return double_from_text(text_of(object, name)); }

double double_of(const JsonReader& object, std::string_view name, double otherwise) {
    return has(object, name) ? double_of(object, name) : otherwise;
}

std::vector<double> doubles_of(const JsonReader& object, std::string_view name) {
    std::vector<double> out;
    for (const JsonReader& element : object.member(name).value().elements(100'000).value()) {
        out.push_back(double_from_text(text_of_value(element)));
    }
    return out;
}

void check_decimal(const MarginCase& test, std::string_view name, Decimal got) {
    const std::string expected = text_of(test.out(), name);
    const Decimal reference = decimal_from_text(expected);
    const auto difference = settle(absolute(CheckedDecimal(got) - reference));
    CAPTURE(name, expected, to_string(got));
    REQUIRE(difference.ok());
    // A reference with more than 18 digits was cut: one unit covers that.
    const std::size_t point = expected.find('.');
    const bool cut = point != std::string::npos && expected.size() > point + 19;
    const Int128 allowed = test.absolute_tolerance.units() + (cut ? 1 : 0);
    const double relative_units = test.relative_tolerance * std::fabs(double_from_text(expected)) * 1e18;
    CHECK(static_cast<double>(difference.value().units()) <= static_cast<double>(allowed) + relative_units);
}

void check_optional(const MarginCase& test, std::string_view name, const std::optional<Decimal>& got) {
    CAPTURE(name);
    const bool expected = has(test.out(), name);
    CHECK(got.has_value() == expected);
    if (expected && got) check_decimal(test, name, *got);
}

void check_double(const MarginCase& test, const std::string& expected, std::string_view name, double got) {
    const double reference = double_from_text(expected);
    const double allowed =
        static_cast<double>(test.absolute_tolerance.units()) * 1e-18 + test.relative_tolerance * std::fabs(reference);
    CAPTURE(name, expected, got);
    CHECK(std::fabs(got - reference) <= allowed);
}

void check_double(const MarginCase& test, std::string_view name, double got) {
    check_double(test, text_of(test.out(), name), name, got);
}

void check_boolean(const MarginCase& test, std::string_view name, bool got) {
    CAPTURE(name);
    CHECK(test.out().member(name).value().boolean().value() == got);
}

}  // namespace clearmargin::margin_tests
