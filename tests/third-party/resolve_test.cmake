# Where third-party sources come from: an upstream archive (here at file:// addresses), a folder that was named, and
# never a source that is not the pinned one. Run with -DREPOSITORY=, -DWORK=, -DGENERATOR=.
set(blst ${REPOSITORY}/node_modules/c-kzg/deps/blst)
set(keccak ${REPOSITORY}/node_modules/keccak)
set(json /usr/include/nlohmann)
set(catch2 /usr/include/catch2)

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/archives)

# The npm package and the upstream archive have the sources at the same paths below their top folder.
file(COPY ${blst}/src ${blst}/bindings ${blst}/build DESTINATION ${WORK}/archives/blst)
file(COPY ${keccak}/src DESTINATION ${WORK}/archives/keccak)
file(COPY ${json}/ DESTINATION ${WORK}/archives/json)
foreach(name blst keccak json)
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar czf ${name}.tar.gz ${name}
    WORKING_DIRECTORY ${WORK}/archives COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(COPY ${catch2}/catch.hpp DESTINATION ${WORK}/archives)

set(from_archives -DTHIRD_PARTY_HEADERS=${WORK}/nowhere
  -DBLST_URL=file://${WORK}/archives/blst.tar.gz -DKECCAK_URL=file://${WORK}/archives/keccak.tar.gz
  -DNLOHMANN_JSON_URL=file://${WORK}/archives/json.tar.gz -DCATCH2_URL=file://${WORK}/archives/catch.hpp)

# resolve(<case> <expected> <option>...): configures, and expects the regular expression in what it says.
function(resolve case expected)
  execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${REPOSITORY}/tests/third-party -B ${WORK}/${case} ${ARGN}
    RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  # CMake wraps its errors.
  string(REGEX REPLACE "[ \n]+" " " out "${out}")
  if(NOT out MATCHES "${expected}")
    message(FATAL_ERROR "${case}: expected `${expected}`, got ${status}:\n${out}")
  endif()
  message(STATUS "${case}: as expected")
endfunction()

resolve(upstream "blst: [^ ]*_deps/blst-src .*catch2: [^ ]*_deps/catch2-src .*Generating done" ${from_archives})
resolve(named "keccak: ${keccak} .*Generating done" ${from_archives} -DKECCAK_SOURCE_DIR=${keccak})

file(APPEND ${WORK}/archives/blst/src/exports.c "\n")
resolve(altered_named "blst: the files in [^ ]*archives/blst are not the pinned ones: expected SHA-256 .*got "
  ${from_archives} -DBLST_SOURCE_DIR=${WORK}/archives/blst)

file(APPEND ${WORK}/archives/catch.hpp "\n")
resolve(altered_upstream "catch2: the files in [^ ]* are not the pinned ones" ${from_archives})

resolve(unreachable "nlohmann_json.* (Failed|failed|not a file|exist)" ${from_archives}
  -DNLOHMANN_JSON_URL=file://${WORK}/archives/nothing.tar.gz)
