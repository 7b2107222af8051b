// What the draws live through: warming, war, flight, hot years.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "host/report/page/decomposition.h"
#include "host/report/page/draws.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

constexpr int driver_row_years = 5;
constexpr const char* decomposition_remedy =
    "What share of the spread each driver causes does not follow from these draws alone: "
    "<code>peregrine decompose SCENARIO.toml --json &gt; SHARES.json</code> simulates the scenario "
    "again with each driver frozen and with new luck for it, and <code>peregrine report FILE.h5 "
    "--decomposition SHARES.json</code> shows here what it finds. The scenario's text stands at "
    "the end of this page.";

struct Driver {
  const char* variable;
  const char* title;
  const char* unit;
  double shown_per_unit;
  int decimals;
};

constexpr std::array<Driver, 6> drivers = {
    Driver{"global_mean_temperature", "Temperature of the globe above 1850-1900, on 1 January", "K",
           1.0, 2},
    Driver{"displaced_abroad", "Persons displaced abroad, end of year", "millions of persons", 1e-6,
           1},
    Driver{"war_countries", "Countries with 1,000 deaths or more in conflicts of a state in a year",
           "countries", 1.0, 0},
    Driver{"conflict_deaths", "Deaths from organised violence in a year", "thousands of persons",
           1e-3, 0},
    Driver{"food_stressed", "Persons under food stress in a year, from hot years where they farm",
           "millions of persons", 1e-6, 0},
    Driver{"global_stock_revision",
           "Correction of the stock by a later UN table in a year; nobody moves by it",
           "millions of persons", 1e-6, 2}};

void add_rows(HtmlTable& table, const Driver& driver, const std::vector<int>& years,
              const std::vector<DrawBands>& all) {
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (years[i] % driver_row_years != 0 && i + 1 < years.size()) continue;
    const ChartedQuantiles& at = all[i].quantiles;
    const auto cell = [&driver](double value) {
      return number_text(value * driver.shown_per_unit, driver.decimals);
    };
    table.add_row({std::to_string(years[i]), cell(at[charted_median]),
                   number_text(all[i].median_error * driver.shown_per_unit, driver.decimals + 1),
                   cell(at[1]), cell(at[5]), cell(at[0]), cell(at[6])});
  }
}

// Bands of each driver as charts and, folded, as tables; the charts' numbers are added to `data`.
std::string bands_as_html(const EnsembleReader& reader, nlohmann::json& data) {
  if (!keeps_enough_draws(reader)) return few_draws_note(reader);
  const std::vector<int>& years = reader.header().years;
  std::string charts;
  std::string tables;
  for (const Driver& driver : drivers) {
    if (!reader.has(driver.variable)) continue;
    FanChart chart;
    chart.id = std::string(driver.variable) + "-chart";
    chart.title = driver.title;
    chart.unit = driver.unit;
    chart.shown_per_unit = driver.shown_per_unit;
    chart.x.assign(years.begin(), years.end());
    std::vector<DrawBands> all;
    for (std::vector<double>& draws : draws_by_year(reader, driver.variable)) {
      all.push_back(bands_of(std::move(draws)));
      chart.quantiles.push_back(all.back().quantiles);
    }
    HtmlTable table(std::string(driver.variable) + "-table",
                    fmt::format("{}: {}", driver.title, driver.unit),
                    {"year", "median", "± MC", "80 % from", "80 % to", "95 % from", "95 % to"});
    add_rows(table, driver, years, all);
    if (charts.empty()) charts = legend_as_html(chart) + "<div class=\"small\">";
    charts += chart_as_html(chart, Legend::shared);
    tables += table.html();
    data.push_back(chart_as_json(chart));
  }
  return paragraph(fmt::format(
             "The bands are of the {} draws that the file keeps one by one. Years that were "
             "observed are the same in all draws: there the line has no bands.",
             number_text(static_cast<double>(reader.extent(Dimension::realization))))) +
         charts + "</div>" + folded("These numbers as tables", tables);
}

}  // namespace

PageView drivers_view(const PageSources& sources) {
  nlohmann::json charts = nlohmann::json::array();
  std::string html =
      paragraph(
          "Each draw has its own climate, wars, displaced persons and hot years; these move its "
          "migrants.") +
      bands_as_html(sources.reader, charts) +
      note(vintages_of(sources.history, {"climate/members.csv", "history/conflict_deaths.csv",
                                         "history/refugees.csv"})) +
      (sources.decomposition != nullptr
           ? decomposition_as_html(sources.reader, *sources.decomposition)
           : note(decomposition_remedy));
  return {"drivers",
          "Drivers",
          "What do the draws live through, and what drives the spread?",
          std::move(html),
          {{"charts", std::move(charts)}}};
}

}  // namespace peregrine
