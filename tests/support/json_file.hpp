#pragma once

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"
#include "tests/support/vectors.hpp"

namespace clearmargin::tests {

/// The JSON document in that file.
inline Json read_json(const std::filesystem::path& path) {
    auto document = parse_json(read_file(path));
    if (!document.ok()) FAIL(path.string() << ": " << document.error().expected);
    return std::move(document).value();
}

/// The value of a member that the file is known to have.
inline JsonReader member(const JsonReader& object, std::string_view name) {
    const auto found = object.member(name);
    if (!found.ok()) FAIL(found.error().where << ": " << found.error().expected);
    return found.value();
}

}  // namespace clearmargin::tests
