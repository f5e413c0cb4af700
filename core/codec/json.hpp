#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clearmargin {

/// A parsed JSON value. Numbers keep their text, so that nothing is rounded on the way in.
class Json {
  public:
    struct Null {};
    struct Number {
        std::string text;  ///< as written, e.g. "18446744073709551616" or "1e3"
    };
    struct Member;
    using Array = std::vector<Json>;
    using Object = std::vector<Member>;  ///< in the order written; names are unique

    Json() = default;
    template <class T>
    explicit Json(T value) : held_(std::move(value)) {}

    template <class T>
    [[nodiscard]] const T* get_if() const noexcept {
        return std::get_if<T>(&held_);
    }
    template <class T>
    [[nodiscard]] T* get_if() noexcept {
        return std::get_if<T>(&held_);
    }

    /// Becomes a T made of `from`.
    template <class T, class... From>
    T& emplace(From&&... from) {
        return held_.emplace<T>(std::forward<From>(from)...);
    }

    /// The member of that name; null where this is no object or has none.
    [[nodiscard]] const Json* find(std::string_view name) const noexcept;

    /// "null", "boolean", "number", "string", "array" or "object".
    [[nodiscard]] std::string_view type_name() const noexcept;

    /// The path from this value down to `node`, as in "updates[3].data"; empty for itself and where it isn't inside.
    [[nodiscard]] std::string path_to(const Json& node) const;

  private:
    std::variant<Null, bool, Number, std::string, Array, Object> held_;
};

struct Json::Member {
    std::string name;
    Json value;
};

}  // namespace clearmargin
