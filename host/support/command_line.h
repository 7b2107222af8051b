// What was typed to start the program.
#pragma once

#include <string>

namespace peregrine {

// Remembers the words; once, before anything else asks.
void remember_command_line(int argc, const char* const* argv);

// One line that a shell reads as the same words; "peregrine" where nothing was remembered.
std::string command_line();

}  // namespace peregrine
