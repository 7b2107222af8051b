// Statements on what countries gain and lose, and on how much of the world the largest have.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <set>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int start_2025 = 2025;
constexpr int end_2050 = 2050;
// Periods of the record as long as that from 2025 to 2050.
constexpr int quarter_century = 25;
constexpr std::array<int, 2> quarter_starts = {1990, 1995};

// Migrants by country, arriving or leaving.
enum class Side { immigrants, emigrants };

std::vector<double> recorded_stock(const Record& record, Side side, int year) {
  std::vector<double> stock =
      side == Side::immigrants ? record.immigrants(year) : record.emigrants(year);
  stock.pop_back();  // the unknown origin's
  return stock;
}

std::vector<double> median_stock(const Audited& audited, Side side, int year) {
  const Grid& grid = audited.grid(side == Side::immigrants ? "immigrant_stock_quantile"
                                                           : "emigrant_stock_quantile");
  std::vector<double> stock;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    stock.push_back(grid.at(q50, audited.year(year), country));
  }
  return stock;
}

double total(const std::vector<double>& stock) {
  return std::accumulate(stock.begin(), stock.end(), 0.0);
}

// The largest gain or loss of one country in 25 years, of the world's migrants at the start.
Finding largest_change(const Audited& audited, Side side, double sign) {
  const Record& record = audited.record();
  Range range;
  for (const int start : quarter_starts) {
    const std::vector<double> before = recorded_stock(record, side, start);
    const std::vector<double> after = recorded_stock(record, side, start + quarter_century);
    Largest largest;
    for (std::size_t i = 0; i < before.size(); ++i) largest.take(sign * (after[i] - before[i]), "");
    range.take(largest.value / total(before));
  }
  const std::vector<double> before = median_stock(audited, side, start_2025);
  const std::vector<double> after = median_stock(audited, side, end_2050);
  Largest found;
  for (std::size_t i = 0; i < before.size(); ++i) {
    found.take(sign * (after[i] - before[i]), audited.name(i));
  }
  return at_most(found.value / total(before), range.high, found.where);
}

std::vector<std::size_t> ranked_first(const std::vector<double>& stock, std::size_t count) {
  std::vector<std::size_t> order(stock.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return stock[i]; });
  order.resize(std::min(count, order.size()));
  return order;
}

double shared_among_first(const std::vector<double>& before, const std::vector<double>& after,
                          std::size_t count) {
  const std::vector<std::size_t> first = ranked_first(before, count);
  const std::vector<std::size_t> then = ranked_first(after, count);
  const std::set<std::size_t> among(then.begin(), then.end());
  return static_cast<double>(
      std::ranges::count_if(first, [&](std::size_t i) { return among.contains(i); }));
}

constexpr std::size_t first_ten = 10;

Finding ten_that_stay(const Audited& audited, Side side) {
  Range range;
  for (const int start : quarter_starts) {
    range.take(shared_among_first(recorded_stock(audited.record(), side, start),
                                  recorded_stock(audited.record(), side, start + quarter_century),
                                  first_ten));
  }
  return {shared_among_first(median_stock(audited, side, start_2025),
                             median_stock(audited, side, end_2050), first_ten),
          range.low, static_cast<double>(first_ten), ""};
}

double share_of_first(const std::vector<double>& stock, std::size_t count) {
  double sum = 0;
  for (const std::size_t country : ranked_first(stock, count)) sum += stock[country];
  return sum / total(stock);
}

// Of one draw, as single draws must look like the record, not their medians.
std::vector<double> drawn_stock(const Audited& audited, Side side, std::size_t draw, int year) {
  const Grid& grid = audited.grid(side == Side::immigrants ? "immigrant_stock" : "emigrant_stock");
  std::vector<double> stock;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    stock.push_back(grid.at(draw, audited.year(year), country));
  }
  return stock;
}

std::size_t draws_of(const Audited& audited, Side side) {
  return audited.grid(side == Side::immigrants ? "immigrant_stock" : "emigrant_stock").rows;
}

Finding share_of_ten(const Audited& audited, Side side) {
  std::vector<double> recorded;
  for (const int year : Record::stock_years()) {
    recorded.push_back(share_of_first(recorded_stock(audited.record(), side, year), first_ten));
  }
  const std::size_t draws = draws_of(audited, side);
  double sum = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    sum += share_of_first(drawn_stock(audited, side, draw, end_2050), first_ten);
  }
  return within(sum / static_cast<double>(draws), range_going_on(recorded));
}

double share_that_falls(const std::vector<double>& before, const std::vector<double>& after,
                        double least) {
  double cases = 0;
  double falls = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] < least) continue;
    ++cases;
    falls += after[i] < before[i] ? 1 : 0;
  }
  return falls / cases;
}

Finding falling_countries(const Audited& audited, Side side) {
  constexpr double least = 100'000;
  constexpr double margin = 0.1;
  Range range;
  for (const int start : quarter_starts) {
    range.take(share_that_falls(recorded_stock(audited.record(), side, start),
                                recorded_stock(audited.record(), side, start + quarter_century),
                                least));
  }
  const std::size_t draws = draws_of(audited, side);
  double sum = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    sum += share_that_falls(drawn_stock(audited, side, draw, start_2025),
                            drawn_stock(audited, side, draw, end_2050), least);
  }
  return {sum / static_cast<double>(draws), std::max(0.0, range.low - margin), range.high + margin,
          ""};
}

// Share of countries of 100,000 migrants or more whose figure of mid-2024 the 80 % band holds.
Finding band_holds_2024(const Audited& audited, Side side) {
  constexpr double least = 100'000;
  const Grid& grid = audited.grid(side == Side::immigrants ? "immigrant_stock_quantile"
                                                           : "emigrant_stock_quantile");
  const std::size_t year = audited.year(StockHistory::latest_year);
  const std::vector<double> figures =
      recorded_stock(audited.record(), side, StockHistory::latest_year);
  double cases = 0;
  double held = 0;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0 || figures[static_cast<std::size_t>(index)] < least) continue;
    const double figure = figures[static_cast<std::size_t>(index)];
    ++cases;
    held += grid.at(q10, year, country) <= figure && figure <= grid.at(q90, year, country) ? 1 : 0;
  }
  return at_least(held / cases, 0.7);
}

Finding mean_far_above(const Audited& audited, Side side) {
  constexpr double least = 100'000;
  constexpr double far = 1.25;
  const char* stem = side == Side::immigrants ? "immigrant_stock" : "emigrant_stock";
  const Grid& mean = audited.grid(fmt::format("{}_mean", stem));
  const std::vector<double> median = median_stock(audited, side, end_2050);
  double cases = 0;
  double above = 0;
  Largest found;
  for (std::size_t country = 0; country < median.size(); ++country) {
    if (median[country] < least) continue;
    const double ratio = mean.at(0, audited.year(end_2050), country) / median[country];
    found.take(ratio, fmt::format("{}: {:.2f} times", audited.name(country), ratio));
    ++cases;
    above += ratio > far ? 1 : 0;
  }
  return at_most(above / cases, 0.05, found.where);
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
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::number,
       of(ten_that_stay, Side::immigrants)},
      {"countries.ten_origins", "of the ten largest origins of 2025, among the ten in 2050",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::number,
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
