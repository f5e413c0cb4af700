// Times the entry points natively: clearmargin_bench BUNDLE POLICY NOW MARGIN_REQUEST, one JSON line of milliseconds.
// The first call of each is the first in this process; the others follow it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "wasm/entry_points.hpp"

namespace {

std::string read_file(const char* path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

template <class Work>
void time_work(const char* name, int calls, Work work, const char* end) {
    std::vector<double> times;
    for (int i = 0; i < calls; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    const double first = times.front();
    std::sort(times.begin() + 1, times.end());
    std::printf("\"%s\":{\"first_ms\":%.4f,\"warm_ms\":%.4f,\"n\":%d}%s", name, first, times[times.size() / 2], calls - 1, end);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 1;
    const std::string bundle = read_file(argv[1]);
    const std::string policy = read_file(argv[2]);
    const std::string request = read_file(argv[4]);
    std::size_t bytes = 0;
    std::printf("{");
    time_work("verify bundle", 101, [&] { bytes += clearmargin::verify_bundle(bundle, policy, argv[3]).size(); }, ",");
    time_work("margin of 64 positions", 101, [&] { bytes += clearmargin::compute_margin(request).size(); }, "");
    std::printf("}\n");
    return bytes == 0 ? 1 : 0;
}
