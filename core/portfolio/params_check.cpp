#include "core/portfolio/params_check.hpp"

namespace clearmargin {

Status validate_params(std::initializer_list<ParamRange> params) {
    for (const ParamRange& param : params) {
        if (!(param.value >= param.least && param.value <= param.most)) {
            return refuse(ErrorCode::out_of_range, param.where, "expected a parameter within its bounds");
        }
    }
    return {};
}

Status validate(const VolShock& shock) {
    return validate_params({{"vol.up", shock.up, 0, 50},
                            {"vol.down", shock.down, 0, 50},
                            {"vol.short_power", shock.short_power, 0, 10},
                            {"vol.long_power", shock.long_power, 0, 10},
                            {"vol.days_floor", shock.days_floor, 0, 400},
                            {"vol.min_up", shock.min_up, 0, 50},
                            {"vol.min_volatility_up", shock.min_volatility_up, 0, 50}});
}

Status validate(const SkewShock& shock) {
    return validate_params({{"skew.linear_cap", shock.linear_cap, 0, 10},
                            {"skew.linear_cap_slope", shock.linear_cap_slope, -10, 10},
                            {"skew.absolute_cap", shock.absolute_cap, 0, 10},
                            {"skew.absolute_cap_slope", shock.absolute_cap_slope, -10, 10},
                            {"skew.least_k_star", shock.least_k_star, 0, 10},
                            {"skew.width", shock.width, 0, 10},
                            {"skew.vol_static", shock.vol_static, 0, 10},
                            {"skew.vol_slope", shock.vol_slope, -20, 20}});
}

}  // namespace clearmargin
