#pragma once

#include <memory>
#include <utility>

#include "core/result/refusal.hpp"

namespace clearmargin {

/// A value, or why there is none.
template <class T>
class [[nodiscard]] Result {
  public:
    using value_type = T;

    Result(T value) : value_(std::move(value)), ok_(true) {}                  // NOLINT(google-explicit-constructor)
    Result(Error error) : refusal_(std::move(error)), ok_(false) {}           // NOLINT(google-explicit-constructor)
    Result(Refusal refusal) : refusal_(std::move(refusal)), ok_(false) {}     // NOLINT(google-explicit-constructor)
    Result(const Result& other) : ok_(other.ok_) {
        if (ok_) {
            std::construct_at(&value_, other.value_);
        } else {
            std::construct_at(&refusal_, other.refusal_);
        }
    }
    Result(Result&& other) noexcept : ok_(other.ok_) { take(other); }
    Result& operator=(Result other) noexcept {
        destroy();
        ok_ = other.ok_;
        take(other);
        return *this;
    }
    // In place the compiler knows which of the two there is, and that a refusal handed on is no more: mostly no code.
    [[gnu::always_inline]] ~Result() { destroy(); }

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    explicit operator bool() const noexcept { return ok(); }

    /// Only where ok().
    [[nodiscard]] const T& value() const& noexcept { return value_; }
    [[nodiscard]] T& value() & noexcept { return value_; }
    [[nodiscard]] T value() && noexcept { return std::move(value_); }

    /// Only where not ok().
    [[nodiscard]] const Error& error() const& noexcept { return refusal_.error(); }
    [[nodiscard]] Error error() && noexcept { return refusal_.take(); }
    [[nodiscard]] Refusal&& refusal() && noexcept { return std::move(refusal_); }

  private:
    void take(Result& other) noexcept {
        if (ok_) {
            std::construct_at(&value_, std::move(other.value_));
        } else {
            std::construct_at(&refusal_, std::move(other.refusal_));
        }
    }
    [[gnu::always_inline]] void destroy() noexcept {
        if (ok_) {
            std::destroy_at(&value_);
        } else {
            std::destroy_at(&refusal_);
        }
    }

    union {
        T value_;
        Refusal refusal_;
    };
    bool ok_;
};

/// Success without a value, or why not.
template <>
class [[nodiscard]] CLEARMARGIN_TRIVIAL_ABI Result<void> {
  public:
    using value_type = void;

    Result() = default;
    Result(Error error) : refusal_(std::move(error)) {}        // NOLINT(google-explicit-constructor)
    Result(Refusal refusal) : refusal_(std::move(refusal)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const noexcept { return !refusal_.present(); }
    explicit operator bool() const noexcept { return ok(); }

    /// Only where not ok(). The refusal: not present where ok().
    [[nodiscard]] const Error& error() const& noexcept { return refusal_.error(); }
    [[nodiscard]] Error error() && noexcept { return refusal_.take(); }
    [[nodiscard]] Refusal&& refusal() && noexcept { return std::move(refusal_); }

  private:
    Refusal refusal_;
};

using Status = Result<void>;

/// The refusal's path put under `parent`, a value left as it is: for callers that know where the part came from.
template <class T>
Result<T> under(std::string_view parent, Result<T> result) {
    if (result.ok()) return result;
    return under(parent, std::move(result).refusal());
}

}  // namespace clearmargin

#define CLEARMARGIN_CONCAT_INNER(a, b) a##b
#define CLEARMARGIN_CONCAT(a, b) CLEARMARGIN_CONCAT_INNER(a, b)
// A statement expression, so that what was held is gone at once: at the end of the function, each way out of it would
// have to give up all that was held by then.
#define CLEARMARGIN_TRY_VALUE_AS(held, declaration, expression)   \
    declaration = __extension__({                                 \
        auto held = (expression);                                 \
        if (!held.ok()) return std::move(held).refusal();         \
        std::move(held).value();                                  \
    })
#define CLEARMARGIN_TRY_STATUS_AS(held, expression)       \
    do {                                                  \
        auto held = (expression);                         \
        if (!held.ok()) return std::move(held).refusal(); \
    } while (false)
#define CLEARMARGIN_TRY_VALUE(declaration, expression) \
    CLEARMARGIN_TRY_VALUE_AS(CLEARMARGIN_CONCAT(try_held_, __COUNTER__), declaration, expression)
#define CLEARMARGIN_TRY_STATUS(expression) \
    CLEARMARGIN_TRY_STATUS_AS(CLEARMARGIN_CONCAT(try_held_, __COUNTER__), expression)
#define CLEARMARGIN_TRY_PICK(first, second, chosen, ...) chosen

/// `TRY(const auto x, f());` takes the value of f() or returns its error; `TRY(f());` does so for a Status.
#define TRY(...) CLEARMARGIN_TRY_PICK(__VA_ARGS__, CLEARMARGIN_TRY_VALUE, CLEARMARGIN_TRY_STATUS, unused)(__VA_ARGS__)
