# third_party::nlohmann_json, the JSON parser. Debian and Ubuntu: nlohmann-json3-dev; elsewhere the single header.
include(third_party_source)

third_party_source(json_dir NAME nlohmann_json
  LOCAL ${THIRD_PARTY_HEADERS}/nlohmann
  URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.hpp
  FILES *.hpp detail/*.hpp detail/*/*.hpp detail/*/*/*.hpp thirdparty/*/*.hpp
  SHA256
    69c7a0be0523d2948e613817ee5fb4c50cd6b3bdc180efb84d7a453e7adfa6e3  # 3.11.2, Debian 12
    2d2a87c15d278bdc7caa5b4dc310140ecdf6554c9db518e05b86a3dc4b4240c3  # 3.11.3, Debian 13 and Ubuntu 24.04
    7d6fff40ff7f33de46db2bcae7aa7252c934e6f42a177b1c010afa0c4e0bef61) # 3.11.3, single header

add_library(third_party_nlohmann_json INTERFACE)
add_library(third_party::nlohmann_json ALIAS third_party_nlohmann_json)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/third_party/json)
file(CREATE_LINK ${json_dir} ${PROJECT_BINARY_DIR}/third_party/json/nlohmann SYMBOLIC)
target_include_directories(third_party_nlohmann_json SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/third_party/json)
# Set here once: targets with and without exceptions must see the same inline functions.
target_compile_definitions(third_party_nlohmann_json INTERFACE JSON_NOEXCEPTION=1 JSON_USE_IMPLICIT_CONVERSIONS=0)
