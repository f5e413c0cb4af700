# clearmargin_run_in_node(<target>): links an Emscripten executable for Node with the real file system, the caller's
# environment, and the memory limit of the shipped module.
set(CLEARMARGIN_WASM_TEST_MEMORY 67108864 CACHE STRING "Largest memory of a wasm test, in bytes")

function(clearmargin_run_in_node target)
  # What is tested is optimised at the link as it is in the module; the tests themselves need not be.
  target_compile_options(${target} PRIVATE -fexceptions -fno-lto)
  target_link_options(${target} PRIVATE
    -O1 -fexceptions -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=${CLEARMARGIN_WASM_TEST_MEMORY}
    --pre-js ${PROJECT_SOURCE_DIR}/cmake/node_pre.js)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/node_pre.js)
endfunction()
