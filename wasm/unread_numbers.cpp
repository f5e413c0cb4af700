#include <cstdio>
#include <cstdlib>

// The JSON library makes a double of each number that is no 64-bit integer, and a text of each byte it refuses; Embind a
// text of the address of a type that it was not told of. Nobody reads these: parse_json keeps a number's own characters
// and says where it stopped, natively and here alike, and all that is bound is text and integers. So the modules link
// these in place of the C library's functions (see wasm_module.cmake), which would take 23 KB.

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

int __wrap_siprintf(char* text, const char*, ...) {
    *text = '\0';
    return 0;
}

}
