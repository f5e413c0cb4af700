#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/codec/json_reader.hpp"

namespace clearmargin {

/// Reads an untrusted document straight down, field by field, and keeps the first refusal. From then on it reads
/// nothing: objects have no members and lists no elements. Whoever reads asks once, at the end, whether `first` is
/// present; then nothing that was read may be used.
/// A place, like a JsonReader; cheap to copy. The document and `first` have to outlive it.
class FieldReader {
  public:
    FieldReader(const JsonReader& at, Refusal& first) : at_(at), first_(&first), absent_(first.present()) {}
    FieldReader(const Json& document, Refusal& first) : FieldReader(JsonReader(document), first) {}

    /// False for an optional member that is absent or null, and after a refusal.
    [[nodiscard]] bool present() const noexcept { return !absent_ && !failed(); }
    [[nodiscard]] bool failed() const noexcept { return first_->present(); }
    /// This place itself. Only where present().
    [[nodiscard]] const JsonReader& json() const noexcept { return at_; }

    /// The member of that name. Refuses wrong_type where this is no object; missing_member.
    [[nodiscard]] FieldReader operator[](std::string_view name) const;
    /// The member, not present where it is absent or null. Refuses wrong_type where this is no object.
    [[nodiscard]] FieldReader optional(std::string_view name) const;
    /// The elements. Refuses wrong_type; too_many_items above `limit`.
    [[nodiscard]] std::vector<FieldReader> elements(std::size_t limit) const;
    struct Named;
    /// The members of an object, in their order. Refuses likewise.
    [[nodiscard]] std::vector<Named> members(std::size_t limit) const;
    /// Refuses members other than `known`: wrong_type where this is no object; unknown_member.
    void only_members(std::initializer_list<std::string_view> known) const;

    /// This place, as JsonReader's function for the type reads it, refusals included.
    void get(bool& to) const;
    void get(std::uint64_t& to) const;
    void get(U256& to) const;
    void get(Decimal& to) const;
    void get(std::string& to) const;
    void get(std::string_view& to) const;
    template <std::size_t N>
    void get(FixedBytes<N>& to) const {
        get_bytes(to.data(), N);
    }
    /// At most `limit` bytes.
    void get(Bytes& to, std::size_t limit) const;
    template <class T>
    void get(std::optional<T>& to) const {
        if (!present()) return;
        T value{};
        get(value);
        to = std::move(value);
    }

    /// A required member's value.
    template <class T>
    void read(std::string_view name, T& to) const {
        (*this)[name].get(to);
    }
    /// An optional member's value; `to` keeps its own where there is none.
    template <class T>
    void read_if_present(std::string_view name, T& to) const {
        optional(name).get(to);
    }

    /// The text here; empty after a refusal.
    [[nodiscard]] std::string_view text() const;
    /// Which of `words` stands here; the first where none does. Refuses wrong_type; `code`.
    [[nodiscard]] std::size_t choice(std::initializer_list<std::string_view> words,
                                     ErrorCode code = ErrorCode::unknown_value) const;

    /// What was made of this place: its value into `to`, or its refusal under this place's path.
    template <class T, class U>
    void take(Result<T> made, U& to) const {
        if (!made.ok()) return refuse(std::move(made).refusal());
        if (present()) to = std::move(made).value();
    }
    void take(Status made) const {
        if (!made.ok()) refuse(std::move(made).refusal());
    }

    /// Refuses this place, unless something was refused before.
    void refuse(ErrorCode code, std::string_view expected) const;
    void refuse(ErrorCode code, std::string_view expected, std::string_view got) const;
    /// `refusal` under this place's path, unless something was refused before.
    void refuse(Refusal refusal) const;

  private:
    FieldReader absent_here() const;
    void get_bytes(std::uint8_t* to, std::size_t size) const;
    void keep(Refusal refusal) const;

    JsonReader at_;
    Refusal* first_;
    bool absent_;
};

struct FieldReader::Named {
    std::string_view name;
    FieldReader value;
};

}  // namespace clearmargin
