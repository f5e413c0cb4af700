#include "core/result/result.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

using namespace clearmargin;

namespace {

Result<int> half(int value) {
    if (value % 2 != 0)
        return refuse(ErrorCode::integer_out_of_range, "value", "an even number", std::to_string(value));
    return value / 2;
}

Status even(int value) {
    TRY(half(value));
    return {};
}

Result<int> quarter(int value) {
    TRY(const int once, half(value));
    TRY(even(once));
    return half(once);
}

}  // namespace

TEST_CASE("Result", "[result]") {
    const std::string text = "longer than a string holds without memory of its own";
    const Result<std::string> sound = text;
    const Result<std::string> refused = refuse(ErrorCode::wrong_type, text, "a number");
    SECTION("is copied with what it holds") {
        const Result<std::string> sound_copy = sound, refused_copy = refused;
        CHECK(sound_copy.value() == text);
        CHECK(refused_copy.error() == refused.error());
    }
    SECTION("takes on a value after a refusal and a refusal after a value") {
        Result<std::string> held = sound;
        held = refused;
        REQUIRE_FALSE(held.ok());
        CHECK(held.error().where == text);
        held = sound;
        REQUIRE(held.ok());
        CHECK(held.value() == text);
        held = Result<std::string>(held);
        CHECK(held.value() == text);
    }
    SECTION("stays a refusal after it was handed on") {
        Result<std::string> held = refused;
        const Refusal handed_on = std::move(held).refusal();
        CHECK(handed_on.error() == refused.error());
        CHECK_FALSE(held.ok());
    }
}

TEST_CASE("Refusal", "[result]") {
    const Refusal refusal = refuse(ErrorCode::wrong_type, "where", "a number");
    Refusal other = refuse(ErrorCode::wrong_length, "there", 2, 1);
    SECTION("is copied") {
        other = refusal;
        CHECK(other.error() == refusal.error());
        other = Refusal(other);
        CHECK(other.error() == refusal.error());
    }
    SECTION("is none after it was moved") {
        const Refusal moved = std::move(other);
        CHECK(moved.present());
        CHECK_FALSE(other.present());  // NOLINT(bugprone-use-after-move)
    }
}

TEST_CASE("TRY", "[result]") {
    SECTION("hands on the value") { CHECK(quarter(12).value() == 3); }
    SECTION("returns the first refusal as it is") {
        const auto refused = quarter(6);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error() == Error{ErrorCode::integer_out_of_range, "value", "expected an even number, got 3"});
    }
    SECTION("moves what can't be copied") {
        const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); };
        const auto take = [&]() -> Result<int> {
            TRY(const auto held, make());
            return *held;
        };
        CHECK(take().value() == 7);
    }
}

TEST_CASE("under", "[result]") {
    const Error error = refuse(ErrorCode::wrong_length, "finality_branch", 7, 6);
    CHECK(under("updates[3]", error).where == "updates[3].finality_branch");
    CHECK(under("", error).where == "finality_branch");
    CHECK(under("updates", refuse(ErrorCode::wrong_length, "[3]", "x")).error().where == "updates[3]");
    CHECK(under("updates", refuse(ErrorCode::wrong_length, "", "x")).error().where == "updates");
}

TEST_CASE("truncated", "[result]") {
    CHECK(truncated("short") == "short");
    CHECK(truncated(std::string(65, 'a')) == std::string(64, 'a') + "...");
    SECTION("never cuts a character in two") {
        const std::string euros = "a\u20ac\u20ac";  // 1 + 3 + 3 bytes
        CHECK(truncated(euros, 6) == "a\u20ac...");
        CHECK(truncated(euros, 4) == "a\u20ac...");
        CHECK(truncated(euros, 3) == "a...");
    }
}
