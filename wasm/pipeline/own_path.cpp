#include "wasm/pipeline/own_path.hpp"

#include <string>
#include <utility>

namespace clearmargin {

Refusal under_own_path(std::string_view path, Refusal refusal) {
    const std::string& where = refusal.error().where;
    if (where.starts_with("chains.") || where.starts_with("stores.") || where.starts_with(path)) return refusal;
    return under(path, std::move(refusal));
}

}  // namespace clearmargin
