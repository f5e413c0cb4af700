#pragma once

#include "core/report/field_writer.hpp"
#include "core/report/report.hpp"

namespace clearmargin {

/// The members `collateral` and `margin` of a document.
void write_section(FieldWriter& out, const MarginSection& section);

/// A member of that name: collateral to compute a margin from.
void write_collateral_inputs(FieldWriter& out, std::string_view name, const std::vector<SnapshotCollateral>& lines);

/// The member `inputs`.
void write_inputs(FieldWriter& out, const MarginSnapshot& inputs);

}  // namespace clearmargin
