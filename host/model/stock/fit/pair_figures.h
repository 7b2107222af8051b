// Looks a pair's figures up in a stock table.
#pragma once

#include <map>
#include <utility>

#include "host/model/tables/tables.h"

namespace peregrine {

class PairFigures {
 public:
  // `history` must outlive this.
  explicit PairFigures(const StockHistory& history) : history_(history) {
    for (std::size_t pair = 0; pair < history.pairs(); ++pair) {
      pair_of_[{history.origin[pair], history.destination[pair]}] = pair;
    }
  }

  // Persons; 0 where the table has no estimate.
  double stock(int origin, int destination, int year) const {
    const auto found = pair_of_.find({origin, destination});
    if (found == pair_of_.end()) return 0.0;
    const double persons = history_.stock[StockHistory::at(found->second, year)];
    return persons > 0.0 ? persons : 0.0;
  }
  // The same of StockHistory::latest_year, in the revision that has it.
  double latest(int origin, int destination) const {
    const auto found = pair_of_.find({origin, destination});
    if (found == pair_of_.end()) return 0.0;
    const double persons = history_.latest[found->second];
    return persons > 0.0 ? persons : 0.0;
  }

 private:
  const StockHistory& history_;
  std::map<std::pair<int, int>, std::size_t> pair_of_;
};

}  // namespace peregrine
