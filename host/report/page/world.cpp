// The world's migrants: where they come from in time and where they may go.
#include <fmt/format.h>

#include <cmath>

#include "host/report/page/draws.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::int64_t sample_paths = 12;
constexpr int years_between_rows = 5;
// From which the naive line takes its slope.
constexpr double slope_years = 10;

std::vector<StockEstimate> world_estimates(const EnsembleReader& reader) {
  const auto years = static_cast<std::int64_t>(reader.header().years.size());
  std::vector<StockEstimate> estimates;
  for (const auto& year : read_estimates(reader, Stock::world, 0, years, 0, 1)) {
    estimates.push_back(year.front());
  }
  return estimates;
}

void add_records(FanChart& chart, const StockRecords& records) {
  const std::vector<double> x(records.years.begin(), records.years.end());
  chart.lines.push_back({"history",
                         "UN table, edition 2020: what the forecast begins at",
                         x,
                         {records.world.begin(), records.world.end()}});
  chart.lines.push_back({"later",
                         "UN table, edition 2024",
                         {records.later_years.begin(), records.later_years.end()},
                         records.world_later});
}

// What a reader without a model would say.
void add_naive_lines(FanChart& chart, const StockRecords& records) {
  const double last = records.world.back();
  const double before = records.world[records.world.size() - 3];
  const double slope = (last - before) / slope_years;
  ChartLine same = {"naive", "simple rule: nothing changes after 2020", {}, {}};
  ChartLine trend = {"naive2", "simple rule: it grows on as from 2010 to 2020", {}, {}};
  for (const double year : chart.x) {
    const double after = year - records.years.back();
    if (after < 0) continue;
    same.x.push_back(year);
    same.y.push_back(last);
    trend.x.push_back(year);
    trend.y.push_back(last + slope * after);
  }
  chart.lines.push_back(same);
  chart.lines.push_back(trend);
}

void add_sample_paths(FanChart& chart, const EnsembleReader& reader) {
  const std::int64_t paths = std::min(sample_paths, reader.extent(Dimension::realization));
  const auto years = static_cast<std::int64_t>(chart.x.size());
  const std::vector<double> values = reader.read("global_migrant_stock", {{0, 0}, {paths, years}});
  for (std::int64_t path = 0; path < paths; ++path) {
    const auto begin = values.begin() + path * years;
    chart.lines.push_back(
        {"path",
         path == 0 ? fmt::format("{} single draws, the first of all", paths) : std::string(),
         chart.x,
         {begin, begin + years}});
  }
}

std::string world_lead(const std::vector<int>& years, const std::vector<StockEstimate>& all) {
  const StockEstimate& first = all.front();
  const StockEstimate& last = all.back();
  return paragraph(fmt::format(
      "In mid-{} about <strong>{}</strong> million people live in a country or area other than "
      "that of their origin (median). 8 of 10 draws lie between {} and {} million. In {} it was {} "
      "million. Another run of as many draws would move the median of {} by about ±{} million "
      "(Monte Carlo standard error); this says nothing about errors of the model itself.",
      years.back(), millions(last.median()), millions(last.quantile[bands[1].low]),
      millions(last.quantile[bands[1].high]), years.front(), millions(first.median()), years.back(),
      grouped(last.median_error() * 1e-6, 3)));
}

// Says so where draws were corrected by a table that was published after the first year.
std::string led_to_table(const EnsembleReader& reader) {
  const int last = last_revised_year(reader);
  if (last == 0) return {};
  return paragraph(
      fmt::format("Every draw was led to the United Nations' table of mid-{}, which was published "
                  "after the first: up to then the bands say how sure these figures are, and the "
                  "forecast begins after it.",
                  last));
}

std::string world_table(const std::vector<int>& years, const std::vector<StockEstimate>& all) {
  HtmlTable table(
      "world-table", "International migrants in the world, millions, mid-year",
      {"year", "median", "± MC", "80 % from", "80 % to", "95 % from", "95 % to", "mean"});
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (years[i] % years_between_rows != 0 && i + 1 < years.size()) continue;
    const StockEstimate& at = all[i];
    table.add_row({std::to_string(years[i]), millions(at.median()),
                   grouped(at.median_error() * 1e-6, 3), millions(at.quantile[bands[1].low]),
                   millions(at.quantile[bands[1].high]), millions(at.quantile[bands[2].low]),
                   millions(at.quantile[bands[2].high]), millions(at.mean)});
  }
  return table.html();
}

}  // namespace

PageView world_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  const std::vector<int>& years = reader.header().years;
  const std::vector<StockEstimate> all = world_estimates(reader);
  FanChart chart;
  chart.id = "world-chart";
  chart.title = "International migrants in the world, mid-year";
  chart.unit = "millions of persons";
  chart.shown_per_unit = 1e-6;
  chart.digits = 12;
  for (std::size_t i = 0; i < years.size(); ++i) {
    chart.x.push_back(years[i]);
    chart.quantiles.push_back(charted_of(all[i]));
  }
  add_sample_paths(chart, reader);
  if (sources.history) {
    add_records(chart, sources.history->stock);
    if (years.front() == sources.history->stock.years.back()) {
      add_naive_lines(chart, sources.history->stock);
    }
  }
  chart.last_observed = years.front();
  chart.last_observed_words = fmt::format("last table before the forecast: {}", years.front());
  return {"world",
          "World",
          fmt::format("How many migrants will there be in {}?", years.back()),
          world_lead(years, all) + led_to_table(reader) + chart_as_html(chart) +
              note(vintages_of(sources.history,
                               {"history/stock_rev2020.csv", "history/stock_rev2024.csv"})) +
              world_table(years, all),
          {{"charts", {chart_as_json(chart)}}}};
}

}  // namespace peregrine
