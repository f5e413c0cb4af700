#pragma once

#include <span>
#include <string_view>

#include "core/result/error_code.hpp"

namespace clearmargin {

/// What the registry knows of one code.
struct ErrorEntry {
    ErrorCode code;
    ErrorKind kind;
    std::string_view name;      ///< the enumerator, letter for letter
    std::string_view sentence;  ///< what it means, for a person
};

/// All codes, ascending. `docs/error-codes.md` and the TypeScript union are checked against it.
[[nodiscard]] std::span<const ErrorEntry> error_registry() noexcept;

/// The entry of `code`; every enumerator has one.
[[nodiscard]] const ErrorEntry& error_entry(ErrorCode code) noexcept;

/// "invalid", "insufficient" or "unsupported".
[[nodiscard]] std::string_view kind_name(ErrorKind kind) noexcept;

}  // namespace clearmargin
