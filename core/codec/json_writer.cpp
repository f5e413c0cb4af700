#include "core/codec/json_writer.hpp"

#include <utility>

namespace clearmargin {

JsonWriter& JsonWriter::begin(char opening) {
    if (after_value_) out_.push_back(',');
    out_.push_back(opening);
    after_value_ = false;
    return *this;
}

JsonWriter& JsonWriter::end(char closing) {
    out_.push_back(closing);
    after_value_ = true;
    return *this;
}

JsonWriter& JsonWriter::literal(std::string_view text) {
    if (after_value_) out_.push_back(',');
    out_.append(text);
    after_value_ = true;
    return *this;
}

JsonWriter& JsonWriter::name(std::string_view name) {
    string(name);
    out_.push_back(':');
    after_value_ = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    begin('"');
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out_.push_back('\\');
        if (byte >= 0x20) {
            out_.push_back(c);
        } else {
            out_.append("\\u00");
            out_.push_back(digits[byte >> 4U]);
            out_.push_back(digits[byte & 15U]);
        }
    }
    return end('"');
}

JsonWriter& JsonWriter::number(std::uint64_t value) { return literal(std::to_string(value)); }

std::string JsonWriter::take() {
    after_value_ = false;
    return std::exchange(out_, {});
}

}  // namespace clearmargin
