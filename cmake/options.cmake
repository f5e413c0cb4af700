# clearmargin::warnings       language, warnings and bit-identical arithmetic: everything of ours, tests too
# clearmargin::options        that, without exceptions and RTTI: the libraries
# clearmargin::options_fast   for libraries whose loops count. In wasm all else is compiled for size (preset wasm: -Oz,
#                             half of -O3), which makes such loops three times slower.
set(CLEARMARGIN_WASM_FAST_FLAG -O2 CACHE STRING "Optimisation of cryptography and hot loops in wasm, never -Oz")

add_library(clearmargin_warnings INTERFACE)
add_library(clearmargin::warnings ALIAS clearmargin_warnings)
target_compile_features(clearmargin_warnings INTERFACE cxx_std_20)
target_include_directories(clearmargin_warnings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(clearmargin_warnings INTERFACE
  # A fused multiply-add rounds once, not twice: native and wasm would differ in the last bit.
  -ffp-contract=off
  -Wall -Wextra -Wpedantic -Werror
  -Wconversion -Wsign-conversion -Wdouble-promotion -Wshadow -Wold-style-cast -Wcast-qual -Wcast-align
  -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wundef -Wimplicit-fallthrough
  # GCC 12 sees overlaps and overreads in std::string that are not there (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread>)

add_library(clearmargin_options INTERFACE)
add_library(clearmargin::options ALIAS clearmargin_options)
target_link_libraries(clearmargin_options INTERFACE clearmargin_warnings)
# Libraries hand these on to whoever links them; a program that needs exceptions (the tests) sets CLEARMARGIN_EXCEPTIONS.
target_compile_options(clearmargin_options INTERFACE
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:CLEARMARGIN_EXCEPTIONS>>>:-fno-exceptions>
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:CLEARMARGIN_EXCEPTIONS>>>:-fno-rtti>)

add_library(clearmargin_options_fast INTERFACE)
add_library(clearmargin::options_fast ALIAS clearmargin_options_fast)
if(EMSCRIPTEN)
  # For the -Oz before it, emcc forbids inlining altogether, and that outlives the -O2.
  target_compile_options(clearmargin_options_fast INTERFACE ${CLEARMARGIN_WASM_FAST_FLAG} -finline-functions)
endif()
