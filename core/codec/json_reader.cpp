#include "core/codec/json_reader.hpp"

#include "core/codec/field_reader.hpp"

namespace clearmargin {
namespace {

/// What FieldReader reads of a place, or what it refuses there.
template <class T>
Result<T> value_at(const JsonReader& at) {
    Refusal refusal;
    T value{};
    FieldReader(at, refusal).get(value);
    if (refusal.present()) return refusal;
    return value;
}

}  // namespace

Refusal JsonReader::refused(ErrorCode code, std::string_view expected) const { return refuse(code, path(), expected); }

Refusal JsonReader::refused(ErrorCode code, std::string_view expected, std::string_view got) const {
    return refuse(code, path(), expected, got);
}

Result<JsonReader> JsonReader::member(std::string_view name) const {
    Refusal refusal;
    const FieldReader found = FieldReader(*this, refusal)[name];
    if (refusal.present()) return refusal;
    return found.json();
}

Result<std::optional<JsonReader>> JsonReader::optional_member(std::string_view name) const {
    Refusal refusal;
    const FieldReader found = FieldReader(*this, refusal).optional(name);
    if (refusal.present()) return refusal;
    return found.present() ? std::optional(found.json()) : std::nullopt;
}

Result<std::vector<JsonReader>> JsonReader::elements(std::size_t limit) const {
    Refusal refusal;
    std::vector<JsonReader> out;
    for (const FieldReader& element : FieldReader(*this, refusal).elements(limit)) out.push_back(element.json());
    if (refusal.present()) return refusal;
    return out;
}

Result<std::vector<JsonReader::Named>> JsonReader::members(std::size_t limit) const {
    Refusal refusal;
    std::vector<Named> out;
    for (const auto& [name, value] : FieldReader(*this, refusal).members(limit)) out.push_back({name, value.json()});
    if (refusal.present()) return refusal;
    return out;
}

Status JsonReader::only_members(std::span<const std::string_view> known) const {
    Refusal refusal;
    FieldReader(*this, refusal).only_members(known);
    return refusal.present() ? Status(std::move(refusal)) : Status();
}

Result<bool> JsonReader::boolean() const { return value_at<bool>(*this); }
Result<std::string_view> JsonReader::string() const { return value_at<std::string_view>(*this); }
Result<U256> JsonReader::u256() const { return value_at<U256>(*this); }
Result<std::uint64_t> JsonReader::u64() const { return value_at<std::uint64_t>(*this); }
Result<Decimal> JsonReader::decimal() const { return value_at<Decimal>(*this); }

Result<Bytes> JsonReader::bytes(std::size_t limit) const {
    Refusal refusal;
    Bytes value;
    FieldReader(*this, refusal).get(value, limit);
    if (refusal.present()) return refusal;
    return value;
}

}  // namespace clearmargin
