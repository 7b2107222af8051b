#include "host/report/compare/borders.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "host/report/compare/paired_files.h"
#include "host/report/kept_draws.h"
#include "host/store/batches.h"
#include "kernels/routes/view.h"

namespace peregrine {
namespace {

struct Quantity {
  std::string_view name;
  std::string_view variable;  // (batch, year, border or front)
  std::string_view draws;     // (draw, month, border or front); empty: not held one by one
  Dimension place;
  std::string_view title;
};

constexpr Quantity quantities[] = {
    {"attempts", "irregular_attempts_batch_mean", "irregular_attempts", Dimension::border,
     "Attempts to cross"},
    {"detections", "border_detections_batch_mean", "", Dimension::border, "Crossings detected"},
    {"entries", "irregular_entries_batch_mean", "irregular_entries", Dimension::border,
     "Persons who got in"},
    {"deaths", "irregular_deaths_batch_mean", "irregular_deaths", Dimension::border,
     "Dead and missing"},
    {"diverted", "irregular_diverted_batch_mean", "irregular_diverted", Dimension::border,
     "Attempts diverted to another border"},
    {"campaign_months", "campaign_months_batch_mean", "campaign_active", Dimension::front,
     "Months of campaign"}};

std::string period_of(const EnsembleReader& reader, const YearRange& years) {
  const auto number = [&reader](std::int64_t at) {
    return reader.header().years[static_cast<std::size_t>(at)];
  };
  if (years.count == 1) return std::to_string(number(years.first));
  return fmt::format("{}-{}", number(years.first), number(years.first + years.count - 1));
}

// Sums by batch over years and places.
std::vector<double> sums_by_batch(const std::vector<double>& values, std::size_t batches) {
  const std::size_t cells = values.size() / batches;
  std::vector<double> sums;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(batch * cells);
    sums.push_back(std::accumulate(first, first + static_cast<std::ptrdiff_t>(cells), 0.0));
  }
  return sums;
}

// How the difference of the same sum is spread over the draws that both files hold one by one:
// chance and what is not known of events and measures alike.
std::optional<PairedSpread> spread_of(const ComparablePair& pair, const Quantity& quantity,
                                      const YearRange& years, std::int64_t first,
                                      std::int64_t places) {
  if (quantity.draws.empty() || !keeps_enough_draws(pair.a)) return std::nullopt;
  const auto kept = static_cast<std::size_t>(pair.a.header().kept);
  std::vector<double> a(kept, 0.0);
  std::vector<double> b(kept, 0.0);
  for (std::int64_t year = years.first; year < years.first + years.count; ++year) {
    const Both values(pair, quantity.draws,
                      {{0, year * months_a_year, first},
                       {static_cast<std::int64_t>(kept), months_a_year, places}});
    const std::vector<double> of_a = sums_by_batch(values.a, kept);
    const std::vector<double> of_b = sums_by_batch(values.b, kept);
    for (std::size_t draw = 0; draw < kept; ++draw) {
      a[draw] += of_a[draw];
      b[draw] += of_b[draw];
    }
  }
  return paired_spread(a, b);
}

// The difference of the sum over years and places from `first` on.
BorderDifference difference_of(const ComparablePair& pair, const Quantity& quantity,
                               const YearRange& years, std::int64_t first, std::int64_t places,
                               const std::string& code) {
  const std::vector<double> draws = batch_sizes(pair.a.header().draws);
  const Both means(
      pair, quantity.variable,
      {{0, years.first, first}, {static_cast<std::int64_t>(draws.size()), years.count, places}});
  return {code, period_of(pair.a, years),
          paired_mean(sums_by_batch(means.a, draws.size()), sums_by_batch(means.b, draws.size()),
                      draws),
          spread_of(pair, quantity, years, first, places)};
}

// The places of a quantity that belong to a border: itself, or its fronts.
std::vector<std::size_t> places_at(const RouteNames& names, Dimension place, std::size_t border) {
  if (place == Dimension::border) return {border};
  std::vector<std::size_t> fronts;
  for (std::size_t front = 0; front < names.front_border.size(); ++front) {
    if (names.front_border[front] == static_cast<std::int32_t>(border)) fronts.push_back(front);
  }
  return fronts;
}

BorderTable table_of_border(const ComparablePair& pair, const Quantity& quantity,
                            std::size_t border, const YearRange& years) {
  const RouteNames& names = pair.a.header().routes;
  const std::vector<std::string>& codes =
      quantity.place == Dimension::border ? names.border_code : names.front_code;
  BorderTable table = {std::string(quantity.name),
                       fmt::format("{}, {}", quantity.title, names.border_name[border]),
                       {},
                       pair.a.header().draws};
  for (const std::size_t place : places_at(names, quantity.place, border)) {
    const auto at = static_cast<std::int64_t>(place);
    for (std::int64_t year = years.first; year < years.first + years.count; ++year) {
      table.rows.push_back(difference_of(pair, quantity, {year, 1}, at, 1, codes[place]));
    }
    if (years.count > 1) {
      table.rows.push_back(difference_of(pair, quantity, years, at, 1, codes[place]));
    }
  }
  return table;
}

BorderTable table_of_all(const ComparablePair& pair, const Quantity& quantity,
                         const YearRange& years) {
  const RouteNames& names = pair.a.header().routes;
  const std::vector<std::string>& codes =
      quantity.place == Dimension::border ? names.border_code : names.front_code;
  BorderTable table = {std::string(quantity.name),
                       fmt::format("{}, {}", quantity.title, period_of(pair.a, years)),
                       {},
                       pair.a.header().draws};
  const auto places = static_cast<std::int64_t>(codes.size());
  for (std::int64_t place = 0; place < places; ++place) {
    table.rows.push_back(
        difference_of(pair, quantity, years, place, 1, codes[static_cast<std::size_t>(place)]));
  }
  if (places > 0) table.rows.push_back(difference_of(pair, quantity, years, 0, places, "all"));
  return table;
}

// From the draws that both files hold one by one.
BorderTable cost_table(const ComparablePair& pair, const YearRange& years) {
  const std::int64_t kept = pair.a.header().kept;
  const std::vector<double> single(static_cast<std::size_t>(kept), 1.0);
  std::vector<double> a(single.size(), 0.0);
  std::vector<double> b(single.size(), 0.0);
  for (std::int64_t year = years.first; year < years.first + years.count; ++year) {
    const Both cost(pair, "response_cost", {{0, year}, {kept, 1}});
    for (std::size_t draw = 0; draw < single.size(); ++draw) {
      a[draw] += cost.a[draw];
      b[draw] += cost.b[draw];
    }
  }
  const std::string period = period_of(pair.a, years);
  return {"response_cost",
          fmt::format("Cost of the responses, million euros, {}", period),
          {{"all", period, paired_mean(a, b, single), paired_spread(a, b)}},
          kept};
}

}  // namespace

std::vector<BorderTable> border_tables(const ComparablePair& pair, const std::string& border,
                                       const std::optional<int>& year) {
  const YearRange years = require_years(pair.a, year);
  const std::vector<std::size_t> borders = require_borders(pair.a, border);
  const bool fronts = pair.a.extent(Dimension::front) > 0;
  std::vector<BorderTable> tables;
  for (const Quantity& quantity : quantities) {
    if (quantity.place == Dimension::front && !fronts) continue;
    tables.push_back(borders.size() > 1 ? table_of_all(pair, quantity, years)
                                        : table_of_border(pair, quantity, borders.front(), years));
    if (tables.back().rows.empty()) tables.pop_back();
  }
  if (borders.size() > 1) tables.push_back(cost_table(pair, years));
  return tables;
}

}  // namespace peregrine
