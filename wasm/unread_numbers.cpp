#include <cstdio>
#include <cstdlib>

// The JSON library makes a double of each number that is no 64-bit integer, and a text of each byte it refuses. Nobody
// reads either: parse_json keeps a number's own characters and says where it stopped, natively and here alike. So the
// module links these in place of the C library's functions (see wasm_module.cmake), which would take 20 KB.

extern "C" {

double __wrap_strtod(const char* text, char** end) {
    while (*text != '\0') ++text;
    *end = const_cast<char*>(text);
    return 0;
}

int __wrap_snprintf(char* text, std::size_t size, const char*, ...) {
    if (size > 0) *text = '\0';
    return 0;
}

}
