#include "core/codec/json_parse.hpp"
#include "core/codec/json_writer.hpp"
#include "tests/fuzz/fuzz_assert.hpp"

namespace {

using clearmargin::Json;
using clearmargin::JsonWriter;

void write(JsonWriter& to, const Json& value) {
    if (const auto* array = value.get_if<Json::Array>()) {
        to.begin_array();
        for (const Json& item : *array) write(to, item);
        to.end_array();
    } else if (const auto* object = value.get_if<Json::Object>()) {
        to.begin_object();
        for (const Json::Member& member : *object) write(to.name(member.name), member.value);
        to.end_object();
    } else if (const auto* string = value.get_if<std::string>()) {
        to.string(*string);
    } else if (const auto* number = value.get_if<Json::Number>()) {
        to.string(number->text);  // the writer has small integers only
    } else if (const auto* boolean = value.get_if<bool>()) {
        to.boolean(*boolean);
    } else {
        to.null();
    }
}

std::string written(const Json& value) {
    JsonWriter writer;
    write(writer, value);
    return writer.take();
}

}  // namespace

/// What parses and is written parses again, to the same value. A short limit on values is met by short inputs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto parsed = clearmargin::parse_json(text, {.bytes = 1U << 16U, .values = 256, .depth = 16});
    if (!parsed) return 0;
    const std::string once = written(parsed.value());
    const auto again = clearmargin::parse_json(once);
    clearmargin::fuzz::require(again.ok());
    clearmargin::fuzz::require(written(again.value()) == once);
    return 0;
}
