#pragma once

#include "core/codec/field_reader.hpp"
#include "core/portfolio/portfolio_model.hpp"

namespace clearmargin {

/// What the user puts in place of a preset's: numbers by the names of `parameters_of`, and `scenarios`, a list of
/// {"move", "volatility", "weight"} in place of the whole list of a model that has one. `model` keeps the rest, and
/// all where `from` is not present. Numbers that the model can't work with it refuses itself.
/// Units   move: share of the price; weight: of the profit or loss, 1 where absent; both decimals
/// Fails   unknown_member for a name that is none of the model's, also `scenarios`; too_many_items above 64 numbers or
///         4096 scenarios; mode_needs_field for an empty list; unknown_value for a volatility rule that the model lacks;
///         out_of_range as `validate` of scenarios; as FieldReader
void read_model_overrides(const FieldReader& from, PortfolioModel& model);

}  // namespace clearmargin
