#include "core/risk/philox.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <sstream>

#include "core/pricing/normal.hpp"
#include "core/risk/normal_draw.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <std::size_t N>
std::array<std::uint32_t, N> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::array<std::uint32_t, N> out{};
    for (std::uint32_t& word : out) {
        std::string hex;
        REQUIRE(stream >> hex);
        word = static_cast<std::uint32_t>(std::stoul(hex, nullptr, 16));
    }
    return out;
}

void run_philox(const MarginCase& test) {
    const JsonReader in = test.in();
    CHECK(philox4x32_10(words_of<4>(text_of(in, "counter")), words_of<2>(text_of(in, "key"))) ==
          words_of<4>(text_of(test.out(), "out")));
}

}  // namespace

TEST_CASE("engine-rng vectors", "[risk][vectors]") {
    run_margin_vectors("engine-rng.json", {{"philox4x32_10", run_philox}});
}

TEST_CASE("uniform_pair_from_middle", "[risk]") {
    SECTION("takes its words from the counter and the key") {
        const auto words = philox4x32_10({7, 3, 2, 1}, {0x55667788, 0x11223344});
        const auto pair = uniform_pair_from_middle(0x1122334455667788, {7, 3, 2, 1});
        CHECK(std::fabs(pair[0] + 0.5 - words[0] * 0x1p-32) < 0x1p-32);
        CHECK(std::fabs(pair[1] + 0.5 - words[2] * 0x1p-32) < 0x1p-32);
    }
    SECTION("gives normals of mean 0 and variance 1") {
        double sum = 0;
        double squares = 0;
        constexpr std::uint32_t count = 100'000;
        for (std::uint32_t i = 0; i < count; ++i) {
            const double z = normal_draw(uniform_pair_from_middle(5, {i, 0, 0, 0})[0]);
            sum += z;
            squares += z * z;
        }
        CHECK(std::fabs(sum / count) < 4 / std::sqrt(count));
        CHECK(std::fabs(squares / count - 1) < 4 * std::sqrt(2.0 / count));
    }
    SECTION("changes with each part of its place and with the seed") {
        const auto base = uniform_pair_from_middle(1, {1, 1, 1, 1});
        CHECK(base != uniform_pair_from_middle(2, {1, 1, 1, 1}));
        CHECK(base != uniform_pair_from_middle(1, {2, 1, 1, 1}));
        CHECK(base != uniform_pair_from_middle(1, {1, 2, 1, 1}));
        CHECK(base != uniform_pair_from_middle(1, {1, 1, 2, 1}));
        CHECK(base != uniform_pair_from_middle(1, {1, 1, 1, 2}));
        CHECK(base == uniform_pair_from_middle(1, {1, 1, 1, 1}));
    }
}

TEST_CASE("normal_draw", "[risk]") {
    SECTION("is the quantile") {
        double worst = 0;
        for (int i = 1; i < 20'000; ++i) {
            const double from_middle = i / 40'000.0;
            const double exact =
                from_middle < 0.2 ? norm_quantile_from_middle(from_middle) : -norm_quantile(0.5 - from_middle);
            worst = std::fmax(worst, std::fabs(normal_draw(from_middle) / exact - 1));
        }
        for (double tail = 0.07; tail >= 0x1p-53; tail /= 1.03) {
            const double from_middle = 0.5 - tail;
            if (from_middle > 0.5 - 0x1p-53) continue;
            const double exact = -norm_quantile(0.5 - from_middle);
            worst = std::fmax(worst, std::fabs(normal_draw(from_middle) / exact - 1));
        }
        CHECK(worst < 1e-13);
    }
    SECTION("is odd, and ends with the smallest tail") {
        CHECK(normal_draw(0) == 0);
        CHECK(normal_draw(-0.3) == -normal_draw(0.3));
        CHECK(normal_draw(-0.49) == -normal_draw(0.49));
        CHECK(normal_draw(0.5 - 0x1p-53) == Approx(8.209536151601387).epsilon(1e-13));
    }
}
