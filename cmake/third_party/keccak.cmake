# third_party::keccak, XKCP's Keccak sponge. The npm package keccak carries its C sources (dev dependency of the root
# package.json). WebAssembly has 64-bit integers, so the 64-bit code serves there too.
include(third_party_source)

third_party_source(keccak_dir NAME keccak
  LOCAL ${PROJECT_SOURCE_DIR}/node_modules/keccak
  URL https://github.com/cryptocoinjs/keccak/archive/refs/tags/v3.0.4.tar.gz
  FILES src/libkeccak-64/*
  SHA256 5576c32eca9297d230de13ae8d39abd74f26685372b0f8f7981debd06202d900)

set(keccak_dir ${keccak_dir}/src/libkeccak-64)
add_library(third_party_keccak STATIC ${keccak_dir}/KeccakSpongeWidth1600.c ${keccak_dir}/KeccakP-1600-opt64.c)
add_library(third_party::keccak ALIAS third_party_keccak)
third_party_link_headers(${keccak_dir} ${PROJECT_BINARY_DIR}/third_party/keccak
  KeccakSpongeWidth1600.h KeccakSponge-common.h KeccakP-1600-SnP.h KeccakP-1600-opt64-config.h align.h brg_endian.h)
target_include_directories(third_party_keccak SYSTEM PUBLIC ${PROJECT_BINARY_DIR}/third_party/keccak)
if(EMSCRIPTEN)
  target_compile_options(third_party_keccak PRIVATE ${CLEARMARGIN_WASM_CRYPTO_FLAG})
endif()
