#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"

namespace clearmargin::tests {

/// One member of an object that a test puts together.
inline Json::Member entry(std::string name, Json value) { return {std::move(name), std::move(value)}; }
inline Json::Member entry(std::string name, const JsonReader& value) { return {std::move(name), value.json()}; }
inline Json::Member entry(std::string name, std::string text) { return {std::move(name), Json(std::move(text))}; }
inline Json::Member entry(std::string name, const char* text) { return {std::move(name), Json(std::string(text))}; }

inline Json object(std::vector<Json::Member> members) { return Json(std::move(members)); }
inline Json array(std::vector<Json> elements) { return Json(std::move(elements)); }

/// Sets or adds a member of an object.
inline void set(Json& target, std::string_view name, Json value) {
    auto& members = *target.get_if<Json::Object>();
    for (Json::Member& member : members) {
        if (member.name == name) {
            member.value = std::move(value);
            return;
        }
    }
    members.push_back({std::string(name), std::move(value)});
}

/// Takes a member out.
inline void unset(Json& target, std::string_view name) {
    std::erase_if(*target.get_if<Json::Object>(), [&](const Json::Member& member) { return member.name == name; });
}

}  // namespace clearmargin::tests
