#include "core/codec/field_reader.hpp"

#include <algorithm>
#include <span>

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

}  // namespace

void FieldReader::keep(Refusal refusal) const {
    if (!failed()) *first_ = std::move(refusal);
}

void FieldReader::refuse(Refusal refusal) const {
    if (!failed()) keep(at_.at_this_path(std::move(refusal)));
}

void FieldReader::refuse(ErrorCode code, std::string_view expected) const {
    refuse(clearmargin::refuse(code, "", expected));
}

void FieldReader::refuse(ErrorCode code, std::string_view expected, std::string_view got) const {
    refuse(clearmargin::refuse(code, "", expected, got));
}

FieldReader FieldReader::absent_here() const {
    FieldReader out = *this;
    out.absent_ = true;
    return out;
}

FieldReader FieldReader::operator[](std::string_view name) const {
    if (!present()) return absent_here();
    auto member = at_.member(name);
    if (member.ok()) return FieldReader(member.value(), *first_);
    keep(std::move(member).refusal());
    return absent_here();
}

FieldReader FieldReader::optional(std::string_view name) const {
    if (!present()) return absent_here();
    auto member = at_.optional_member(name);
    if (!member.ok()) keep(std::move(member).refusal());
    if (failed() || !member.value()) return absent_here();
    return FieldReader(*member.value(), *first_);
}

std::vector<FieldReader> FieldReader::elements(std::size_t limit) const {
    std::vector<FieldReader> out;
    if (!present()) return out;
    auto elements = at_.elements(limit);
    if (!elements.ok()) {
        keep(std::move(elements).refusal());
        return out;
    }
    out.reserve(elements.value().size());
    for (const JsonReader& element : elements.value()) out.emplace_back(element, *first_);
    return out;
}

std::vector<FieldReader::Named> FieldReader::members(std::size_t limit) const {
    std::vector<Named> out;
    if (!present()) return out;
    auto members = at_.members(limit);
    if (!members.ok()) {
        keep(std::move(members).refusal());
        return out;
    }
    out.reserve(members.value().size());
    for (const auto& [name, value] : members.value()) out.push_back(Named{name, FieldReader(value, *first_)});
    return out;
}

void FieldReader::only_members(std::initializer_list<std::string_view> known) const {
    if (!present()) return;
    Status checked = at_.only_members(std::span(known.begin(), known.size()));
    if (!checked.ok()) keep(std::move(checked).refusal());
}

void FieldReader::get(bool& to) const {
    if (!present()) return;
    auto value = at_.boolean();
    if (!value.ok()) return keep(std::move(value).refusal());
    to = value.value();
}

void FieldReader::get(std::uint64_t& to) const {
    if (!present()) return;
    auto value = at_.u64();
    if (!value.ok()) return keep(std::move(value).refusal());
    to = value.value();
}

void FieldReader::get(U256& to) const {
    if (!present()) return;
    auto value = at_.u256();
    if (!value.ok()) return keep(std::move(value).refusal());
    to = value.value();
}

void FieldReader::get(Decimal& to) const {
    if (!present()) return;
    auto value = at_.decimal();
    if (!value.ok()) return keep(std::move(value).refusal());
    to = value.value();
}

void FieldReader::get(std::string_view& to) const {
    if (!present()) return;
    auto value = at_.string();
    if (!value.ok()) return keep(std::move(value).refusal());
    to = value.value();
}

void FieldReader::get(std::string& to) const {
    if (!present()) return;
    to = text();
}

void FieldReader::get(Bytes& to, std::size_t limit) const {
    if (!present()) return;
    auto value = at_.bytes(limit);
    if (!value.ok()) return keep(std::move(value).refusal());
    to = std::move(value).value();
}

void FieldReader::get_bytes(std::uint8_t* to, std::size_t size) const {
    const std::string_view digits = text();
    if (!present()) return;
    Status decoded = decode_hex_into(digits, to, size);
    if (!decoded.ok()) refuse(std::move(decoded).refusal());
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
