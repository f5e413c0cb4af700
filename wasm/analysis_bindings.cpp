// The analysis as a module of its own. Like bindings.cpp it carries text across and decides nothing.
#include <emscripten/bind.h>

#include <string>

#include "wasm/entry_points.hpp"

namespace {

std::string analyze_account(const std::string& request) { return clearmargin::analyze_account(request); }

int abi_version() { return clearmargin::abi_version(); }

}  // namespace

EMSCRIPTEN_BINDINGS(clearmargin_analysis) {
    emscripten::function("analyzeAccount", &analyze_account);  // UTF-8 JSON in, UTF-8 JSON out, never throws
    emscripten::function("abiVersion", &abi_version);
}
