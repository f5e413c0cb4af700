#include "core/portfolio/unit_offsets.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/portfolio/params_check.hpp"

namespace clearmargin {
namespace {

constexpr double most_credit_share = 0.5;

Status validate_offsets(std::span<const UnitRisk> units, std::span<const UnitOffset> offsets) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        const UnitRisk& unit = units[i];
        TRY(under("units[" + std::to_string(i) + "]", validate_params({{"risk", unit.risk, 0, 1e40},
                                                                       {"delta", unit.delta, -1e20, 1e20},
                                                                       {"spot", unit.spot, 0, 1e20},
                                                                       {"range", unit.range, 0, 100}})));
    }
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        const UnitOffset& offset = offsets[i];
        const std::string place = "offsets[" + std::to_string(i) + "]";
        if (offset.first >= units.size() || offset.second >= units.size()) {
            return refuse(ErrorCode::unknown_reference, place, "expected the indices of two units");
        }
        const auto end = offsets.begin() + static_cast<std::ptrdiff_t>(i);
        const bool again = std::any_of(offsets.begin(), end, [&](const UnitOffset& other) {
            return std::minmax(other.first, other.second) == std::minmax(offset.first, offset.second);
        });
        if (again || offset.first == offset.second) {
            return refuse(ErrorCode::duplicate_id, place, "expected each pair of two units once");
        }
        TRY(under(place, validate_params({{"ratio", offset.ratio, 0, 1}})));
    }
    return {};
}

}  // namespace

Result<double> offset_credit(std::span<const UnitRisk> units, std::span<const UnitOffset> offsets) {
    TRY(validate_offsets(units, offsets));
    std::vector<double> left;
    double sum = 0;
    for (const UnitRisk& unit : units) {
        left.push_back(std::min(unit.risk, std::fabs(unit.delta) * unit.spot * unit.range));
        sum += unit.risk;
    }
    std::vector<UnitOffset> turns(offsets.begin(), offsets.end());
    // Equal ratios go by index, so that the order of the list does not matter.
    const auto goes_first = [](const UnitOffset& a, const UnitOffset& b) {
        if (a.ratio != b.ratio) return a.ratio > b.ratio;
        return std::minmax(a.first, a.second) < std::minmax(b.first, b.second);
    };
    double credit = 0;
    for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
        std::iter_swap(turn, std::min_element(turn, turns.end(), goes_first));
        const UnitOffset& offset = *turn;
        if (!(units[offset.first].delta * units[offset.second].delta < 0)) continue;
        const double used = std::min(left[offset.first], left[offset.second]);
        left[offset.first] -= used;
        left[offset.second] -= used;
        credit += 2 * offset.ratio * used;
    }
    return std::min(credit, most_credit_share * sum);
}

}  // namespace clearmargin
