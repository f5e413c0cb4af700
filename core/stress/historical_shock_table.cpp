#include <array>

#include "core/stress/historical_shock.hpp"

namespace clearmargin {
namespace {

constexpr Decimal basis_points(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 10'000)); }

// Daily prices of Yahoo, as kept in zaskap/ts_foundational_models_daily_crpytocurrency_predictions @556e01e5 data/raw.
constexpr std::string_view yahoo_daily =
    "Yahoo daily OHLC (zaskap/ts_foundational_models_daily_crpytocurrency_predictions @556e01e5 data/raw)";
// Figures of the press, which depend on venue and window.
constexpr std::string_view press_2025 =
    "spectropunk.com/?p=179 (45-minute drops); CoinDesk research 2025-10-17 (lows, average token, USDe on one venue)";

constexpr auto moves_covid_2020_03_12 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-3717), basis_points(-4809), std::nullopt},
    {"ETH", basis_points(-4235), basis_points(-5115), std::nullopt},
});
constexpr auto moves_china_2021_05_19 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-1377), basis_points(-2850), std::nullopt},
    {"ETH", basis_points(-2720), basis_points(-4224), std::nullopt},
    {"SOL", basis_points(-3721), basis_points(-4736), std::nullopt},
});
constexpr auto moves_luna_2022_05 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-1471), basis_points(-2263), std::nullopt},
    {"ETH", basis_points(-2208), basis_points(-3055), std::nullopt},
    {"SOL", basis_points(-4060), basis_points(-4942), std::nullopt},
});
constexpr auto moves_celsius_2022_06 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-1597), basis_points(-3383), std::nullopt},
    {"ETH", basis_points(-1665), basis_points(-3799), std::nullopt},
    {"SOL", basis_points(-830), basis_points(-1067), std::nullopt},
});
constexpr auto moves_ftx_2022_11 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-2292), basis_points(-2388), std::nullopt},
    {"ETH", basis_points(-2986), basis_points(-3094), std::nullopt},
    {"SOL", basis_points(-5290), basis_points(-5775), std::nullopt},
});
constexpr auto moves_tariff_2025_10_10 = std::to_array<HistoricalMove>({
    {"BTC", basis_points(-1200), std::nullopt, Decimal(106560)},
    {"ETH", basis_points(-1600), std::nullopt, Decimal(3551)},
    {"SOL", basis_points(-3100), std::nullopt, Decimal(174)},
    {"ALT_MEDIAN", basis_points(-4700), std::nullopt, std::nullopt},
    {"USDe", basis_points(-3500), std::nullopt, basis_points(6500)},
});

constexpr auto shocks = std::to_array<HistoricalShock>({
    {"covid-2020-03-12", "pandemic", "2020-03-11", "2020-03-12", "2020-03-13", yahoo_daily, moves_covid_2020_03_12},
    {"china-2021-05-19", "mining ban in China", "2021-05-18", "2021-05-19", "2021-05-19", yahoo_daily,
     moves_china_2021_05_19},
    {"luna-2022-05", "Terra collapse", "2022-05-08", "2022-05-12", "2022-05-12", yahoo_daily, moves_luna_2022_05},
    {"celsius-2022-06", "Celsius halts withdrawals", "2022-06-12", "2022-06-13", "2022-06-18", yahoo_daily,
     moves_celsius_2022_06},
    {"ftx-2022-11", "FTX collapse", "2022-11-07", "2022-11-09", "2022-11-09", yahoo_daily, moves_ftx_2022_11},
    {"tariff-2025-10-10", "tariff announcement", "2025-10-10", "2025-10-10", "2025-10-10", press_2025,
     moves_tariff_2025_10_10},
});

}  // namespace

std::span<const HistoricalShock> historical_shocks() noexcept { return shocks; }

}  // namespace clearmargin
