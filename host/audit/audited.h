// A forecast under audit: its numbers, and the record that they are held against.
#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/audit/record.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

// A statement cannot be told from this file; what it says is why.
class Untold : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The file's format is too old for a variable.
class TooOld : public Untold {
 public:
  using Untold::Untold;
};

// A variable as rows (draws, quantiles, or a single one), times and places.
struct Grid {
  std::vector<double> values;
  std::size_t rows = 1;
  std::size_t times = 1;
  std::size_t places = 1;

  double at(std::size_t row, std::size_t time, std::size_t place = 0) const {
    return values[(row * times + time) * places + place];
  }
  // The sum of the months of a year, where times are months.
  double year_sum(std::size_t row, std::size_t year, std::size_t place) const {
    double sum = 0;
    for (std::size_t month = 12 * year; month < 12 * (year + 1); ++month) {
      sum += at(row, month, place);
    }
    return sum;
  }
};

// The first year that no record reaches into.
inline constexpr int first_forecast_year = DisplacementHistory::last_year + 1;

// Rows of a quantile variable.
inline constexpr std::size_t q025 = 1;
inline constexpr std::size_t q10 = 3;
inline constexpr std::size_t q50 = 5;
inline constexpr std::size_t q90 = 7;
inline constexpr std::size_t q975 = 9;
inline constexpr std::size_t q995 = 10;

class Audited {
 public:
  // Both must outlive this.
  Audited(const EnsembleReader& reader, const Record& record);

  const EnsembleHeader& header() const { return reader_.header(); }
  const Record& record() const { return record_; }

  // Read once; of draws the first most_draws. Throws Untold where the file has none, TooOld where
  // its format has none.
  static constexpr std::int64_t most_draws = 1000;
  const Grid& grid(const std::string& variable) const;
  bool has(const std::string& variable) const;

  // Index of a year, of a country of the file, of a route and a border; throw Untold.
  std::size_t year(int calendar) const;
  std::size_t country(std::string_view iso3) const;
  std::size_t route(std::string_view code) const;
  std::size_t border(std::string_view code) const;
  std::size_t last_year() const { return header().years.size() - 1; }
  // Index of the first forecast year; throws Untold where the run does not reach it.
  std::size_t first_forecast() const { return year(first_forecast_year); }

  // Countries of the file, without the unknown origin.
  std::size_t countries() const { return header().country_iso3.size() - 1; }
  // Index in the record of a country of the file, and the other way round; -1: none.
  int in_record(std::size_t country) const { return in_record_[country]; }
  int in_file(int country_of_record) const {
    return in_file_[static_cast<std::size_t>(country_of_record)];
  }
  const std::string& name(std::size_t country) const { return header().country_name[country]; }

 private:
  const EnsembleReader& reader_;
  const Record& record_;
  std::vector<int> in_record_;
  std::vector<int> in_file_;
  mutable std::map<std::string, Grid> grids_;
};

}  // namespace peregrine
