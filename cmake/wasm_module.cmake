# clearmargin_wasm_module(<target> <source>... NAME <name> LIBRARIES <library>...): a shipped module,
# build/wasm/<name>.{mjs,wasm}.
#
# Every flag of it stands here. The package loads the wasm itself and hands it to the glue, so the glue knows no Node,
# no file system, no URL of its own (USE_ES6_IMPORT_META) and no eval (DYNAMIC_EXECUTION).
set(CLEARMARGIN_WASM_MEMORY 67108864 CACHE STRING "Largest memory of the module, in bytes: bounds hostile input")
set(CLEARMARGIN_WASM_STACK 262144 CACHE STRING "Stack of the module, in bytes")

function(clearmargin_wasm_module target)
  cmake_parse_arguments(PARSE_ARGV 1 module "" "NAME" "LIBRARIES")
  add_executable(${target} ${module_UNPARSED_ARGUMENTS})
  target_link_libraries(${target} PRIVATE clearmargin::options ${module_LIBRARIES})
  # Embind knows types by RTTI unless told that names do not matter.
  target_compile_definitions(${target} PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)

  if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.27)
    set(stack TOTAL_STACK)
  else()
    set(stack STACK_SIZE)
  endif()
  target_link_options(${target} PRIVATE
    --bind -fno-exceptions -fno-rtti
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web,worker
    -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sSUPPORT_LONGJMP=0 -sMALLOC=emmalloc
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=4194304 -sMAXIMUM_MEMORY=${CLEARMARGIN_WASM_MEMORY}
    -s${stack}=${CLEARMARGIN_WASM_STACK}
    # What only the JSON library and Embind call and nobody reads: wasm/unread_numbers.cpp.
    -Wl,--wrap=strtod,--wrap=snprintf,--wrap=siprintf
    # Below the data, so that an overflow traps instead of writing into it.
    -Wl,--stack-first
    "-sINCOMING_MODULE_JS_API=[wasmBinary,instantiateWasm,locateFile]")
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${module_NAME} SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
endfunction()
