// Migration pressure as five years of data show it.
#pragma once

#include <vector>

namespace peregrine {

// The ratio of a corridor's stocks five years apart as a function of a constant migration pressure,
// by the yearly steps of kernels/stock/stock.h, and its inverse. Tabulated over the pressures that
// data can show.
class PressureMap {
 public:
  // `turnover` and `deaths_rate` a year, `diaspora` elasticity.
  PressureMap(double turnover, double diaspora, double deaths_rate);

  // The stock a year later, at this pressure, of a corridor that began with a stock of 1.
  double next_year(double stock, double pressure) const;

  double ratio(double pressure) const;  // stock after five years over stock before
  double slope(double pressure) const;  // its derivative
  double pressure(double ratio) const;  // inverse; at most `largest` either way

  // The pressure at which the mean yearly arrivals (or departures, where the stock fell) of the
  // last `past_years` would go on: persons before and after. A fall to zero is one to `trace`.
  double continuing(double before, double after, int past_years = 5) const;

  // Gross moves a year per person of stock at this pressure: arrivals, and departures that return.
  double gross_rate(double pressure, double onward_share) const;

  static constexpr double largest = 7.0;
  static constexpr double most_at_start = 4.0;  // of a corridor, either way
  static constexpr double trace = 0.3;          // persons; below what a table can show

 private:
  double turnover_;
  double diaspora_;
  double deaths_rate_;
  std::vector<double> log_ratio_;
};

}  // namespace peregrine
