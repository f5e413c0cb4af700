#include "core/risk/returns.hpp"

#include <cmath>
#include <string>

#include "core/pricing/elementary.hpp"

namespace clearmargin {
namespace {

Status check_closes(std::span<const double> closes) {
    TRY(check_series("closes", closes, 2));
    for (std::size_t i = 0; i < closes.size(); ++i) {
        if (closes[i] > 0) continue;
        return refuse(ErrorCode::price_not_positive, "closes[" + std::to_string(i) + "]", "expected a price above 0");
    }
    return {};
}

}  // namespace

Status check_series(std::string_view where, std::span<const double> series, std::size_t least) {
    if (series.size() < least) {
        return refuse(ErrorCode::bad_series, where, "expected at least " + std::to_string(least) + " values");
    }
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (std::isfinite(series[i])) continue;
        return refuse(ErrorCode::bad_series, std::string(where) + "[" + std::to_string(i) + "]", "expected a number");
    }
    return {};
}

Result<std::vector<double>> log_returns(std::span<const double> closes) {
    TRY(check_closes(closes));
    std::vector<double> returns;
    for (std::size_t i = 1; i < closes.size(); ++i) returns.push_back(log_ratio(closes[i], closes[i - 1]));
    return returns;
}

Result<std::vector<double>> simple_returns(std::span<const double> closes) {
    TRY(check_closes(closes));
    std::vector<double> returns;
    for (std::size_t i = 1; i < closes.size(); ++i) returns.push_back((closes[i] - closes[i - 1]) / closes[i - 1]);
    return returns;
}

}  // namespace clearmargin
