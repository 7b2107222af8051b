// Bars from one number to another, one below the other, that need no script.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace peregrine {

struct RangeBar {
  std::string name;
  double low;
  double high;
  double mark;  // a line
};

// Hidden from those who hear the page: a table beside it has the numbers. Bars begin and end within
// the ticks, of which there are two or more. Empty without bars.
std::string range_chart(const std::string& id, const std::string& words,
                        const std::vector<RangeBar>& bars, const std::vector<double>& ticks,
                        const std::function<std::string(double)>& tick_words);

}  // namespace peregrine
