// Chances of flight by country, for `peregrine summary` and for the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/report/questions/flight.h"
#include "host/report/questions/shown_years.h"
#include "host/statistics/paired.h"

namespace peregrine {

inline constexpr std::string_view newly_displaced_draws = "newly_displaced";

// [kept draw][country] of a year, and single countries of it.
class FlightYear {
 public:
  FlightYear(const EnsembleReader& reader, std::size_t year);

  std::vector<double> of(std::size_t country) const;
  double first(std::size_t country) const { return values_[country]; }
  std::size_t countries() const { return countries_; }
  bool differs() const;
  // Of a year in which draws do not differ; takes the room of one draw.
  void keep_first_alone();

 private:
  std::vector<double> values_;
  std::size_t countries_;
};

struct Flight {
  std::vector<FlightYear> record;  // the first years of the file, in which draws do not differ
  std::vector<FlightYear> ahead;   // the years asked for
  YearsAhead span;

  int on_record(std::size_t country, double number) const;
};

// The file needs draws of the newly displaced. Throws UsageError for a year that it lacks, and
// where it has no year on record or none after.
Flight read_flight(const EnsembleReader& reader, const FlightRequest& request);

// A country with its chances.
struct FlightRow {
  std::size_t country;
  std::vector<Chance> years;
  Chance any;
  std::vector<PairedSpread> spreads;
  int on_record;

  double mean_years() const;
};

// By the mean number of years with more; the unknown origin is left out.
std::vector<FlightRow> by_flight(const EnsembleReader& reader, const Flight& flight,
                                 const std::optional<AskedCountries>& among, double number);

// "more than 100,000 flee", "more than 1 person flees", "somebody flees".
std::string more_flee_in_words(std::int64_t number);
// "100,000 or fewer", "none".
std::string at_most_in_words(std::int64_t number);

// How many countries a year have more, in the draws and on record.
std::string flight_base_rate(const Flight& flight, const std::vector<FlightRow>& rows,
                             std::int64_t number);

}  // namespace peregrine
