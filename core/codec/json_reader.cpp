#include "core/codec/json_reader.hpp"

#include <algorithm>

namespace clearmargin {

Refusal JsonReader::refused(ErrorCode code, std::string_view expected) const { return refuse(code, path(), expected); }

Refusal JsonReader::refused(ErrorCode code, std::string_view expected, std::string_view got) const {
    return refuse(code, path(), expected, got);
}

Refusal JsonReader::wrong_type(std::string_view expected) const {
    return refused(ErrorCode::wrong_type, expected, node_->type_name());
}

Result<JsonReader> JsonReader::member(std::string_view name) const {
    if (!is_object()) return wrong_type("an object");
    const Json* found = node_->find(name);
    if (found == nullptr) return under(path(), refuse(ErrorCode::missing_member, name, "this member"));
    return JsonReader(*root_, *found);
}

Result<std::optional<JsonReader>> JsonReader::optional_member(std::string_view name) const {
    if (!is_object()) return wrong_type("an object");
    const Json* found = node_->find(name);
    if (found == nullptr || found->get_if<Json::Null>() != nullptr) return std::optional<JsonReader>();
    return std::optional<JsonReader>(JsonReader(*root_, *found));
}

Result<std::vector<JsonReader>> JsonReader::elements(std::size_t limit) const {
    const auto* array = node_->get_if<Json::Array>();
    if (array == nullptr) return wrong_type("an array");
    if (array->size() > limit) {
        return refused(ErrorCode::too_many_items, "at most " + std::to_string(limit) + " items",
                       std::to_string(array->size()));
    }
    std::vector<JsonReader> out;
    out.reserve(array->size());
    for (const Json& element : *array) out.push_back(JsonReader(*root_, element));
    return out;
}

Result<std::vector<JsonReader::Named>> JsonReader::members(std::size_t limit) const {
    const auto* object = node_->get_if<Json::Object>();
    if (object == nullptr) return wrong_type("an object");
    if (object->size() > limit) {
        return refused(ErrorCode::too_many_items, "at most " + std::to_string(limit) + " members",
                       std::to_string(object->size()));
    }
    std::vector<Named> out;
    out.reserve(object->size());
    for (const Json::Member& member : *object) out.push_back(Named{member.name, JsonReader(*root_, member.value)});
    return out;
}

Status JsonReader::only_members(std::span<const std::string_view> known) const {
    const auto* object = node_->get_if<Json::Object>();
    if (object == nullptr) return wrong_type("an object");
    for (const Json::Member& member : *object) {
        if (std::find(known.begin(), known.end(), member.name) == known.end()) {
            return under(path(), refuse(ErrorCode::unknown_member, truncated(member.name), "no such member"));
        }
    }
    return {};
}

Result<bool> JsonReader::boolean() const {
    const auto* value = node_->get_if<bool>();
    if (value == nullptr) return wrong_type("a boolean");
    return *value;
}

Result<std::string_view> JsonReader::string() const {
    const auto* value = node_->get_if<std::string>();
    if (value == nullptr) return wrong_type("a string");
    return std::string_view(*value);
}

Result<U256> JsonReader::u256() const {
    std::string_view text;
    if (const auto* number = node_->get_if<Json::Number>()) {
        text = number->text;
    } else if (const auto* string = node_->get_if<std::string>()) {
        text = *string;
    } else {
        return wrong_type("a whole number");
    }
    auto parsed = parse_u256(text);
    if (!parsed.ok()) return at_this_path(std::move(parsed).refusal());
    return parsed;
}

Result<std::uint64_t> JsonReader::u64() const {
    TRY(const U256 value, u256());
    const auto* string = node_->get_if<std::string>();
    if (string != nullptr && string->starts_with("0x")) {
        return refused(ErrorCode::malformed_integer, "decimal digits", *string);
    }
    const auto small = value.to_u64();
    if (!small) return refused(ErrorCode::integer_out_of_range, "at most 2^64 - 1", to_decimal(value));
    return *small;
}

Result<Decimal> JsonReader::decimal() const {
    if (const auto* number = node_->get_if<Json::Number>()) {
        return refused(ErrorCode::number_not_exact, "a decimal string", "the JSON number " + number->text);
    }
    TRY(const auto text, string());
    auto parsed = parse_decimal(text);
    if (!parsed.ok()) return at_this_path(std::move(parsed).refusal());
    return parsed;
}

Result<Bytes> JsonReader::bytes(std::size_t limit) const {
    TRY(const auto text, string());
    if (text.size() > 2 + 2 * limit) {
        return refused(ErrorCode::wrong_length, "at most " + std::to_string(limit) + " bytes",
                       std::to_string(text.size() / 2 - 1));
    }
    auto decoded = decode_hex(text);
    if (!decoded.ok()) return at_this_path(std::move(decoded).refusal());
    return decoded;
}

}  // namespace clearmargin
