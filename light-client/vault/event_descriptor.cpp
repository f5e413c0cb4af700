#include "light-client/vault/event_descriptor.hpp"

namespace clearmargin {

std::string event_signature(const EventDescriptor& event) {
    std::string text = event.name;
    char before = '(';
    for (const EventInput& input : event.inputs) {
        text += before;
        text += input.type;
        before = ',';
    }
    if (event.inputs.empty()) text += '(';
    text += ')';
    return text;
}

}  // namespace clearmargin
