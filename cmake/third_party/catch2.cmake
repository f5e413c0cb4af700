# third_party::catch2, version 2 as one header: the same for native and wasm, without a compiled library of either.
include(third_party_source)

third_party_source(catch2_dir NAME catch2
  LOCAL ${THIRD_PARTY_HEADERS}/catch2
  URL https://github.com/catchorg/Catch2/releases/download/v2.13.10/catch.hpp
  FILES catch.hpp
  SHA256 90a8ecbb643142e6cf43ccd3344b45a6f11c5c35ea0c15b55f872011763eb39e)

add_library(third_party_catch2 INTERFACE)
add_library(third_party::catch2 ALIAS third_party_catch2)
third_party_link_headers(${catch2_dir} ${PROJECT_BINARY_DIR}/third_party/catch2/catch2 catch.hpp)
target_include_directories(third_party_catch2 SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/third_party/catch2)
