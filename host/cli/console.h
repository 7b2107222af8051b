// What the user reads. In a run of several processes only one of them speaks.
#pragma once

#include <string_view>

namespace peregrine {

// For every rank but the first: print() and complain() do nothing until speak_again().
void keep_silent();
void speak_again();
bool is_silent();

// To standard output. A reader that has gone away (a closed pipe) is no error, and ends no run.
void print(std::string_view text);

// To standard error, each line preceded by "peregrine: ".
void complain(std::string_view message);

// What is printed from here on is no longer what the command is for: nothing is wrong where it
// cannot be written.
void take_output_for_decoration();

// Flushes standard output. Throws OutputError where it could not take everything, for example on a
// full disk, unless the reader has simply gone away or it was decoration.
void finish_printing();

}  // namespace peregrine
