# clearmargin_fuzz_target(<name> <source> <library>...): build/fuzz/bin/<name>, run by `./run fuzz <name>`. Its seeds are
# in tests/fuzz/seeds/<name>. In the ordinary builds it is only compiled, so that it can't rot.
function(clearmargin_fuzz_target name source)
  if(CLEARMARGIN_FUZZ)
    add_executable(${name} ${source})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  else()
    add_library(${name} OBJECT ${source})
  endif()
  target_link_libraries(${name} PRIVATE clearmargin::warnings ${ARGN})
endfunction()
