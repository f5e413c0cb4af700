#include "tests/wasm/expected_report.hpp"

#include "core/number/decimal.hpp"

namespace clearmargin::tests {
namespace {

std::string text_of(const Json* value) {
    if (value == nullptr) return "nothing";
    if (const auto* text = value->get_if<std::string>()) return *text;
    if (const auto* number = value->get_if<Json::Number>()) return number->text;
    if (const auto* boolean = value->get_if<bool>()) return *boolean ? "true" : "false";
    return std::string(value->type_name());
}

bool is_object(const Json* value) { return value != nullptr && value->get_if<Json::Object>() != nullptr; }

/// What a report's figure or error is compared by.
const Json* plain(const Json* actual) {
    if (!is_object(actual)) return actual;
    if (const Json* value = actual->find("value")) return value;
    if (const Json* name = actual->find("name")) return name;
    return actual;
}

/// Whether a figure lies within a share of `expected`, which a model in doubles computed.
bool is_near(const Json& expected, const Json& relative, const Json* actual) {
    const auto wanted = parse_decimal(text_of(&expected));
    const auto share = parse_decimal(text_of(&relative));
    const auto got = parse_decimal(text_of(plain(actual)));
    if (!wanted.ok() || !share.ok() || !got.ok()) return false;
    const CheckedDecimal allowed = mul_up(absolute(wanted.value()), share.value());
    const CheckedDecimal apart = absolute(CheckedDecimal(got.value()) - wanted.value());
    return allowed.ok() && apart.ok() && apart.value() <= allowed.value();
}

void compare(const Json& expected, const Json* actual, const std::string& path, std::vector<std::string>& out);

void compare_objects(const Json::Object& expected, const Json* actual, const std::string& path,
                     std::vector<std::string>& out) {
    for (const Json::Member& member : expected) {
        if (member.name == "what") continue;
        const Json* found = actual == nullptr ? nullptr : actual->find(member.name);
        // The signers of the newest final block.
        if (member.name == "participation" && is_object(actual)) {
            const Json* finalized = actual->find("finalized");
            found = finalized == nullptr ? nullptr : finalized->find("participation");
        }
        compare(member.value, found, path + "." + member.name, out);
    }
}

void compare(const Json& expected, const Json* actual, const std::string& path, std::vector<std::string>& out) {
    if (const Json* value = expected.find("near")) {
        if (is_near(*value, *expected.find("relative"), actual)) return;
        out.push_back(path + ": expected nearly " + text_of(value) + ", got " + text_of(plain(actual)));
        return;
    }
    if (const auto* object = expected.get_if<Json::Object>()) return compare_objects(*object, actual, path, out);
    if (const auto* array = expected.get_if<Json::Array>()) {
        const auto* items = actual == nullptr ? nullptr : actual->get_if<Json::Array>();
        const std::size_t size = items == nullptr ? 0 : items->size();
        if (items == nullptr || size != array->size()) {
            out.push_back(path + ": expected " + std::to_string(array->size()) + " items, got " + std::to_string(size));
            return;
        }
        for (std::size_t i = 0; i < size; ++i) {
            compare((*array)[i], &(*items)[i], path + "[" + std::to_string(i) + "]", out);
        }
        return;
    }
    if (text_of(&expected) != text_of(plain(actual))) {
        out.push_back(path + ": expected " + text_of(&expected) + ", got " + text_of(plain(actual)));
    }
}

}  // namespace

std::vector<std::string> differences(const Json& expected, const Json& report) {
    std::vector<std::string> out;
    compare(expected, &report, "", out);
    return out;
}

}  // namespace clearmargin::tests
