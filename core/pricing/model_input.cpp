#include "core/pricing/model_input.hpp"

#include <string>

namespace clearmargin {
namespace {

constexpr double largest = 1e30;

Refusal out_of_range(std::string_view where, std::string_view expected) {
    return refuse(ErrorCode::out_of_range, where, "expected " + std::string(expected));
}

}  // namespace

Status check_range(std::string_view where, double value, double least, double most, std::string_view expected) {
    if (value >= least && value <= most) return {};
    return out_of_range(where, expected);
}

Status check_model_price(std::string_view where, double price) {
    if (price <= 0) return refuse(ErrorCode::price_not_positive, where, "expected a price above 0");
    return check_range(where, price, 0, largest, "a price of at most 10^30");
}

Status check_volatility(std::string_view where, double volatility) {
    return check_range(where, volatility, 0, 50, "a volatility from 0 to 50");
}

Status check_years(std::string_view where, double years) {
    return check_range(where, years, 0, 1e6, "a time of at least 0 and at most 10^6 years");
}

Status check_drift(std::string_view where, double drift) {
    return check_range(where, drift, -1000, 1000, "a drift from -1000 to 1000");
}

Status check_ratio(std::string_view where, double ratio) {
    return check_range(where, ratio, 0, 1, "a ratio from 0 to 1");
}

Status check_open_probability(std::string_view where, double probability) {
    if (probability > 0 && probability < 1) return {};
    return out_of_range(where, "a probability between 0 and 1");
}

Status check_confidence(std::string_view where, double confidence) {
    if (confidence > 0.5 && confidence < 1) return {};
    return out_of_range(where, "a confidence between 0.5 and 1");
}

Status check_finite(std::string_view where, double value) {
    return check_range(where, value, -largest, largest, "a number");
}

}  // namespace clearmargin
