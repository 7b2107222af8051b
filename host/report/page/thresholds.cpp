#include "host/report/page/thresholds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "host/report/page/draws.h"
#include "host/report/page/html.h"
#include "host/report/page/places_data.h"
#include "host/report/page/words.h"
#include "host/report/questions/place_draws.h"
#include "host/statistics/order.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t chance_places = 20;
constexpr int chance_step_years = 5;
constexpr int chance_years_ahead = 3;
// A fine enough step: that part of the distance between the 10 % and the 90 % quantile.
constexpr double steps_in_band = 200;
constexpr std::size_t level_10 = 4;
constexpr std::size_t level_90 = 20;
static_assert(chance_levels[level_10] == 0.1 && chance_levels[level_90] == 0.9);
constexpr int chance_low_digits = 6;

struct CountryStock {
  const char* variable;
  const char* key;    // in the data, of tables
  const char* words;  // of a caption
};
constexpr std::array<CountryStock, 2> country_stocks = {
    CountryStock{"immigrant_stock", "immigrants", "Immigrants living in the country"},
    CountryStock{"emigrant_stock", "emigrants", "Emigrants from the country"}};

// The next three years after the last that a table of migrants is known of, every fifth, the last.
std::vector<std::size_t> chance_years(const EnsembleReader& reader) {
  const std::vector<int>& years = reader.header().years;
  const int known = std::max(years.front(), last_revised_year(reader));
  std::vector<std::size_t> shown;
  for (std::size_t i = 1; i < years.size(); ++i) {
    const bool next = years[i] > known && years[i] <= known + chance_years_ahead;
    const bool fifth = years[i] > known && (years[i] - years.front()) % chance_step_years == 0;
    if (next || fifth || i + 1 == years.size()) shown.push_back(i);
  }
  return shown;
}

// [kept draw] of each country, sorted.
std::vector<std::vector<double>> sorted_draws(const EnsembleReader& reader, const char* variable,
                                              std::size_t year) {
  const std::vector<double> all =
      draws_of_places(reader, variable, static_cast<std::int64_t>(year));
  const auto countries = static_cast<std::size_t>(reader.extent(Dimension::country));
  std::vector<std::vector<double>> draws(countries);
  for (std::size_t at = 0; at < all.size(); ++at) draws[at % countries].push_back(all[at]);
  for (std::vector<double>& of_country : draws) std::ranges::sort(of_country);
  return draws;
}

nlohmann::json steps_json(const std::vector<double>& sorted) {
  std::array<double, chance_levels.size()> quantiles{};
  for (std::size_t k = 0; k < quantiles.size(); ++k) {
    quantiles[k] = sorted_quantile(sorted, chance_levels[k]);
  }
  double band = quantiles[level_90] - quantiles[level_10];
  if (band <= 0) band = quantiles.back() - quantiles.front();
  const nlohmann::json low = page_number(quantiles.front(), chance_low_digits);
  const nlohmann::json step = page_number(band / steps_in_band, place_digits);
  nlohmann::json row = {low, step};
  double before = 0;
  for (std::size_t k = 1; k < quantiles.size(); ++k) {
    const double steps =
        band > 0
            ? std::max(before, std::round((quantiles[k] - low.get<double>()) / step.get<double>()))
            : 0;
    row.push_back(static_cast<std::int64_t>(steps - before));
    before = steps;
  }
  return row;
}

// Round numbers below and above, a tenth to a quarter of it apart.
std::array<double, 2> round_neighbours(double median) {
  constexpr double parts = 4;
  const double power = std::pow(10.0, std::floor(std::log10(std::max(median / parts, 1.0))));
  double step = power;
  for (const double digit : {2.0, 5.0}) {
    if (digit * power <= median / parts) step = digit * power;
  }
  const double below = std::floor(median / step) * step;
  return {below, below + step};
}

std::string chances_table(const EnsembleReader& reader, const CountryStock& stock,
                          const std::vector<std::size_t>& years) {
  const EnsembleHeader& header = reader.header();
  std::vector<std::string> headings = {"country or area", "code", "more than (persons)"};
  std::vector<std::vector<std::vector<double>>> draws;  // [year][country][draw]
  for (const std::size_t year : years) {
    headings.push_back(fmt::format("chance {}", header.years[year]));
    headings.emplace_back("± MC");
    draws.push_back(sorted_draws(reader, stock.variable, year));
  }
  std::vector<std::size_t> order(draws.back().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto median = [&draws](std::size_t country) {
    return sorted_quantile(draws.back()[country], 0.5);
  };
  std::ranges::stable_sort(order, std::greater<>(), median);
  order.resize(std::min(order.size(), chance_places));
  HtmlTable table(fmt::format("{}-chances", stock.key),
                  fmt::format("{}: chance of more than round numbers near the median of {}",
                              stock.words, header.years[years.back()]),
                  headings, 2);
  for (const std::size_t country : order) {
    for (const double limit : round_neighbours(median(country))) {
      std::vector<std::string> cells = {header.country_name[country], header.country_iso3[country],
                                        number_text(limit)};
      for (const auto& year : draws) {
        const Chance chance = chance_above(year[country], limit);
        cells.push_back(per_cent(chance.share()));
        cells.push_back(per_cent(chance.error()));
      }
      table.add_row(cells);
    }
  }
  return table.html();
}

}  // namespace

bool has_country_draws(const EnsembleReader& reader) {
  return reader.header().years.size() > 1 && keeps_enough_draws(reader) &&
         std::ranges::all_of(country_stocks, [&reader](const CountryStock& stock) {
           return reader.has(stock.variable);
         });
}

nlohmann::json chances_json(const EnsembleReader& reader) {
  const std::vector<std::size_t> shown = chance_years(reader);
  nlohmann::json data = {{"years", nlohmann::json::array()},
                         {"levels", chance_levels},
                         {"draws", reader.extent(Dimension::realization)}};
  for (const CountryStock& stock : country_stocks) {
    data[stock.key] =
        std::vector<nlohmann::json>(reader.header().country_iso3.size(), nlohmann::json::array());
  }
  for (const std::size_t year : shown) {
    data["years"].push_back(reader.header().years[year]);
    for (const CountryStock& stock : country_stocks) {
      const auto draws = sorted_draws(reader, stock.variable, year);
      for (std::size_t country = 0; country < draws.size(); ++country) {
        data[stock.key][country].push_back(steps_json(draws[country]));
      }
    }
  }
  return data;
}

std::string chances_as_html(const EnsembleReader& reader) {
  const std::vector<std::size_t> all = chance_years(reader);
  std::vector<std::size_t> shown = {all.front(), all[all.size() / 2], all.back()};
  shown.erase(std::ranges::unique(shown).begin(), shown.end());
  std::string html;
  for (const CountryStock& stock : country_stocks) html += chances_table(reader, stock, shown);
  return html;
}

}  // namespace peregrine
