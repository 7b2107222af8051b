#include "host/audit/record.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace peregrine {
namespace {

double zero_if_missing(double value) {
  return std::isfinite(value) ? value : 0.0;
}

double world_at(const std::vector<float>& values, int rows, int year) {
  double sum = 0;
  for (int row = 0; row < rows; ++row) {
    sum += static_cast<double>(values[DisplacementHistory::at(row, year)]);
  }
  return sum;
}

std::vector<int> years_between(int first, int last) {
  std::vector<int> years(static_cast<std::size_t>(last - first + 1));
  std::iota(years.begin(), years.end(), first);
  return years;
}

// Over the months of a year that have a count.
double months_counted(const IrregularHistory& history, const std::vector<double>& counts,
                      int border, int year) {
  double sum = 0;
  for (int month = month_number(year, 1); month <= month_number(year, 12); ++month) {
    sum += zero_if_missing(counts[history.border_at(month, border)]);
  }
  return sum;
}

}  // namespace

const std::vector<int>& displaced_years() {
  static const std::vector<int> years =
      years_between(DisplacementHistory::first_year, DisplacementHistory::last_year);
  return years;
}

const std::vector<int>& newly_displaced_years() {
  static const std::vector<int> years = years_between(2000, DisplacementHistory::last_year);
  return years;
}

const std::vector<int>& war_years() {
  static const std::vector<int> years =
      years_between(ConflictHistory::first_counted, ConflictHistory::last_year);
  return years;
}

Record load_record(const std::string& inputs_dir) {
  Record record;
  record.countries = load_countries(inputs_dir);
  record.stock = load_stock_history(inputs_dir, Revision::rev2024);
  record.earlier_stock = load_stock_history(inputs_dir, Revision::rev2020);
  record.population = load_population_by_year(inputs_dir);
  record.conflict = load_conflict_history(inputs_dir, record.countries);
  record.displacement = load_displacement_history(inputs_dir);
  record.irregular = load_irregular_history(inputs_dir);
  record.climate = load_climate_references(inputs_dir);
  record.country_of_area_ = countries_of_areas(record.displacement, record.countries);
  return record;
}

const std::vector<int>& Record::stock_years() {
  static const std::vector<int> years = {1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024};
  return years;
}

double Record::stock_of(std::size_t pair, int year) const {
  return zero_if_missing(year == StockHistory::latest_year
                             ? stock.latest[pair]
                             : stock.stock[StockHistory::at(pair, year)]);
}

double Record::world_stock(int year) const {
  double sum = 0;
  for (std::size_t pair = 0; pair < stock.pairs(); ++pair) sum += stock_of(pair, year);
  return sum;
}

double Record::earlier_world_stock(int year) const {
  double sum = 0;
  for (std::size_t pair = 0; pair < earlier_stock.pairs(); ++pair) {
    sum += zero_if_missing(earlier_stock.stock[StockHistory::at(pair, year)]);
  }
  return sum;
}

std::vector<double> Record::immigrants(int year) const {
  std::vector<double> sums(static_cast<std::size_t>(size()), 0.0);
  for (std::size_t pair = 0; pair < stock.pairs(); ++pair) {
    sums[static_cast<std::size_t>(stock.destination[pair])] += stock_of(pair, year);
  }
  return sums;
}

std::vector<double> Record::emigrants(int year) const {
  std::vector<double> sums(static_cast<std::size_t>(size()), 0.0);
  for (std::size_t pair = 0; pair < stock.pairs(); ++pair) {
    sums[static_cast<std::size_t>(stock.origin[pair])] += stock_of(pair, year);
  }
  return sums;
}

double Record::world_population(int year) const {
  double sum = 0;
  for (int country = 0; country < countries.unknown_origin(); ++country) {
    sum += zero_if_missing(population.persons(country, year));
  }
  return sum;
}

Range Record::shares_away(const std::vector<int>& years, double least,
                          const std::function<std::vector<double>(int year)>& away) const {
  Range range;
  for (const int year : years) {
    const std::vector<double> counts = away(year);
    for (int country = 0; country < countries.unknown_origin(); ++country) {
      const double persons = population.persons(country, year);
      const double absent = counts[static_cast<std::size_t>(country)];
      if (persons > least) range.take(absent / (persons + absent));
    }
  }
  return range;
}

std::vector<double> Record::by_origin(const std::vector<float>& first,
                                      const std::vector<float>& second,
                                      const std::vector<float>* third, int year) const {
  std::vector<double> sums(static_cast<std::size_t>(size()), 0.0);
  for (int pair = 0; pair < displacement.pairs(); ++pair) {
    const auto area = static_cast<std::size_t>(displacement.origin[static_cast<std::size_t>(pair)]);
    if (country_of_area_[area] < 0) continue;
    const std::size_t cell = DisplacementHistory::at(pair, year);
    sums[static_cast<std::size_t>(country_of_area_[area])] +=
        static_cast<double>(first[cell]) + static_cast<double>(second[cell]) +
        (third == nullptr ? 0.0 : static_cast<double>((*third)[cell]));
  }
  return sums;
}

std::vector<double> Record::displaced(int year) const {
  return by_origin(displacement.refugees, displacement.others, nullptr, year);
}

std::vector<std::vector<double>> Record::displaced_by_year() const {
  std::vector<std::vector<double>> counts;
  for (const int year : displaced_years()) counts.push_back(displaced(year));
  return counts;
}

std::vector<double> Record::newly_displaced(int year) const {
  return by_origin(displacement.new_refugees, displacement.new_others, &displacement.claims, year);
}

double Record::world_displaced(int year) const {
  return world_at(displacement.refugees, displacement.pairs(), year) +
         world_at(displacement.others, displacement.pairs(), year);
}

double Record::world_newly_displaced(int year) const {
  return world_at(displacement.new_refugees, displacement.pairs(), year) +
         world_at(displacement.new_others, displacement.pairs(), year) +
         world_at(displacement.claims, displacement.pairs(), year);
}

double Record::deaths(int country, int year) const {
  return conflict.deaths[ConflictHistory::at(country, year)];
}

double Record::fought(int country, int year) const {
  return conflict.fought[ConflictHistory::at(country, year)];
}

bool Record::at_war(int country, int year) const {
  return fought(country, year) >= war_deaths;
}

double Record::most_deaths(int country, int last_year) const {
  double most = 0;
  for (const int year : war_years()) {
    if (year <= last_year) most = std::max(most, deaths(country, year));
  }
  return most;
}

double Record::world_deaths(int year) const {
  double sum = 0;
  for (int country = 0; country < size(); ++country) sum += deaths(country, year);
  return sum;
}

double Record::gdp(int country, int year) const {
  return conflict.gdp_ppp[ConflictHistory::at(country, year)];
}

double Record::deaths_at(int border, int year) const {
  return months_counted(irregular, irregular.deaths, border, year);
}

double Record::detected_at(int border, int year) const {
  return months_counted(irregular, irregular.totals, border, year);
}

double Record::detections(std::string_view route, int year) const {
  double sum = 0;
  bool any = false;
  for (int border = 0; border < irregular.border_count(); ++border) {
    if (irregular.borders[static_cast<std::size_t>(border)].route != route) continue;
    int months = 0;
    double of_border = 0;
    for (int month = month_number(year, 1); month <= month_number(year, 12); ++month) {
      const double count = irregular.totals[irregular.border_at(month, border)];
      if (!std::isfinite(count)) continue;
      of_border += count;
      ++months;
    }
    // A border that nobody counts at has no month at all.
    if (months > 0 && months < 12) return std::numeric_limits<double>::quiet_NaN();
    any = any || months == 12;
    sum += of_border;
  }
  return any ? sum : std::numeric_limits<double>::quiet_NaN();
}

std::vector<int> Record::years_of(std::string_view route) const {
  std::vector<int> years;
  for (int year = IrregularHistory::first_month / 12; year <= IrregularHistory::last_month / 12;
       ++year) {
    if (std::isfinite(detections(route, year))) years.push_back(year);
  }
  return years;
}

}  // namespace peregrine
