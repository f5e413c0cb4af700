#include "core/codec/field_reader.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

std::string one_of(std::initializer_list<std::string_view> words) {
    std::string out;
    for (const std::string_view& word : words) {
        if (!out.empty()) out += &word + 1 == words.end() ? " or " : ", ";
        out += word;
    }
    return out;
}

/// "at most 5 items"
std::string at_most(std::size_t limit, std::string_view unit) {
    std::string out = "at most ";
    out += std::to_string(limit);
    out += unit;
    return out;
}

}  // namespace

void FieldReader::refuse(Refusal refusal) const {
    if (!failed()) *first_ = at_.at_this_path(std::move(refusal));
}

void FieldReader::refuse(ErrorCode code, std::string_view expected) const {
    if (!failed()) *first_ = at_.refused(code, expected);
}

void FieldReader::refuse(ErrorCode code, std::string_view expected, std::string_view got) const {
    if (!failed()) *first_ = at_.refused(code, expected, got);
}

FieldReader FieldReader::absent_here() const {
    FieldReader out = *this;
    out.absent_ = true;
    return out;
}

/// What this place holds; null where that is not a T, which is refused, or where this place is not present.
template <class T>
const T* FieldReader::held(std::string_view type) const {
    if (!present()) return nullptr;
    const T* value = at_.json().get_if<T>();
    if (value == nullptr) refuse(ErrorCode::wrong_type, type, at_.json().type_name());
    return value;
}

template <class T>
const T* FieldReader::list(std::string_view type, std::string_view items, std::size_t limit) const {
    const T* list = held<T>(type);
    if (list == nullptr || list->size() <= limit) return list;
    refuse(ErrorCode::too_many_items, at_most(limit, items), std::to_string(list->size()));
    return nullptr;
}

FieldReader FieldReader::operator[](std::string_view name) const {
    const FieldReader member = optional(name);
    if (member.present() || !present()) return member;
    const Json* null = at_.json().find(name);
    if (null != nullptr) return at(*null);
    refuse(clearmargin::refuse(ErrorCode::missing_member, name, "this member"));
    return member;
}

FieldReader FieldReader::optional(std::string_view name) const {
    if (held<Json::Object>("an object") == nullptr) return absent_here();
    const Json* found = at_.json().find(name);
    if (found == nullptr || found->get_if<Json::Null>() != nullptr) return absent_here();
    return at(*found);
}

FieldReader::Elements FieldReader::elements(std::size_t limit) const {
    Elements out(*this);
    if (const auto* array = list<Json::Array>("an array", " items", limit)) {
        out.nodes_ = array->data();
        out.size_ = array->size();
    }
    return out;
}

FieldReader::Members FieldReader::members(std::size_t limit) const {
    Members out(*this);
    if (const auto* object = list<Json::Object>("an object", " members", limit)) {
        out.nodes_ = object->data();
        out.size_ = object->size();
    }
    return out;
}

void FieldReader::only_members(std::span<const std::string_view> known) const {
    const auto* object = held<Json::Object>("an object");
    if (object == nullptr) return;
    for (const Json::Member& member : *object) {
        if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
        return refuse(clearmargin::refuse(ErrorCode::unknown_member, truncated(member.name), "no such member"));
    }
}

void FieldReader::get(bool& to) const {
    if (const auto* value = held<bool>("a boolean")) to = *value;
}

void FieldReader::get(std::uint64_t& to) const {
    U256 value;
    get(value);
    if (!present()) return;
    const auto* string = at_.json().get_if<std::string>();
    if (string != nullptr && string->starts_with("0x")) {
        return refuse(ErrorCode::malformed_integer, "decimal digits", *string);
    }
    const auto small = value.to_u64();
    if (!small) return refuse(ErrorCode::integer_out_of_range, "at most 2^64 - 1", to_decimal(value));
    to = *small;
}

void FieldReader::get(U256& to) const {
    if (!present()) return;
    const auto* number = at_.json().get_if<Json::Number>();
    const auto* string = at_.json().get_if<std::string>();
    if (number == nullptr && string == nullptr) {
        return refuse(ErrorCode::wrong_type, "a whole number", at_.json().type_name());
    }
    take(parse_u256(number != nullptr ? number->text : *string), to);
}

void FieldReader::get(Decimal& to) const {
    if (!present()) return;
    if (const auto* number = at_.json().get_if<Json::Number>()) {
        return refuse(ErrorCode::number_not_exact, "a decimal string", "the JSON number " + number->text);
    }
    take(parse_decimal(text()), to);
}

void FieldReader::get(std::string_view& to) const {
    if (const auto* value = held<std::string>("a string")) to = *value;
}

void FieldReader::get(std::string& to) const {
    if (const auto* value = held<std::string>("a string")) to = *value;
}

void FieldReader::get(Bytes& to, std::size_t limit) const {
    const std::string_view digits = text();
    if (digits.size() > 2 + 2 * limit) {
        return refuse(ErrorCode::wrong_length, at_most(limit, " bytes"), std::to_string(digits.size() / 2 - 1));
    }
    take(decode_hex(digits), to);
}

void FieldReader::get_bytes(std::uint8_t* to, std::size_t size) const {
    const std::string_view digits = text();
    if (present()) take(decode_hex_into(digits, to, size));
}

std::string_view FieldReader::text() const {
    std::string_view out;
    get(out);
    return out;
}

std::size_t FieldReader::choice(std::initializer_list<std::string_view> words, ErrorCode code) const {
    const std::string_view word = text();
    if (!present()) return 0;
    const auto* found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    refuse(code, one_of(words), word);
    return 0;
}

}  // namespace clearmargin
