#pragma once

#include <cstddef>
#include <string_view>

#include "core/codec/json.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Bounds on an untrusted document, so that memory stays bounded whatever it holds.
struct JsonLimits {
    std::size_t bytes = std::size_t{8} << 20U;  ///< of text
    std::size_t values = std::size_t{1} << 18U;
    std::size_t depth = 32;
};

/// The value of one complete JSON document (RFC 8259) in UTF-8.
/// Fails   input_too_large, nesting_too_deep, duplicate_key, malformed_json: the first that is met, reading forward
/// Port    numbers keep their text, so none is too large; one of more than 100 characters, or with an exponent of more
///         than two digits, is malformed_json whatever a double could hold
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace clearmargin
