#include "core/result/result.hpp"

namespace clearmargin {

Refusal::Refusal(Error error) : error_(std::make_unique<Error>(std::move(error))) {}

Refusal::Refusal(const Refusal& other) : error_(other.error_ ? std::make_unique<Error>(*other.error_) : nullptr) {}

Refusal& Refusal::operator=(const Refusal& other) {
    error_ = other.error_ ? std::make_unique<Error>(*other.error_) : nullptr;
    return *this;
}

Refusal::~Refusal() = default;

Error Refusal::take() noexcept { return std::move(*error_); }

Refusal under(std::string_view parent, Refusal refusal) { return Refusal(under(parent, refusal.take())); }

}  // namespace clearmargin
