# third_party_source(<out> NAME <name> LOCAL <dir>... URL <url> FILES <glob>... SHA256 <hash>...)
#
# Sets <out> to the folder of a third-party source. Taken in this order: -D<NAME>_SOURCE_DIR; the first LOCAL folder
# that exists; the upstream archive (-D<NAME>_URL overrides its address). Whichever it is, the files used must have one
# of the pinned hashes: see third_party_digest.
include(FetchContent)

set(THIRD_PARTY_HEADERS /usr/include CACHE PATH "Where the package manager puts headers")

# SHA-256 of the lines "<sha256 of file>  <relative path>", sorted by path. Checkable with sha256sum alone.
function(third_party_digest out folder)
  set(paths "")
  foreach(glob IN LISTS ARGN)
    file(GLOB found RELATIVE ${folder} ${folder}/${glob})
    list(APPEND paths ${found})
  endforeach()
  list(SORT paths)
  list(REMOVE_DUPLICATES paths)
  set(lines "")
  foreach(path IN LISTS paths)
    file(SHA256 ${folder}/${path} hash)
    string(APPEND lines "${hash}  ${path}\n")
  endforeach()
  string(SHA256 digest "${lines}")
  set(${out} ${digest} PARENT_SCOPE)
endfunction()

function(third_party_source out)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;URL" "LOCAL;FILES;SHA256")
  string(TOUPPER ${arg_NAME} NAME)
  set(${NAME}_SOURCE_DIR "" CACHE PATH "Folder to take ${arg_NAME} from, before any other")
  set(${NAME}_URL ${arg_URL} CACHE STRING "Archive to take ${arg_NAME} from, when no package manager has it")

  set(folder "")
  if(${NAME}_SOURCE_DIR)
    set(folder ${${NAME}_SOURCE_DIR})
  else()
    foreach(candidate IN LISTS arg_LOCAL)
      if(NOT folder AND EXISTS ${candidate})
        set(folder ${candidate})
      endif()
    endforeach()
  endif()
  if(NOT folder)
    message(STATUS "${arg_NAME}: not in ${arg_LOCAL} (`npm ci` or the package manager brings it), fetching ${${NAME}_URL}")
    set(extract DOWNLOAD_EXTRACT_TIMESTAMP OFF)
    if(${NAME}_URL MATCHES "\\.hpp$")
      set(extract DOWNLOAD_NO_EXTRACT ON)
    endif()
    # We build the sources ourselves: no subfolder of theirs is added.
    FetchContent_Declare(${arg_NAME} URL ${${NAME}_URL} ${extract} SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${arg_NAME})
    FetchContent_GetProperties(${arg_NAME} SOURCE_DIR folder)
  endif()

  third_party_digest(digest ${folder} ${arg_FILES})
  if(NOT digest IN_LIST arg_SHA256)
    message(FATAL_ERROR "${arg_NAME}: the files in ${folder} are not the pinned ones: "
      "expected SHA-256 ${arg_SHA256}, got ${digest}. Install the pinned version or pass -D${NAME}_SOURCE_DIR.")
  endif()
  message(STATUS "${arg_NAME}: ${folder}")
  set(${out} ${folder} PARENT_SCOPE)
endfunction()

# Links <headers> of <from> into a folder of the build tree: a system include folder as a whole must never reach a
# cross compiler.
function(third_party_link_headers from to)
  file(MAKE_DIRECTORY ${to})
  foreach(header IN LISTS ARGN)
    file(CREATE_LINK ${from}/${header} ${to}/${header} SYMBOLIC COPY_ON_ERROR)
  endforeach()
endfunction()
