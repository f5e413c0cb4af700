#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin {

/// A sentence for a person, put together from its parts: words, whole numbers in decimal digits, bytes as 0x-hex.
class Sentence {
  public:
    Sentence& operator<<(const char* words);
    Sentence& operator<<(std::string_view words);
    Sentence& operator<<(std::uint64_t number);
    Sentence& operator<<(ByteView bytes);
    template <std::size_t N>
    Sentence& operator<<(const FixedBytes<N>& bytes) {
        return *this << bytes.view();
    }

    operator std::string_view() const noexcept { return text_; }  // NOLINT(google-explicit-constructor)

  private:
    std::string text_;
};

}  // namespace clearmargin
