// Numbers on the command line are read as those of tables are (host/support/number_text.h): 010 is
// ten, and what cannot be read says why.
#pragma once

#include <CLI/CLI.hpp>

namespace peregrine {

// What the option takes is a whole number; a real one; anything but nothing. Returns the option.
CLI::Option* takes_whole(CLI::Option* option);
CLI::Option* takes_real(CLI::Option* option);
CLI::Option* takes_something(CLI::Option* option);

}  // namespace peregrine
