#pragma once

#include <optional>
#include <vector>

#include "core/margin/margin_result.hpp"
#include "core/report/report.hpp"
#include "wasm/margin/account_of.hpp"

namespace clearmargin {

// The rows of a report that only options and portfolio models have.

/// How many usual moves of `days` lie between the asset's price and `price`: |ln(price / now)| / (volatility
/// sqrt(days / 365)), to 15 digits; absent where the asset's volatility is not known.
[[nodiscard]] std::optional<Decimal> sigmas_to(Decimal price, const MarginAsset& asset, Decimal days);

/// The rule for options and its numbers.
[[nodiscard]] PresetNumbers option_rule_row(const OptionRule& rule, UnixSeconds now);

/// What the portfolio models ask of `pool`. What has no decimal has none in the row either.
[[nodiscard]] PortfolioRow portfolio_row(const EngineAccount& engine, const PoolResult& pool, const Policy& policy,
                                         EvidenceTable& evidence);

/// What the account's options and other contracts do together.
[[nodiscard]] std::vector<GreeksRow> greeks_rows(const EngineAccount& engine, const PoolResult& pool,
                                                 const Policy& policy, EvidenceTable& evidence);

/// What a position in an option is on; absent for another.
[[nodiscard]] std::optional<OptionRow> option_row(const EngineAccount& engine, const SnapshotPosition& stated,
                                                  const MarginPosition& position, const PositionResult& result,
                                                  EvidenceRef evidence);

/// The policy's definition of an asset of the account.
[[nodiscard]] const AssetDefinition& definition_of(const EngineAccount& engine, const Policy& policy,
                                                   AssetIndex asset) noexcept;

}  // namespace clearmargin
