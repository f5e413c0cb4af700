#include "core/codec/json.hpp"

#include <array>

#include "core/result/error.hpp"

namespace clearmargin {
namespace {

/// Puts the way from `from` to `node` in front of `path`, once it is found.
bool prepend_path(const Json& from, const Json& node, std::string& path) {
    if (&from == &node) return true;
    if (const auto* array = from.get_if<Json::Array>()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (!prepend_path((*array)[i], node, path)) continue;
            path.insert(0, "[" + std::to_string(i) + "]");
            return true;
        }
    }
    if (const auto* object = from.get_if<Json::Object>()) {
        for (const Json::Member& member : *object) {
            if (!prepend_path(member.value, node, path)) continue;
            path.insert(0, "." + truncated(member.name));
            return true;
        }
    }
    return false;
}

}  // namespace

const Json* Json::find(std::string_view name) const noexcept {
    const auto* object = get_if<Object>();
    if (object == nullptr) return nullptr;
    for (const Member& member : *object) {
        if (member.name == name) return &member.value;
    }
    return nullptr;
}

std::string_view Json::type_name() const noexcept {
    constexpr std::array<std::string_view, 6> names = {"null", "boolean", "number", "string", "array", "object"};
    return names[held_.index()];
}

std::string Json::path_to(const Json& node) const {
    std::string path;
    prepend_path(*this, node, path);
    if (path.starts_with('.')) path.erase(0, 1);
    return path;
}

}  // namespace clearmargin
