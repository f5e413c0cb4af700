#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What one asset did in a crash.
struct HistoricalMove {
    std::string_view asset;            ///< symbol; "ALT_MEDIAN" for the average token
    Decimal to_close;                  ///< previous close to the last close, -0.37 is -37%
    std::optional<Decimal> to_low;     ///< previous close to the lowest print
    std::optional<Decimal> low_price;  ///< USD, where it was recorded
};

/// A crash that happened: dated data, to be played on an account of today.
struct HistoricalShock {
    std::string_view id;
    std::string_view name;
    std::string_view from;    ///< day of the previous close
    std::string_view to;      ///< day of the last close
    std::string_view low;     ///< day of the lowest print
    std::string_view source;  ///< where the numbers are from
    std::span<const HistoricalMove> moves;
};

/// All of them, oldest first.
/// Source  docs/margin-model.md#stress
[[nodiscard]] std::span<const HistoricalShock> historical_shocks() noexcept;

/// Fails   unknown_reference
[[nodiscard]] Result<HistoricalShock> historical_shock(std::string_view id);

/// What that asset did, or nothing where it is not in the record.
[[nodiscard]] std::optional<HistoricalMove> move_in(const HistoricalShock& shock, std::string_view asset) noexcept;

}  // namespace clearmargin
