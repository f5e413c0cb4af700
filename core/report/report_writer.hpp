#pragma once

#include <string>

#include "core/report/report.hpp"

namespace clearmargin {

/// The report as JSON, in the member order of docs/bundle-format.md. Same report, same bytes.
[[nodiscard]] std::string write_report(const Report& report);

/// The answer of verify_claims as JSON: the part of a report that comes before its margin.
[[nodiscard]] std::string write_claims_answer(const Report& report);

/// The answer of compute_margin as JSON, likewise.
[[nodiscard]] std::string write_margin_answer(const MarginAnswer& answer);

/// The answer of advance_light_client as JSON, likewise.
[[nodiscard]] std::string write_advance_answer(const AdvanceAnswer& answer);

/// "agrees", "unreadable", "refused" or "differs".
[[nodiscard]] std::string_view status_name(VerdictStatus status) noexcept;

/// What the command line ends with: 0, 2, 3 or 4.
[[nodiscard]] std::uint64_t exit_code(VerdictStatus status) noexcept;

}  // namespace clearmargin
