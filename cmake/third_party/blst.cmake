# third_party::blst, BLS12-381. The npm package c-kzg carries its C sources (dev dependency of the root package.json).
include(third_party_source)

third_party_source(blst_dir NAME blst
  LOCAL ${PROJECT_SOURCE_DIR}/node_modules/c-kzg/deps/blst
  URL https://github.com/supranational/blst/archive/refs/tags/v0.3.16.tar.gz
  FILES src/*.c src/*.h bindings/blst.h bindings/blst_aux.h build/assembly.S build/elf/* build/mach-o/*
  SHA256 e787e1ced9e74e69da9d96a73b365c6f13742ce514b4ec7eaf1b8a736d21c09b)

add_library(third_party_blst STATIC ${blst_dir}/src/server.c)
add_library(third_party::blst ALIAS third_party_blst)
third_party_link_headers(${blst_dir}/bindings ${PROJECT_BINARY_DIR}/third_party/blst blst.h blst_aux.h)
target_include_directories(third_party_blst SYSTEM PUBLIC ${PROJECT_BINARY_DIR}/third_party/blst)
if(EMSCRIPTEN)
  # Without clang's inlining the code is 27 KB instead of 70; a bundle takes 1.06 times as long to verify.
  target_compile_options(third_party_blst PRIVATE ${CLEARMARGIN_WASM_FAST_FLAG} -fno-inline-functions)
  target_compile_definitions(third_party_blst PRIVATE __BLST_NO_ASM__ __BLST_NO_CPUID__)
else()
  enable_language(ASM)
  target_sources(third_party_blst PRIVATE ${blst_dir}/build/assembly.S)
  # Picks the ADX code at run time, so that one binary runs on every x86-64.
  target_compile_definitions(third_party_blst PRIVATE __BLST_PORTABLE__)
endif()
