#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/hex.hpp"
#include "core/codec/json.hpp"
#include "core/number/decimal.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A place in an untrusted document, read with types. Every refusal names the path from the document's root.
/// It points into the document, which has to outlive it.
class JsonReader {
  public:
    explicit JsonReader(const Json& document) : root_(&document), node_(&document) {}

    /// This place's path: "updates[3].data"; empty at the root. Searches the document: for messages only.
    [[nodiscard]] std::string path() const { return root_->path_to(*node_); }
    [[nodiscard]] const Json& json() const noexcept { return *node_; }
    [[nodiscard]] bool is_object() const noexcept { return node_->get_if<Json::Object>() != nullptr; }
    [[nodiscard]] bool is_array() const noexcept { return node_->get_if<Json::Array>() != nullptr; }
    [[nodiscard]] bool is_string() const noexcept { return node_->get_if<std::string>() != nullptr; }
    [[nodiscard]] bool is_null() const noexcept { return node_->get_if<Json::Null>() != nullptr; }

    /// The member of that name. Fails wrong_type where this is no object; missing_member.
    [[nodiscard]] Result<JsonReader> member(std::string_view name) const;
    /// The member, or absent where there is none or it is null. Fails wrong_type where this is no object.
    [[nodiscard]] Result<std::optional<JsonReader>> optional_member(std::string_view name) const;
    /// The elements of an array. Fails wrong_type; too_many_items above `limit`.
    [[nodiscard]] Result<std::vector<JsonReader>> elements(std::size_t limit) const;

    struct Named;
    /// The members of an object, in their order. Fails wrong_type; too_many_items above `limit`.
    [[nodiscard]] Result<std::vector<Named>> members(std::size_t limit) const;

    /// Refuses members other than `known`. Fails wrong_type where this is no object; unknown_member.
    [[nodiscard]] Status only_members(std::span<const std::string_view> known) const;

    /// Fails wrong_type
    [[nodiscard]] Result<bool> boolean() const;
    [[nodiscard]] Result<std::string_view> string() const;
    /// A JSON integer or a string of decimal digits. Fails wrong_type, malformed_integer, integer_out_of_range.
    [[nodiscard]] Result<std::uint64_t> u64() const;
    /// A JSON integer, or a string of decimal digits or 0x-hex. Fails likewise.
    [[nodiscard]] Result<U256> u256() const;
    /// An amount: a string, never a JSON number. Fails wrong_type, number_not_exact; as parse_decimal.
    [[nodiscard]] Result<Decimal> decimal() const;
    /// A 0x-hex string of at most `limit` bytes. Fails wrong_type, malformed_hex, wrong_length.
    [[nodiscard]] Result<Bytes> bytes(std::size_t limit) const;
    /// A 0x-hex string of exactly N bytes. Fails likewise.
    template <std::size_t N>
    [[nodiscard]] Result<FixedBytes<N>> fixed_bytes() const {
        TRY(const auto text, string());
        auto decoded = decode_hex_fixed<N>(text);
        if (!decoded.ok()) return at_this_path(std::move(decoded).refusal());
        return decoded;
    }

    /// A refusal of this place.
    [[nodiscard]] Refusal refused(ErrorCode code, std::string_view expected) const;
    [[nodiscard]] Refusal refused(ErrorCode code, std::string_view expected, std::string_view got) const;
    /// `error` with its path put under this place.
    [[nodiscard]] Refusal at_this_path(Refusal refusal) const { return under(path(), std::move(refusal)); }

  private:
    friend class FieldReader;
    JsonReader(const Json& root, const Json& node) : root_(&root), node_(&node) {}

    const Json* root_;
    const Json* node_;
};

struct JsonReader::Named {
    std::string_view name;
    JsonReader value;
};

/// What was read at `at`, its refusal put under that place's path.
template <class T>
[[nodiscard]] Result<T> under_path(const JsonReader& at, Result<T> result) {
    if (result.ok()) return result;
    return at.at_this_path(std::move(result).refusal());
}

}  // namespace clearmargin
