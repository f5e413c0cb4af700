#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "core/result/error.hpp"

namespace clearmargin {

/// A value, or why there is none.
template <class T>
class [[nodiscard]] Result {
  public:
    using value_type = T;

    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    /// Only where ok().
    [[nodiscard]] const T& value() const& noexcept { return *std::get_if<0>(&held_); }
    [[nodiscard]] T& value() & noexcept { return *std::get_if<0>(&held_); }
    [[nodiscard]] T value() && noexcept { return std::move(*std::get_if<0>(&held_)); }

    /// Only where not ok().
    [[nodiscard]] const Error& error() const& noexcept { return *std::get_if<1>(&held_); }
    [[nodiscard]] Error error() && noexcept { return std::move(*std::get_if<1>(&held_)); }

  private:
    std::variant<T, Error> held_;
};

/// Success without a value, or why not.
template <>
class [[nodiscard]] Result<void> {
  public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }

    /// Only where not ok().
    [[nodiscard]] const Error& error() const& noexcept { return *error_; }
    [[nodiscard]] Error error() && noexcept { return std::move(*error_); }

  private:
    std::optional<Error> error_;
};

using Status = Result<void>;

/// The refusal's path put under `parent`, a value left as it is: for callers that know where the part came from.
template <class T>
Result<T> under(std::string_view parent, Result<T> result) {
    if (result.ok()) return result;
    return under(parent, std::move(result).error());
}

}  // namespace clearmargin

#define CLEARMARGIN_CONCAT_INNER(a, b) a##b
#define CLEARMARGIN_CONCAT(a, b) CLEARMARGIN_CONCAT_INNER(a, b)
#define CLEARMARGIN_TRY_VALUE_AS(held, declaration, expression) \
    auto held = (expression);                                   \
    if (!held.ok()) return std::move(held).error();             \
    declaration = std::move(held).value()
#define CLEARMARGIN_TRY_STATUS_AS(held, expression) \
    do {                                            \
        auto held = (expression);                   \
        if (!held.ok()) return std::move(held).error(); \
    } while (false)
#define CLEARMARGIN_TRY_VALUE(declaration, expression) \
    CLEARMARGIN_TRY_VALUE_AS(CLEARMARGIN_CONCAT(try_held_, __COUNTER__), declaration, expression)
#define CLEARMARGIN_TRY_STATUS(expression) \
    CLEARMARGIN_TRY_STATUS_AS(CLEARMARGIN_CONCAT(try_held_, __COUNTER__), expression)
#define CLEARMARGIN_TRY_PICK(first, second, chosen, ...) chosen

/// `TRY(const auto x, f());` takes the value of f() or returns its error; `TRY(f());` does so for a Status.
#define TRY(...) CLEARMARGIN_TRY_PICK(__VA_ARGS__, CLEARMARGIN_TRY_VALUE, CLEARMARGIN_TRY_STATUS, unused)(__VA_ARGS__)
