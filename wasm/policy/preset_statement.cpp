#include "wasm/policy/preset_statement.hpp"

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_source = 512;

}  // namespace

void read_preset_statement(const FieldReader& at, std::optional<PresetStatement>& to) {
    if (!at.present()) return;
    PresetStatement& statement = to.emplace();
    at.only_members({"name", "source", "as_of"});
    read_name(at["name"], statement.name);
    const FieldReader source = at["source"];
    source.get(statement.source);
    if (source.present() && (statement.source.empty() || statement.source.size() > max_source)) {
        source.refuse(ErrorCode::wrong_length, "1 to 512 bytes", statement.source);
    }
    const FieldReader as_of = at["as_of"];
    as_of.get(statement.as_of);
    if (as_of.present() && statement.as_of == 0) as_of.refuse(ErrorCode::out_of_range, "a time after 1970", "0");
}

}  // namespace clearmargin
