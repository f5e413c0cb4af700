#include "core/codec/json_writer.hpp"
#include "core/result/error_registry.hpp"
#include "wasm/entry_points.hpp"

namespace clearmargin {

std::string describe_errors() {
    JsonWriter out;
    out.begin_array();
    for (const ErrorEntry& entry : error_registry()) {
        out.begin_object();
        out.name("code").number(static_cast<std::uint64_t>(entry.code));
        out.name("name").string(entry.name);
        out.name("kind").string(kind_name(entry.kind));
        out.name("sentence").string(entry.sentence);
        out.end_object();
    }
    return out.end_array().take();
}

}  // namespace clearmargin
