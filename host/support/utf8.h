// UTF-8: what is valid, and how to print what may not be.
#pragma once

#include <string>
#include <string_view>

namespace peregrine {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Text fit for a message of one line: at most 60 bytes, control characters and bytes that are not
// UTF-8 as \xNN.
std::string printable(std::string_view text);

}  // namespace peregrine
