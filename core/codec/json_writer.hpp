#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clearmargin {

/// Writes one JSON document, compact, members in the order given: same calls, same bytes.
/// Text must be UTF-8. Misuse (a value without its name in an object) is a bug of ours, not checked.
class JsonWriter {
  public:
    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_array() { return end(']'); }
    JsonWriter& name(std::string_view name);
    JsonWriter& string(std::string_view value);
    JsonWriter& boolean(bool value) { return literal(value ? "true" : "false"); }
    /// A value that is JSON text already, as it is.
    JsonWriter& json(std::string_view text) { return literal(text); }
    JsonWriter& null() { return literal("null"); }
    /// A JSON number; for integers up to 2^53 only. Larger ones and all amounts are decimal strings.
    JsonWriter& number(std::uint64_t value);

    /// The document; the writer is empty afterwards.
    [[nodiscard]] std::string take();

  private:
    JsonWriter& begin(char opening);
    JsonWriter& end(char closing);
    JsonWriter& literal(std::string_view text);

    std::string out_;
    bool after_value_ = false;  ///< where the next item of the same list comes after a comma
};

}  // namespace clearmargin
