// A variable of an ensemble file by year and country.
#pragma once

#include <cstddef>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

struct CountryYears {
  std::vector<double> values;  // [year][country]
  std::size_t countries;

  CountryYears(const EnsembleReader& reader, const char* variable)
      : values(reader.read(variable)),
        countries(static_cast<std::size_t>(reader.extent(Dimension::country))) {}
  double at(std::size_t year, std::size_t country) const {
    return values[year * countries + country];
  }
  std::size_t years() const { return values.size() / countries; }

  // Of chances: the first year in which draws differ, as a share is neither none nor all; years()
  // where they never do.
  std::size_t first_that_differs() const {
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      if (values[cell] > 0 && values[cell] < 1) return cell / countries;
    }
    return years();
  }
};

}  // namespace peregrine
