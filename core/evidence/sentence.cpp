#include "core/evidence/sentence.hpp"

#include "core/bytes/hex.hpp"

namespace clearmargin {

Sentence& Sentence::operator<<(const char* words) {
    text_ += words;
    return *this;
}

Sentence& Sentence::operator<<(std::string_view words) {
    text_ += words;
    return *this;
}

Sentence& Sentence::operator<<(std::uint64_t number) {
    text_ += std::to_string(number);
    return *this;
}

Sentence& Sentence::operator<<(ByteView bytes) {
    text_ += to_hex(bytes);
    return *this;
}

}  // namespace clearmargin
