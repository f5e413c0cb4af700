#include "core/codec/json_parse.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace clearmargin {
namespace {

using Library = nlohmann::json;

/// Receives the library's events and builds our tree, refusing what the library would let through.
class TreeBuilder {
  public:
    explicit TreeBuilder(const JsonLimits& limits) : limits_(limits) {}

    // The names and signatures are the library's SAX interface.
    bool null() { return place() != nullptr; }
    bool boolean(bool value) { return add<bool>(value); }
    bool number_integer(std::int64_t value) { return add<Json::Number>(Json::Number{std::to_string(value)}); }
    bool number_unsigned(std::uint64_t value) { return add<Json::Number>(Json::Number{std::to_string(value)}); }
    bool number_float(double, const std::string& text) {
        return is_short(text) ? add<Json::Number>(Json::Number{text}) : stop(number_too_long());
    }
    bool string(std::string& value) { return add<std::string>(std::move(value)); }
    bool binary(Library::binary_t&) { return false; }
    bool start_object(std::size_t) { return open<Json::Object>(); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open<Json::Array>(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        if (open_.back()->find(name) != nullptr) {
            return stop(refuse(ErrorCode::duplicate_key, root_.path_to(*open_.back()), "each member once", name));
        }
        const auto& object = *open_.back()->get_if<Json::Object>();
        if (object.size() >= max_members) {
            return stop(refuse(ErrorCode::too_many_items, root_.path_to(*open_.back()), max_members, max_members + 1));
        }
        name_ = std::move(name);
        return true;
    }

    /// A number that is no finite double. It is a long one too, so that whether it is asked for a double or not is one.
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::out_of_range&) {
        return stop(number_too_long());
    }
    template <class Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&) {
        return stop(refuse(ErrorCode::malformed_json, "", "JSON, malformed at byte " + std::to_string(position)));
    }

    [[nodiscard]] Result<Json> finish(bool parsed) {
        if (refused_.present()) return std::move(refused_);
        if (!parsed) return refuse(ErrorCode::malformed_json, "", "one JSON document");
        return std::move(root_);
    }

  private:
    /// Objects of the formats have few members; a bound keeps the search for duplicates cheap.
    static constexpr std::size_t max_members = 1024;

    /// Room for any number of 256 bits; with an exponent of two digits always a finite double.
    static constexpr std::size_t max_number_size = 100;

    static bool is_short(std::string_view number) {
        const std::size_t exponent = number.find_first_of("eE");
        if (number.size() > max_number_size) return false;
        if (exponent == std::string_view::npos) return true;
        const std::size_t digits = number.find_first_not_of("+-0", exponent + 1);
        return digits == std::string_view::npos || number.size() - digits <= 2;
    }
    static Refusal number_too_long() {
        return refuse(ErrorCode::malformed_json, "", "numbers of at most 100 characters and two digits of exponent");
    }

    bool stop(Refusal refusal) {
        refused_ = std::move(refusal);
        return false;
    }

    /// The place of the next value, null so far; none where there is one value too many.
    Json* place() {
        if (++values_ > limits_.values) {
            stop(refuse(ErrorCode::input_too_large, "", "at most " + std::to_string(limits_.values) + " values"));
            return nullptr;
        }
        if (open_.empty()) return &root_;
        if (auto* array = open_.back()->get_if<Json::Array>()) return &array->emplace_back();
        Json::Member& member = open_.back()->get_if<Json::Object>()->emplace_back();
        member.name = std::move(name_);
        return &member.value;
    }

    template <class T>
    bool add(T value) {
        Json* placed = place();
        if (placed != nullptr) placed->emplace<T>(std::move(value));
        return placed != nullptr;
    }

    template <class T>
    bool open() {
        if (open_.size() >= limits_.depth) {
            return stop(refuse(ErrorCode::nesting_too_deep, root_.path_to(*open_.back()),
                               "at most " + std::to_string(limits_.depth) + " levels"));
        }
        // A parent does not grow while a child of it is open, so the pointers stay good.
        Json* placed = place();
        if (placed == nullptr) return false;
        placed->emplace<T>();
        open_.push_back(placed);
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    JsonLimits limits_;
    Json root_;
    std::vector<Json*> open_;
    std::string name_;
    std::size_t values_ = 0;
    Refusal refused_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        return refuse(ErrorCode::input_too_large, "", "at most " + std::to_string(limits.bytes) + " bytes",
                      std::to_string(text.size()));
    }
    TreeBuilder builder(limits);
    const bool parsed = Library::sax_parse(text.begin(), text.end(), &builder);
    return builder.finish(parsed);
}

}  // namespace clearmargin
