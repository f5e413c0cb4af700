#pragma once

#include <string>

#include "core/codec/json.hpp"
#include "core/codec/json_writer.hpp"

namespace clearmargin::tests {

inline void write_json(JsonWriter& out, const Json& value) {
    if (const auto* text = value.get_if<std::string>()) {
        out.string(*text);
    } else if (const auto* number = value.get_if<Json::Number>()) {
        out.json(number->text);
    } else if (const auto* boolean = value.get_if<bool>()) {
        out.boolean(*boolean);
    } else if (const auto* array = value.get_if<Json::Array>()) {
        out.begin_array();
        for (const Json& element : *array) write_json(out, element);
        out.end_array();
    } else if (const auto* object = value.get_if<Json::Object>()) {
        out.begin_object();
        for (const Json::Member& member : *object) {
            out.name(member.name);
            write_json(out, member.value);
        }
        out.end_object();
    } else {
        out.null();
    }
}

/// The document's text, compact, members in their order.
inline std::string json_text(const Json& value) {
    JsonWriter out;
    write_json(out, value);
    return out.take();
}

}  // namespace clearmargin::tests
