// One page of HTML that shows an ensemble to a person: it needs no network, and without script its
// tables and main charts are still there.
#pragma once

#include <string>

namespace peregrine {

struct PageRequest {
  std::string file;
  std::string second;  // ensemble of another scenario on the same draws; empty: none
  std::string card;    // what `peregrine backtest all --json` wrote; empty: none
  std::string inputs;  // folder of the figures before the forecast; empty: those of the program
  std::string decomposition = {};  // what `peregrine decompose --json` printed; empty: none
};

// The bytes depend on these files and on the program alone. Throws InputError.
std::string make_page(const PageRequest& request);

}  // namespace peregrine
