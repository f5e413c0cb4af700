#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/instrument/instrument.hpp"
#include "core/number/decimal.hpp"
#include "core/portfolio/portfolio_margin.hpp"
#include "core/result/result.hpp"
#include "core/venue/option_margin.hpp"

namespace clearmargin {

/// What a venue asks of each option by itself.
/// Source  docs/margin-model.md#standard-option-margin
struct OptionRule {
    enum class Kind : std::uint8_t {
        /// A short requires its mark and a part of the underlying; what options are worth backs nothing.
        deribit,
        /// What options are worth is equity; a short requires a part of the underlying, a long most of its own worth.
        paradex,
    };
    static constexpr std::size_t most_rates = 4;

    Kind kind = Kind::deribit;
    PresetOrigin origin;
    std::array<Decimal, most_rates> rates;  ///< ratios, named by `rate_names`

    /// Whether the value of options counts as equity.
    [[nodiscard]] bool values_count() const noexcept { return kind == Kind::paradex; }
};

/// The names of a rule's rates, in their order: "initial", "least" and "maintenance" of Deribit's, which are of the
/// underlying; "in_the_money", "out_of_the_money" and "long" of Paradex's, likewise, and "maintenance" of the initial
/// margin.
[[nodiscard]] std::span<const std::string_view> rate_names(OptionRule::Kind kind) noexcept;

/// How many of a rule's first rates the venue does not publish, so that the user has to give them.
[[nodiscard]] std::size_t unpublished_rates(OptionRule::Kind kind) noexcept;

/// "deribit-standard", or "paradex", whose unpublished rates are 0.
/// Fails   unknown_reference for another name
[[nodiscard]] Result<OptionRule> option_rule(std::string_view name);

/// What one unit of an option requires, short or long.
/// Units   underlying: its price; mark and margins: in what the option is paid in
/// Rounds  up
/// Fails   decimal_overflow; division_by_zero
[[nodiscard]] Result<OptionMargin> ruled_option_margin(const OptionRule& rule, const OptionContract& option,
                                                       bool is_short, Decimal underlying, Decimal mark);

}  // namespace clearmargin
