#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

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

    struct Named;
    template <class Node, class Item>
    class List;
    using Elements = List<Json, FieldReader>;
    using Members = List<Json::Member, Named>;
    /// The elements. Refuses wrong_type; too_many_items above `limit`.
    [[nodiscard]] Elements elements(std::size_t limit) const;
    /// The members of an object, in their order. Refuses likewise.
    [[nodiscard]] Members members(std::size_t limit) const;
    /// Refuses members other than `known`: wrong_type where this is no object; unknown_member.
    void only_members(std::span<const std::string_view> known) const;
    void only_members(std::initializer_list<std::string_view> known) const {
        only_members(std::span(known.begin(), known.size()));
    }

    /// This place as a value of that type; `to` keeps its own where there is none.
    /// A boolean. Refuses wrong_type.
    void get(bool& to) const;
    /// A JSON integer or a string of decimal digits. Refuses wrong_type, malformed_integer, integer_out_of_range.
    void get(std::uint64_t& to) const;
    /// A JSON integer, or a string of decimal digits or 0x-hex. Refuses likewise.
    void get(U256& to) const;
    /// An amount: a string, never a JSON number. Refuses wrong_type, number_not_exact; as parse_decimal.
    void get(Decimal& to) const;
    /// Text. Refuses wrong_type.
    void get(std::string& to) const;
    void get(std::string_view& to) const;
    /// A 0x-hex string of exactly N bytes. Refuses wrong_type, malformed_hex, wrong_length.
    template <std::size_t N>
    void get(FixedBytes<N>& to) const {
        get_bytes(to.data(), N);
    }
    /// A 0x-hex string of at most `limit` bytes. Refuses likewise.
    void get(Bytes& to, std::size_t limit) const;
    template <class T>
    void get(std::optional<T>& to) const {
        if (present()) get(to.emplace());
    }
    /// One of the words for the enumerators of T, from its first on. Refuses wrong_type, unknown_value.
    template <class T>
        requires std::is_enum_v<T>
    void get(T& to, std::initializer_list<std::string_view> words) const {
        if (present()) to = static_cast<T>(choice(words));
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

    /// What was made of this place: its value into `to`, or its refusal under this place's path. Nothing where it is
    /// not present.
    template <class T, class U>
    void take(Result<T> made, U& to) const {
        if (!present()) return;
        if (!made.ok()) return refuse(std::move(made).refusal());
        to = std::move(made).value();
    }
    void take(Status made) const {
        if (!made.ok() && present()) refuse(std::move(made).refusal());
    }

    /// Refuses this place, unless something was refused before.
    void refuse(ErrorCode code, std::string_view expected) const;
    void refuse(ErrorCode code, std::string_view expected, std::string_view got) const;
    /// `refusal` under this place's path, unless something was refused before.
    void refuse(Refusal refusal) const;

  private:
    template <class T>
    const T* held(std::string_view type) const;
    template <class T>
    const T* list(std::string_view type, std::string_view items, std::size_t limit) const;
    FieldReader absent_here() const;
    FieldReader at(const Json& node) const { return FieldReader(JsonReader(*at_.root_, node), *first_); }
    Named at(const Json::Member& member) const;
    void get_bytes(std::uint8_t* to, std::size_t size) const;

    JsonReader at_;
    Refusal* first_;
    bool absent_;
};

struct FieldReader::Named {
    std::string_view name;
    FieldReader value;
};

inline FieldReader::Named FieldReader::at(const Json::Member& member) const { return Named{member.name, at(member.value)}; }

/// The items of one place, each made when it is asked for.
template <class Node, class Item>
class FieldReader::List {
  public:
    class Iterator {
      public:
        Iterator(const List& list, std::size_t index) : list_(&list), index_(index) {}
        Item operator*() const { return (*list_)[index_]; }
        Iterator& operator++() {
            ++index_;
            return *this;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

      private:
        const List* list_;
        std::size_t index_;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] Item operator[](std::size_t index) const { return of_.at(nodes_[index]); }
    [[nodiscard]] Iterator begin() const { return Iterator(*this, 0); }
    [[nodiscard]] Iterator end() const { return Iterator(*this, size_); }

  private:
    friend FieldReader;
    explicit List(const FieldReader& of) : of_(of) {}

    FieldReader of_;
    const Node* nodes_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace clearmargin
