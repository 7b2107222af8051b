// The errors that reach a user, and the exit codes they end in.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace peregrine {

// Exit codes of `peregrine`, printed by --help and documented in docs/running.md.
enum class ExitCode : int {
  success = 0,
  failure = 1,       // an internal error, or a check (verify, inputs --check) that did not pass
  usage = 2,         // the command line is wrong
  bad_input = 3,     // a scenario, table or ensemble file is wrong
  output = 4,        // the result could not be written
  interrupted = 75,  // not finished; run me again
};

// One thing wrong with one input. `what()` of the error that carries it prints
// `file:line: key = value problem (remedy)`; parts that do not apply stay empty or zero.
struct Problem {
  std::string file;
  long line = 0;
  std::string key;
  std::string value;
  std::string problem;
  std::string remedy;

  std::string text() const;
};

// All the problems found in an input, not the first alone. Ends the process with `exit_code()`.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// The command line asks for something that cannot be done.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The result could not be written; nothing is left under its final name.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace peregrine
