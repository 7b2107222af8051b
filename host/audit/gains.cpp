// Statements on what countries gain and lose, and on how much of the world the largest have.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int start_2025 = 2025;
constexpr int end_2050 = 2050;
constexpr double large_country = 100'000;  // migrants
constexpr std::size_t first_ten = 10;

// Migrants by country, arriving or leaving.
enum class Side { immigrants, emigrants };

// The variables of a side: its draws, "..._quantile" and "..._mean".
std::string name_of(Side side) {
  return side == Side::immigrants ? "immigrant_stock" : "emigrant_stock";
}

std::vector<double> recorded_stock(const Record& record, Side side, int year) {
  std::vector<double> stock =
      side == Side::immigrants ? record.immigrants(year) : record.emigrants(year);
  stock.pop_back();  // the unknown origin's
  return stock;
}

std::vector<double> median_stock(const Audited& audited, Side side, int year) {
  return countries_in(audited, audited.grid(name_of(side) + "_quantile"), q50, year);
}

// What `of_change(before, after)` says of the quarters of a century on record.
template <typename OfChange>
Range over_quarters(const Record& record, Side side, const OfChange& of_change) {
  return range_over(quarter_starts, [&](int start) {
    return of_change(recorded_stock(record, side, start),
                     recorded_stock(record, side, start + quarter_century));
  });
}

// Mean over draws of what `of_stock` says of the stock in these years of a draw: single draws must
// look like the record, not their medians.
template <typename OfStock>
double mean_of_draws(const Audited& audited, Side side, const OfStock& of_stock) {
  const Grid& grid = audited.grid(name_of(side));
  return mean_in(over_draws(grid, [&](std::size_t draw) {
    return of_stock([&](int year) { return countries_in(audited, grid, draw, year); });
  }));
}

// The largest gain or loss of one country in 25 years, of the world's migrants at the start.
Finding largest_change(const Audited& audited, Side side, double sign) {
  const auto change = [sign](const std::vector<double>& before, const std::vector<double>& after,
                             std::size_t country) {
    return sign * (after[country] - before[country]) / sum_of(before);
  };
  const Range recorded =
      over_quarters(audited.record(), side,
                    [&](const std::vector<double>& before, const std::vector<double>& after) {
                      Range changes;
                      for (const std::size_t i : up_to(before.size()))
                        changes.take(change(before, after, i));
                      return changes.high;
                    });
  const std::vector<double> before = median_stock(audited, side, start_2025);
  const std::vector<double> after = median_stock(audited, side, end_2050);
  return at_most(
      largest_country(audited, [&](std::size_t country) { return change(before, after, country); }),
      recorded.high);
}

Finding ten_that_stay(const Audited& audited, Side side) {
  const auto stay = [](const std::vector<double>& before, const std::vector<double>& after) {
    return count_among(ranked_first(before, first_ten), ranked_first(after, first_ten));
  };
  return between(
      stay(median_stock(audited, side, start_2025), median_stock(audited, side, end_2050)),
      over_quarters(audited.record(), side, stay).low, static_cast<double>(first_ten));
}

double share_of_first(const std::vector<double>& stock, std::size_t count) {
  double sum = 0;
  for (const std::size_t country : ranked_first(stock, count)) sum += stock[country];
  return sum / sum_of(stock);
}

Finding share_of_ten(const Audited& audited, Side side) {
  std::vector<double> recorded;
  for (const int year : Record::stock_years()) {
    recorded.push_back(share_of_first(recorded_stock(audited.record(), side, year), first_ten));
  }
  return within(
      mean_of_draws(audited, side,
                    [](const auto& stock) { return share_of_first(stock(end_2050), first_ten); }),
      range_going_on(recorded));
}

double share_that_falls(const std::vector<double>& before, const std::vector<double>& after) {
  double cases = 0;
  double falls = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] < large_country) continue;
    ++cases;
    falls += after[i] < before[i] ? 1 : 0;
  }
  return falls / cases;
}

Finding falling_countries(const Audited& audited, Side side) {
  constexpr double margin = 0.1;
  const Range recorded = over_quarters(audited.record(), side, share_that_falls);
  return between(mean_of_draws(audited, side,
                               [](const auto& stock) {
                                 return share_that_falls(stock(start_2025), stock(end_2050));
                               }),
                 std::max(0.0, recorded.low - margin), recorded.high + margin);
}

// Share of countries of 100,000 migrants or more whose figure of mid-2024 the 80 % band holds.
Finding band_holds_2024(const Audited& audited, Side side) {
  const Grid& grid = audited.grid(name_of(side) + "_quantile");
  const std::size_t year = audited.year(StockHistory::latest_year);
  const std::vector<double> figures =
      recorded_stock(audited.record(), side, StockHistory::latest_year);
  double cases = 0;
  double held = 0;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0 || figures[static_cast<std::size_t>(index)] < large_country) continue;
    const double figure = figures[static_cast<std::size_t>(index)];
    ++cases;
    held += grid.at(q10, year, country) <= figure && figure <= grid.at(q90, year, country) ? 1 : 0;
  }
  return at_least(held / cases, 0.7);
}

Finding mean_far_above(const Audited& audited, Side side) {
  constexpr double far = 1.25;
  const std::vector<double> mean =
      countries_in(audited, audited.grid(name_of(side) + "_mean"), 0, end_2050);
  const std::vector<double> median = median_stock(audited, side, end_2050);
  std::vector<double> ratios;
  Largest found;
  for (std::size_t country = 0; country < median.size(); ++country) {
    if (median[country] < large_country) continue;
    ratios.push_back(mean[country] / median[country]);
    found.take(ratios.back(), audited.name(country),
               fmt::format("{}: {:.2f} times", audited.name(country), ratios.back()));
  }
  // Any country may lead: the value is of them all.
  return at_most(share_where(ratios, [](double ratio) { return ratio > far; }), 0.05, found.where);
}

std::function<Finding(const Audited&)> of(Finding (*measure)(const Audited&, Side), Side side) {
  return [measure, side](const Audited& audited) { return measure(audited, side); };
}

std::function<Finding(const Audited&)> change(Side side, double sign) {
  return [side, sign](const Audited& audited) { return largest_change(audited, side, sign); };
}

}  // namespace

Statements gain_statements() {
  return {
      {"countries.largest_gain", "largest gain of a destination 2025-2050, of the world's migrants",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       change(Side::immigrants, 1)},
      {"countries.largest_loss", "largest loss of a destination 2025-2050, of the world's migrants",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       change(Side::immigrants, -1)},
      {"countries.largest_origin_gain",
       "largest gain of an origin 2025-2050, of the world's migrants",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       change(Side::emigrants, 1)},
      {"countries.largest_origin_loss",
       "largest loss of an origin 2025-2050, of the world's migrants",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       change(Side::emigrants, -1)},
      {"countries.ten_destinations",
       "of the ten largest destinations of 2025, among the ten in 2050",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::countries,
       of(ten_that_stay, Side::immigrants)},
      {"countries.ten_origins", "of the ten largest origins of 2025, among the ten in 2050",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::countries,
       of(ten_that_stay, Side::emigrants)},
      {"countries.share_of_ten_destinations",
       "share of the ten largest destinations in 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, of(share_of_ten, Side::immigrants)},
      {"countries.share_of_ten_origins",
       "share of the ten largest origins in 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, of(share_of_ten, Side::emigrants)},
      {"countries.falling_destinations",
       "destinations above 100,000 migrants that fall 2025-2050, mean over draws",
       "UN DESA 2024: 1990-2015, 1995-2020, ten points either way", Basis::record, AuditUnit::share,
       of(falling_countries, Side::immigrants)},
      {"countries.falling_origins",
       "origins above 100,000 migrants that fall 2025-2050, mean over draws",
       "UN DESA 2024: 1990-2015, 1995-2020, ten points either way", Basis::record, AuditUnit::share,
       of(falling_countries, Side::emigrants)},
      {"countries.destinations_2024",
       "destinations above 100,000 migrants whose UN figure of 2024 the 80 % band holds",
       "UN DESA 2024: ten points below the nominal", Basis::record, AuditUnit::share,
       of(band_holds_2024, Side::immigrants)},
      {"countries.origins_2024",
       "origins above 100,000 migrants whose UN figure of 2024 the 80 % band holds",
       "UN DESA 2024: ten points below the nominal", Basis::record, AuditUnit::share,
       of(band_holds_2024, Side::emigrants)},
      {"countries.mean_over_median",
       "destinations above 100,000 migrants whose mean of 2050 is 1.25 medians or more",
       "one in twenty", Basis::judgement, AuditUnit::share, of(mean_far_above, Side::immigrants)},
      {"countries.origin_mean_over_median",
       "origins above 100,000 migrants whose mean of 2050 is 1.25 medians or more", "one in twenty",
       Basis::judgement, AuditUnit::share, of(mean_far_above, Side::emigrants)},
  };
}

}  // namespace peregrine
