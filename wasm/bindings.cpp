// The one file that knows Emscripten. It carries text across and decides nothing.
#include <emscripten/bind.h>

#include <string>

#include "wasm/entry_points.hpp"

namespace {

std::string verify_bundle(const std::string& bundle, const std::string& policy, const std::string& now) {
    return clearmargin::verify_bundle(bundle, policy, now);
}

std::string advance_light_client(const std::string& store, const std::string& chain_data, const std::string& policy,
                                 const std::string& chain, const std::string& now) {
    return clearmargin::advance_light_client(store, chain_data, policy, chain, now);
}

std::string verify_claims(const std::string& stores, const std::string& bundle, const std::string& policy,
                          const std::string& now) {
    return clearmargin::verify_claims(stores, bundle, policy, now);
}

std::string compute_margin(const std::string& request) { return clearmargin::compute_margin(request); }

int abi_version() { return clearmargin::abi_version(); }

}  // namespace

EMSCRIPTEN_BINDINGS(clearmargin) {
    emscripten::function("verifyBundle", &verify_bundle);  // UTF-8 JSON in, UTF-8 JSON out, never throws
    emscripten::function("advanceLightClient", &advance_light_client);
    emscripten::function("verifyClaims", &verify_claims);
    emscripten::function("computeMargin", &compute_margin);
    emscripten::function("errorRegistry", &clearmargin::describe_errors);
    emscripten::function("abiVersion", &abi_version);
}
