#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clearmargin {

/// Writes one JSON document, compact, members in the order given: same calls, same bytes.
/// Text must be UTF-8. Misuse (a value without its name in an object) is a bug of ours, not checked.
class JsonWriter {
  public:
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& name(std::string_view name);
    JsonWriter& string(std::string_view value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    /// A JSON number; for integers up to 2^53 only. Larger ones and all amounts are decimal strings.
    JsonWriter& number(std::uint64_t value);

    /// The document; the writer is empty afterwards.
    [[nodiscard]] std::string take();

  private:
    void separate();
    void escaped(std::string_view text);

    std::string out_;
    std::vector<bool> has_items_;
    bool named_ = false;
};

}  // namespace clearmargin
