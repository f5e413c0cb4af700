#include "core/codec/json_parse.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace clearmargin {
namespace {

using Library = nlohmann::json;

/// Receives the library's events and builds our tree, refusing what the library would let through.
class TreeBuilder {
  public:
    explicit TreeBuilder(const JsonLimits& limits) : limits_(limits) {}

    // The names and signatures are the library's SAX interface.
    bool null() { return add(Json()); }
    bool boolean(bool value) { return add(Json(value)); }
    bool number_integer(std::int64_t value) { return add(Json(Json::Number{std::to_string(value)})); }
    bool number_unsigned(std::uint64_t value) { return add(Json(Json::Number{std::to_string(value)})); }
    bool number_float(double, const std::string& text) { return add(Json(Json::Number{text})); }
    bool string(std::string& value) { return add(Json(std::move(value))); }
    bool binary(Library::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Json(Json::Object{})); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Json(Json::Array{})); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        auto& object = *open_.back()->get_if<Json::Object>();
        const auto same = [&](const Json::Member& member) { return member.name == name; };
        if (std::any_of(object.begin(), object.end(), same)) {
            return stop(refuse(ErrorCode::duplicate_key, root_.path_to(*open_.back()), "each member once", name));
        }
        if (object.size() >= max_members) {
            return stop(refuse(ErrorCode::too_many_items, root_.path_to(*open_.back()), max_members, max_members + 1));
        }
        name_ = std::move(name);
        return true;
    }

    template <class Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&) {
        return stop(refuse(ErrorCode::malformed_json, "", "JSON, malformed at byte " + std::to_string(position)));
    }

    [[nodiscard]] Result<Json> finish(bool parsed) {
        if (refused_) return *refused_;
        if (!parsed) return refuse(ErrorCode::malformed_json, "", "one JSON document");
        return std::move(root_);
    }

  private:
    /// Objects of the formats have few members; a bound keeps the search for duplicates cheap.
    static constexpr std::size_t max_members = 1024;

    bool stop(Error error) {
        refused_ = std::move(error);
        return false;
    }

    /// Puts `value` where it belongs and returns its place; null where it was refused.
    Json* place(Json value) {
        if (++values_ > limits_.values) {
            stop(refuse(ErrorCode::input_too_large, "", "at most " + std::to_string(limits_.values) + " values"));
            return nullptr;
        }
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (auto* array = parent.get_if<Json::Array>()) return &array->emplace_back(std::move(value));
        auto& object = *parent.get_if<Json::Object>();
        return &object.emplace_back(Json::Member{std::move(name_), std::move(value)}).value;
    }

    bool add(Json value) { return place(std::move(value)) != nullptr; }

    bool open(Json container) {
        if (open_.size() >= limits_.depth) {
            return stop(refuse(ErrorCode::nesting_too_deep, root_.path_to(*open_.back()),
                               "at most " + std::to_string(limits_.depth) + " levels"));
        }
        // A parent does not grow while a child of it is open, so the pointers stay good.
        Json* placed = place(std::move(container));
        if (placed == nullptr) return false;
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
    std::optional<Error> refused_;
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
