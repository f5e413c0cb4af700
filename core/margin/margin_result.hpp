#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/collateral/collateral_value.hpp"
#include "core/instrument/instrument.hpp"
#include "core/margin/pool_inputs.hpp"
#include "core/margin/portfolio_result.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// A figure of a pool in USD and the sums it was made of, whose inputs the pool's PoolInputs know.
struct MarginFigure {
    Decimal value;
    PoolSums made_of = PoolSums::none;
};

/// A ratio that need not be a number.
struct MarginRatio {
    enum class State : std::uint8_t {
        value,
        infinite,   ///< a requirement and no equity to meet it, or equity and no requirement
        undefined,  ///< nothing stands above or below the line
    };
    Decimal value;  ///< only where state is value
    State state = State::undefined;
    PoolSums made_of = PoolSums::none;
};

/// How an account stands, from best to worst.
enum class MarginLevel : std::uint8_t { ok, call, liquidatable, backstop, bankrupt };

/// "OK", "CALL", "LIQUIDATABLE", "BACKSTOP" or "BANKRUPT".
[[nodiscard]] std::string_view level_name(MarginLevel level) noexcept;

/// Which of the account's parts a pool is.
struct PoolScope {
    enum class Kind : std::uint8_t { isolated, chain, unified };
    Kind kind = Kind::unified;
    std::size_t index = 0;  ///< of the position, where isolated; of the chain, where chain

    friend bool operator==(const PoolScope&, const PoolScope&) = default;
};

/// The figures of what stands and falls together.
struct PoolFigures {
    MarginFigure equity_raw;      ///< no haircuts, no discounts
    MarginFigure equity;          ///< what counts against the maintenance margin
    MarginFigure initial_equity;  ///< what counts against the initial margin
    MarginFigure initial_margin;
    MarginFigure maintenance_margin;
    MarginFigure free_collateral;  ///< max(0, initial_equity - initial_margin)
    MarginFigure buffer;           ///< equity - maintenance_margin
    MarginFigure gross_notional;
    MarginFigure call_level;   ///< the equity below which a margin call begins
    MarginRatio margin_ratio;  ///< maintenance_margin / equity, rounded up; infinite where equity <= 0
    MarginRatio health;        ///< equity / maintenance_margin, rounded down; undefined without a requirement
    MarginRatio utilisation;   ///< initial_margin / initial_equity, rounded up
    MarginRatio leverage;      ///< gross_notional / equity_raw, rounded up
    MarginRatio gearing;       ///< gross_notional / equity, rounded up
    MarginRatio max_leverage;  ///< gross_notional / initial_margin, rounded down
    bool liquidatable = false;
    MarginLevel level = MarginLevel::ok;
};

/// What shows that a price is the first one: the margin on its two sides, computed directly, not by the solver.
struct LiquidationCertificate {
    bool certified = false;  ///< safe on one side, not safe one step further
    Decimal safe_price;      ///< the last price at which the account stands
    Decimal safe_margin;     ///< equity - maintenance margin there, rounded down
    Decimal unsafe_price;    ///< 10^-18 further
    Decimal unsafe_margin;   ///< there, rounded down
    std::size_t steps = 0;   ///< pieces of the margin looked at on the way
};

/// A price at which something happens, or none.
struct PriceAnswer {
    enum class Absence : std::uint8_t {
        none,     ///< there is a price
        never,    ///< no price in this direction does it
        already,  ///< it has happened: the account is past it now
        unknown,  ///< none as far as the model of the account goes, which is not the whole way
    };
    Absence absence = Absence::never;
    std::optional<Decimal> price;
    std::optional<Decimal> distance;  ///< |price / now - 1|, rounded down
    LiquidationCertificate certificate;
};

/// "", "never", "already" or "beyond_the_model".
[[nodiscard]] std::string_view absence_name(PriceAnswer::Absence absence) noexcept;

/// |price / now - 1|, rounded down; absent where it is too large to be written.
[[nodiscard]] std::optional<Decimal> distance_between(Decimal price, Decimal now) noexcept;

/// What a move of one asset does to a pool, all else unchanged; what is linked to it moves along. It is made of all
/// that the pool's buffer is.
struct AssetLiquidation {
    AssetIndex asset = 0;
    PriceAnswer liquidation_down;  ///< rounded up, so that it is reached no later than said
    PriceAnswer liquidation_up;    ///< rounded down
    PriceAnswer backstop_down;     ///< where the venue's backstop takes over, if the parameters name one
    PriceAnswer backstop_up;
    PriceAnswer bankruptcy_down;  ///< where equity_raw is 0, rounded up
    PriceAnswer bankruptcy_up;    ///< rounded down
    bool is_model = false;        ///< found by a search over a model, and never certified
    /// Of a model: every price found at which the account begins or ceases to stand, ascending.
    std::vector<Decimal> crossings;
};

struct PoolResult {
    PoolScope scope;
    PoolFigures figures;
    PoolInputs inputs;
    PortfolioPoolResult portfolio;  ///< where a portfolio model takes the place of requirements
    bool is_model = false;          ///< whether a model of doubles went into the figures
    std::vector<AssetLiquidation> liquidations;  ///< one for each asset that the pool depends on, ascending
};

/// The figures of one position, each made of `inputs_of` it.
struct PositionResult {
    std::size_t pool = 0;  ///< place in MarginResult::pools
    Decimal mark_price;       ///< of an option in what it is paid in
    Decimal notional;
    Decimal profit_and_loss;  ///< funding not included
    Decimal value;            ///< of an option: what it is worth, negative where it is owed; 0 of others
    Decimal initial_margin;   ///< by itself; of an option 0 where a portfolio model takes the place of it
    Decimal maintenance_margin;
};

/// The figures of one settlement wallet in USD.
struct WalletResult {
    Decimal cash;
    Decimal settled;   ///< profit and funding of the positions that settle into it
    Decimal borrowed;  ///< what it lacks below zero
    Decimal initial_margin;
    Decimal maintenance_margin;
};

/// The margin of an account.
struct MarginResult {
    std::vector<PoolResult> pools;                ///< unified or by chain first, then isolated positions
    std::vector<PositionResult> positions;        ///< in the account's order
    std::vector<CollateralLineValue> collateral;  ///< in the account's order, each made of `inputs_of` its balance
    std::vector<WalletResult> wallets;            ///< in the account's order
};

}  // namespace clearmargin
