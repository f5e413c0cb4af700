#include "core/codec/json_writer.hpp"

#include <utility>

namespace clearmargin {

void JsonWriter::separate() {
    if (named_) {
        named_ = false;
        return;
    }
    if (has_items_.empty()) return;
    if (has_items_.back()) out_.push_back(',');
    has_items_.back() = true;
}

void JsonWriter::escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out_.push_back('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out_.push_back('\\');
            out_.push_back(c);
        } else if (byte < 0x20) {
            out_ += "\\u00";
            out_.push_back(digits[byte >> 4U]);
            out_.push_back(digits[byte & 15U]);
        } else {
            out_.push_back(c);
        }
    }
    out_.push_back('"');
}

JsonWriter& JsonWriter::begin_object() {
    separate();
    out_.push_back('{');
    has_items_.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    has_items_.pop_back();
    out_.push_back('}');
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    separate();
    out_.push_back('[');
    has_items_.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    has_items_.pop_back();
    out_.push_back(']');
    return *this;
}

JsonWriter& JsonWriter::name(std::string_view name) {
    separate();
    escaped(name);
    out_.push_back(':');
    named_ = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    separate();
    escaped(value);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    out_ += "null";
    return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
    separate();
    out_ += std::to_string(value);
    return *this;
}

std::string JsonWriter::take() {
    has_items_.clear();
    named_ = false;
    return std::exchange(out_, {});
}

}  // namespace clearmargin
