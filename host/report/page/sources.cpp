#include "host/report/page/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "host/report/page/html.h"

namespace peregrine {
namespace {

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();
// Beyond it a double does not hold every whole number.
constexpr double largest_exact = 9007199254740992.0;

// What is missing counts as nothing beside what is there.
void add_to(double& sum, double number) {
  if (std::isnan(number)) return;
  sum = std::isnan(sum) ? number : sum + number;
}

StockRecord empty_record() {
  StockRecord record{};
  record.fill(not_there);
  return record;
}

StockRecord world_of(const StockHistory& history) {
  StockRecord world = empty_record();
  for (std::size_t pair = 0; pair < history.pairs(); ++pair) {
    for (std::size_t time = 0; time < world.size(); ++time) {
      add_to(world[time], history.stock[pair * StockHistory::times + time]);
    }
  }
  return world;
}

StockRecords records_of(const EnsembleReader& reader, const Countries& countries,
                        const std::string& inputs_dir) {
  const EnsembleHeader& header = reader.header();
  const StockHistory history = load_stock_history(inputs_dir, Revision::rev2020);
  StockRecords records;
  for (int year = StockHistory::first_year; year <= StockHistory::last_year;
       year += StockHistory::step_years) {
    records.years.push_back(year);
  }
  records.world = world_of(history);
  const StockHistory later = load_stock_history(inputs_dir, Revision::rev2024);
  const StockRecord before = world_of(later);
  records.later_years = records.years;
  records.world_later.assign(before.begin(), before.end());
  if (!later.latest.empty()) {
    records.later_years.push_back(StockHistory::latest_year);
    records.world_later.push_back(not_there);
    for (const double stock : later.latest) add_to(records.world_later.back(), stock);
  }
  records.immigrants.assign(header.country_iso3.size(), empty_record());
  records.emigrants = records.immigrants;
  records.corridor.assign(header.corridor_origin.size(), empty_record());
  for (std::size_t pair = 0; pair < history.pairs(); ++pair) {
    const std::string& origin = countries.iso3[static_cast<std::size_t>(history.origin[pair])];
    const std::string& destination =
        countries.iso3[static_cast<std::size_t>(history.destination[pair])];
    const int from = reader.country_index(origin);
    const int to = reader.country_index(destination);
    if (from < 0 || to < 0) continue;
    const int corridor = reader.corridor_index(origin, destination);
    for (std::size_t time = 0; time < StockHistory::times; ++time) {
      const double stock = history.stock[pair * StockHistory::times + time];
      add_to(records.immigrants[static_cast<std::size_t>(to)][time], stock);
      add_to(records.emigrants[static_cast<std::size_t>(from)][time], stock);
      if (corridor >= 0) records.corridor[static_cast<std::size_t>(corridor)][time] = stock;
    }
  }
  return records;
}

}  // namespace

PageHistory read_page_history(const EnsembleReader& reader, const std::string& inputs_dir) {
  const Countries countries = load_countries(inputs_dir);
  PageHistory history;
  history.stock = records_of(reader, countries, inputs_dir);
  history.irregular = load_irregular_history(inputs_dir);
  for (const std::string& code : reader.header().country_iso3) {
    const int index = countries.index_of(code);
    history.m49.push_back(index < 0 ? 0 : countries.m49[static_cast<std::size_t>(index)]);
  }
  history.vintages = load_vintages(inputs_dir);
  history.same_inputs = sha256_of_inputs(inputs_dir) == reader.header().inputs_sha256;
  return history;
}

std::string vintages_of(const std::optional<PageHistory>& history,
                        const std::vector<std::string>& tables) {
  std::string words;
  if (!history) return words;
  for (const Vintage& vintage : history->vintages) {
    if (std::ranges::find(tables, vintage.table) == tables.end()) continue;
    words += words.empty() ? "Figures: " : "; ";
    words += escaped(vintage.publisher);
    if (!vintage.edition.empty()) words += ", " + escaped(vintage.edition);
    if (!vintage.last_observation.empty())
      words += " (to " + escaped(vintage.last_observation) + ")";
  }
  return words.empty() ? words : words + ".";
}

ChartedQuantiles charted_of(const StockEstimate& estimate) {
  ChartedQuantiles quantiles{};
  for (std::size_t i = 0; i < charted.size(); ++i) quantiles[i] = estimate.quantile[charted[i]];
  return quantiles;
}

nlohmann::json page_number(double number, int digits) {
  if (!std::isfinite(number)) return {};
  const double rounded = std::strtod(fmt::format("{:.{}e}", number, digits - 1).c_str(), nullptr);
  if (rounded == std::floor(rounded) && std::abs(rounded) < largest_exact) {
    return static_cast<std::int64_t>(rounded);
  }
  return rounded;
}

}  // namespace peregrine
