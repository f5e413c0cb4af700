#include "tests/support/yaml.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/vectors.hpp"

namespace clearmargin::tests {
namespace {

struct Line {
    std::size_t indent;
    std::string_view text;
};

std::vector<Line> split_lines(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos || line[indent] == '#' || line == "---" || line == "...") continue;
        lines.push_back({indent, line.substr(indent, line.find_last_not_of(" \r") + 1 - indent)});
    }
    return lines;
}

/// Where the key of "key: value" or "key:" ends; npos where there is none.
std::size_t end_of_key(std::string_view text) {
    if (text.ends_with(':') && text.find(": ") == std::string_view::npos) return text.size() - 1;
    return text.front() == '\'' || text.front() == '"' ? std::string_view::npos : text.find(": ");
}

bool is_item(std::string_view text) { return text == "-" || text.starts_with("- "); }

Json parse_scalar(std::string_view text) {
    if (text.front() == '\'' || text.front() == '"') {
        REQUIRE(text.size() >= 2);
        REQUIRE(text.back() == text.front());
        return Json(std::string(text.substr(1, text.size() - 2)));
    }
    if (text == "[]") return Json(Json::Array());
    if (text == "null") return Json();
    if (text == "true" || text == "false") return Json(text == "true");
    return Json(std::string(text));
}

Json parse_flow_mapping(std::string_view text) {
    REQUIRE(text.back() == '}');
    text = text.substr(1, text.size() - 2);
    Json::Object object;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(", "), text.size());
        const std::string_view member = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        const std::size_t key = end_of_key(member);
        REQUIRE(key != std::string_view::npos);
        object.push_back({std::string(member.substr(0, key)), parse_scalar(member.substr(key + 2))});
    }
    return Json(std::move(object));
}

class Parser {
  public:
    explicit Parser(std::vector<Line> lines) : lines_(std::move(lines)) {}

    Json parse_document() {
        REQUIRE_FALSE(lines_.empty());
        Json document = parse_block(lines_.front().indent);
        REQUIRE(next_ == lines_.size());
        return document;
    }

  private:
    Json parse_block(std::size_t indent) {
        const std::string_view text = lines_[next_].text;
        if (is_item(text)) return parse_sequence(indent);
        if (text.front() == '{') return parse_flow_mapping(lines_[next_++].text);
        if (end_of_key(text) != std::string_view::npos) return parse_mapping(indent);
        return parse_scalar(lines_[next_++].text);
    }

    Json parse_sequence(std::size_t indent) {
        Json::Array items;
        while (next_ < lines_.size() && lines_[next_].indent == indent && is_item(lines_[next_].text)) {
            // The rest of the line is the item's first line, two columns further in.
            REQUIRE(lines_[next_].text.size() > 2);
            lines_[next_] = {indent + 2, lines_[next_].text.substr(2)};
            items.push_back(parse_block(indent + 2));
        }
        return Json(std::move(items));
    }

    Json parse_mapping(std::size_t indent) {
        Json::Object members;
        while (next_ < lines_.size() && lines_[next_].indent == indent && !is_item(lines_[next_].text)) {
            const std::string_view text = lines_[next_++].text;
            const std::size_t end = end_of_key(text);
            REQUIRE(end != std::string_view::npos);
            std::string name(text.substr(0, end));
            if (end + 1 < text.size()) {
                const std::string_view value = text.substr(end + 2);
                members.push_back(
                    {std::move(name), value.front() == '{' ? parse_flow_mapping(value) : parse_scalar(value)});
                continue;
            }
            // A sequence may stand at the indentation of its key.
            REQUIRE(next_ < lines_.size());
            const std::size_t inner = lines_[next_].indent;
            REQUIRE((inner > indent || (inner == indent && is_item(lines_[next_].text))));
            members.push_back({std::move(name), parse_block(inner)});
        }
        return Json(std::move(members));
    }

    std::vector<Line> lines_;
    std::size_t next_ = 0;
};

}  // namespace

Json parse_yaml(std::string_view text) { return Parser(split_lines(text)).parse_document(); }

Json read_yaml(const std::filesystem::path& path) {
    INFO(path.string());
    const std::string text = read_file(path);  // the lines point into it until the tree is built
    return parse_yaml(text);
}

}  // namespace clearmargin::tests
