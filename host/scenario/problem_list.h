// What is wrong with one source of a scenario: a file, or the command line.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "host/support/error.h"
#include "host/support/utf8.h"

namespace peregrine {

class ProblemList {
 public:
  enum class Lines { numbered, none };
  // A file of another kind has a problem in every line; nobody reads more than this.
  static constexpr std::size_t most = 100;

  ProblemList(std::string source, Lines lines) : source_(std::move(source)), lines_(lines) {}

  void add(long line, const std::string& key, const std::string& value, std::string problem,
           std::string remedy) {
    if (lines_ == Lines::none) line = 0;
    if (found_.size() < most) {
      found_.push_back(
          {source_, line, printable(key), printable(value), std::move(problem), std::move(remedy)});
    } else if (found_.size() == most) {
      found_.push_back({source_, 0, "", "", "has more problems than these", "mend these first"});
    }
  }
  const std::string& source() const { return source_; }
  const std::vector<Problem>& found() const { return found_; }

 private:
  std::string source_;
  Lines lines_;
  std::vector<Problem> found_;
};

}  // namespace peregrine
