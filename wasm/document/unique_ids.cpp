#include "wasm/document/unique_ids.hpp"

#include <algorithm>

namespace clearmargin {

void UniqueIds::add(const FieldReader& at, std::string_view id, std::string_view expected) {
    if (std::find(ids_.begin(), ids_.end(), id) != ids_.end()) at.refuse(ErrorCode::duplicate_id, expected, id);
    ids_.push_back(id);
}

}  // namespace clearmargin
