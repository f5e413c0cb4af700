#include "core/stress/historical_shock.hpp"

namespace clearmargin {

Result<HistoricalShock> historical_shock(std::string_view id) {
    for (const HistoricalShock& shock : historical_shocks()) {
        if (shock.id == id) return shock;
    }
    return refuse(ErrorCode::unknown_reference, "shock", "the id of a recorded crash", id);
}

std::optional<HistoricalMove> move_in(const HistoricalShock& shock, std::string_view asset) noexcept {
    for (const HistoricalMove& move : shock.moves) {
        if (move.asset == asset) return move;
    }
    return std::nullopt;
}

}  // namespace clearmargin
