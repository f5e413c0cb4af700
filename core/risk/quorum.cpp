#include "core/risk/quorum.hpp"

#include <algorithm>

namespace clearmargin {

Result<Decimal> accepted_report(std::span<const MessengerReport> reports, std::size_t required) {
    if (required == 0) return refuse(ErrorCode::out_of_range, "required", "expected at least 1");
    for (const MessengerReport& candidate : reports) {
        std::size_t agreeing = 0;
        Decimal least = candidate.value;
        for (const MessengerReport& report : reports) {
            if (report.state != candidate.state) continue;
            ++agreeing;
            least = std::min(least, report.value);
        }
        if (agreeing >= required && 2 * agreeing > reports.size()) return least;
    }
    return refuse(ErrorCode::conflicting_reports, "reports", "expected a state that enough reports agree on");
}

}  // namespace clearmargin
