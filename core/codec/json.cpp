#include "core/codec/json.hpp"

#include <array>

#include "core/result/error.hpp"

namespace clearmargin {
namespace {

bool append_path(const Json& from, const Json& node, std::string& path) {
    if (&from == &node) return true;
    const std::size_t length = path.size();
    if (const auto* array = from.get_if<Json::Array>()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            path += "[" + std::to_string(i) + "]";
            if (append_path((*array)[i], node, path)) return true;
            path.resize(length);
        }
    }
    if (const auto* object = from.get_if<Json::Object>()) {
        for (const Json::Member& member : *object) {
            if (!path.empty()) path += ".";
            path += truncated(member.name);
            if (append_path(member.value, node, path)) return true;
            path.resize(length);
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
    append_path(*this, node, path);
    return path;
}

}  // namespace clearmargin
