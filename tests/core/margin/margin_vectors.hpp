#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codec/json_reader.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin::margin_tests {

/// One case of a vector file.
struct MarginCase {
    JsonReader all;  ///< the file
    JsonReader document;
    std::string id;
    std::string kind;
    Decimal absolute_tolerance;
    double relative_tolerance = 0;

    [[nodiscard]] JsonReader in() const { return document.member("in").value(); }
    [[nodiscard]] JsonReader out() const { return document.member("out").value(); }
};

/// What runs one kind of case; it makes the assertions.
struct MarginRunner {
    std::string_view kind;
    void (*run)(const MarginCase&);
};

/// Runs every case of `file`. A kind without a runner fails the test, unless `later` names it: kinds of the model's
/// later sections, which are counted and printed. Prints the counts.
void run_margin_vectors(std::string_view file, const std::vector<MarginRunner>& runners,
                        const std::vector<std::string_view>& later = {});

/// While it lives, run_margin_vectors runs nothing and notes what it has runners for.
class RunnerListing {
  public:
    RunnerListing();
    ~RunnerListing();
    RunnerListing(const RunnerListing&) = delete;
    RunnerListing& operator=(const RunnerListing&) = delete;

    /// Pairs of file and kind.
    [[nodiscard]] const std::set<std::pair<std::string, std::string>>& kinds() const { return kinds_; }
    void note(std::string_view file, std::string_view kind) { kinds_.emplace(file, kind); }

  private:
    std::set<std::pair<std::string, std::string>> kinds_;
};

/// The member as text: a string as it is, a number as written.
std::string text_of(const JsonReader& object, std::string_view name);
bool has(const JsonReader& object, std::string_view name);

/// A decimal of at most 18 digits; more are cut off. Absent members are `otherwise`.
Decimal decimal_of(const JsonReader& object, std::string_view name);
Decimal decimal_of(const JsonReader& object, std::string_view name, Decimal otherwise);
double double_of(const JsonReader& object, std::string_view name);
double double_of(const JsonReader& object, std::string_view name, double otherwise);
std::vector<double> doubles_of(const JsonReader& object, std::string_view name);
Decimal decimal_from_text(std::string_view text);
double double_from_text(std::string_view text);

/// Fails the running test unless `got` lies within the case's tolerance of member `name` of `out`.
void check_decimal(const MarginCase& test, std::string_view name, Decimal got);
/// The same where null means none.
void check_optional(const MarginCase& test, std::string_view name, const std::optional<Decimal>& got);
void check_double(const MarginCase& test, std::string_view name, double got);
void check_double(const MarginCase& test, const std::string& expected, std::string_view name, double got);
void check_boolean(const MarginCase& test, std::string_view name, bool got);

}  // namespace clearmargin::margin_tests
