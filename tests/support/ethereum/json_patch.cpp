#include "tests/support/ethereum/json_patch.hpp"

#include <catch2/catch.hpp>
#include <charconv>

namespace clearmargin::tests {

Json& place_at(Json& document, std::string_view path) {
    Json* place = &document;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view name = path.substr(0, path.find('/'));
        path.remove_prefix(name.size());
        if (auto* array = place->get_if<Json::Array>()) {
            std::size_t index = array->size();
            std::from_chars(name.data(), name.data() + name.size(), index);
            REQUIRE(index < array->size());
            place = &(*array)[index];
            continue;
        }
        auto* object = place->get_if<Json::Object>();
        REQUIRE(object != nullptr);
        const auto found =
            std::find_if(object->begin(), object->end(), [&](const auto& member) { return member.name == name; });
        REQUIRE(found != object->end());
        place = &found->value;
    }
    return *place;
}

}  // namespace clearmargin::tests
