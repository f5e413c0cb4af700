#pragma once

#include <string_view>
#include <vector>

#include "core/codec/field_reader.hpp"

namespace clearmargin {

/// The ids of one list. They point into what was read, which has to stay where it is.
class UniqueIds {
  public:
    /// Adds the id of the item `at`. Refuses duplicate_id where an item before has it, saying what was `expected`.
    void add(const FieldReader& at, std::string_view id, std::string_view expected);

  private:
    std::vector<std::string_view> ids_;
};

}  // namespace clearmargin
