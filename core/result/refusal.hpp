#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/result/error.hpp"

// Clang, which makes the wasm, hands such a class over in a register; other compilers do not know the attribute.
#if defined(__clang__)
#define CLEARMARGIN_TRIVIAL_ABI [[clang::trivial_abi]]
#else
#define CLEARMARGIN_TRIVIAL_ABI
#endif

namespace clearmargin {

/// An error on its way up, or none. One pointer that is handed over in a register, so that handing it on costs next to
/// no code: hence trivial_abi, which a std::unique_ptr inside would forbid.
class CLEARMARGIN_TRIVIAL_ABI Refusal {
  public:
    Refusal() noexcept = default;
    explicit Refusal(Error error);
    Refusal(const Refusal& other);
    Refusal(Refusal&& other) noexcept : error_(std::exchange(other.error_, nullptr)) {}
    Refusal& operator=(Refusal other) noexcept {
        std::swap(error_, other.error_);
        return *this;
    }
    ~Refusal() {
        if (error_ != nullptr) discard(error_);
    }

    [[nodiscard]] bool present() const noexcept { return error_ != nullptr; }
    /// Only where present().
    [[nodiscard]] const Error& error() const noexcept { return *error_; }
    [[nodiscard]] Error take() noexcept;
    operator Error() && noexcept { return take(); }  // NOLINT(google-explicit-constructor)

  private:
    static void discard(Error* error) noexcept;

    Error* error_ = nullptr;  ///< owned
};

/// A refusal in the caller's own words.
[[nodiscard]] Refusal refuse(ErrorCode code, std::string_view where, std::string_view expected);

/// A refusal of the form "expected <expected>, got <got>". `got` is cut to 64 bytes at a UTF-8 boundary.
[[nodiscard]] Refusal refuse(ErrorCode code, std::string_view where, std::string_view expected, std::string_view got);

/// A refusal of the form "expected <expected>, got <got>" for counts, lengths and numbers.
[[nodiscard]] Refusal refuse(ErrorCode code, std::string_view where, std::uint64_t expected, std::uint64_t got);

/// The same refusal with its path put under `parent`: "finality_branch" under "updates[3]" is "updates[3].finality_branch".
[[nodiscard]] Refusal under(std::string_view parent, Refusal refusal);
[[nodiscard]] Error under(std::string_view parent, Error error);

/// "positions[3]"
[[nodiscard]] std::string element_path(std::string_view list, std::size_t place);

}  // namespace clearmargin
