# third_party::keccak, XKCP's Keccak sponge. The npm package keccak carries its C sources (dev dependency of the root
# package.json). WebAssembly has 64-bit integers, so the 64-bit code serves there too.
include(third_party_source)

third_party_source(keccak_dir NAME keccak
  LOCAL ${PROJECT_SOURCE_DIR}/node_modules/keccak
  URL https://github.com/cryptocoinjs/keccak/archive/refs/tags/v3.0.4.tar.gz
  FILES src/libkeccak-64/*
  SHA256 5576c32eca9297d230de13ae8d39abd74f26685372b0f8f7981debd06202d900)

# The one thing changed is XKCP's own setting of how many of the 24 rounds are unrolled. For 532 bytes (GCC 12, Emscripten
# 3.1.6): all, as the package has it, 2.0 us native and 4.4 us in wasm; one, 1.65 and 1.75, and 27 KB less of wasm.
set(keccak_build ${PROJECT_BINARY_DIR}/third_party/keccak-source)
file(GLOB keccak_files ${keccak_dir}/src/libkeccak-64/*)
list(FILTER keccak_files EXCLUDE REGEX opt64-config)
file(COPY ${keccak_files} DESTINATION ${keccak_build})
file(CONFIGURE OUTPUT ${keccak_build}/KeccakP-1600-opt64-config.h CONTENT "#define KeccakP1600_unrolling 1\n")

add_library(third_party_keccak STATIC
  ${keccak_build}/KeccakSpongeWidth1600.c ${keccak_build}/KeccakP-1600-opt64.c)
add_library(third_party::keccak ALIAS third_party_keccak)
target_include_directories(third_party_keccak SYSTEM PUBLIC ${keccak_build})
# It reads words at addresses of bytes, which our processors allow.
target_compile_options(third_party_keccak PRIVATE -fno-sanitize=alignment)
target_link_libraries(third_party_keccak PRIVATE clearmargin::options_fast)
