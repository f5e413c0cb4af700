#pragma once

#include "core/report/report.hpp"

namespace clearmargin {

/// What the report comes to, in one sentence. Unreadable before refused before differs before agrees.
[[nodiscard]] Verdict judge_report(const Report& report);

}  // namespace clearmargin
