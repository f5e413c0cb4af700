# clearmargin_fuzz_target(<name> SOURCES <source>... LIBRARIES <library>...): build/fuzz/bin/<name>, run by
# `./run fuzz <name>`. Its corpus is in tests/fuzz/corpus/<name>. In the ordinary builds it is only compiled, so that it
# can't rot. The target `fuzz_targets` is all of them.
if(NOT TARGET fuzz_targets)
  add_custom_target(fuzz_targets)
endif()

function(clearmargin_fuzz_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  if(CLEARMARGIN_FUZZ)
    add_executable(${name} ${arg_SOURCES})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  else()
    add_library(${name} OBJECT ${arg_SOURCES})
  endif()
  add_dependencies(fuzz_targets ${name})
  target_link_libraries(${name} PRIVATE clearmargin::warnings ${arg_LIBRARIES})
endfunction()
