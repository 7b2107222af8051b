#pragma once

#include <stdexcept>

namespace peregrine {

// Nothing is wrong, but not now: the same command may succeed in a while. Ends the process with
// ExitCode::interrupted.
class NotYet : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace peregrine
