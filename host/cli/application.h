// `peregrine` as a whole: the command line in, an exit code out.
#pragma once

namespace peregrine {

// Runs the command that the arguments name; every failure is a message on standard error and an
// exit code of host/support/error.h. Throws nothing. With several ranks a failure ends them all.
int run_application(int argc, char** argv);

}  // namespace peregrine
