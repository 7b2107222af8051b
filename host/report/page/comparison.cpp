// What another scenario changes, on the same draws.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/compare/compare.h"
#include "host/report/compare/paired_files.h"
#include "host/report/page/draws.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

constexpr int comparison_row_years = 5;

FanChart difference_chart(const ComparablePair& pair) {
  const std::vector<int>& years = pair.a.header().years;
  FanChart chart;
  chart.id = "comparison-chart";
  chart.title = fmt::format("Migrants in the world: {} less {}", pair.b.header().scenario,
                            pair.a.header().scenario);
  chart.unit = "millions of persons";
  chart.shown_per_unit = 1e-6;
  chart.digits = 12;
  for (std::size_t year = 0; year < years.size(); ++year) {
    const Both stock(pair, "global_migrant_stock",
                     {{0, static_cast<std::int64_t>(year)}, {pair.a.header().kept, 1}});
    std::vector<double> differences;
    for (std::size_t draw = 0; draw < stock.a.size(); ++draw) {
      differences.push_back(stock.b[draw] - stock.a[draw]);
    }
    chart.x.push_back(years[year]);
    chart.quantiles.push_back(bands_of(std::move(differences)).quantiles);
  }
  return chart;
}

std::string keys_table(const Comparison& comparison) {
  HtmlTable table("comparison-keys", "In which keys the two scenarios differ",
                  {"key", comparison.a.scenario, comparison.b.scenario}, 3);
  for (const ChangedKey& key : comparison.changed) {
    table.add_row({key.key, key.in_a.empty() ? "—" : key.in_a, key.in_b.empty() ? "—" : key.in_b});
  }
  return table.empty() ? paragraph("The two scenarios have the same keys.") : table.html();
}

std::string in_per_cent(const PairedMean& mean) {
  return mean.mean_a == 0 ? "—" : fmt::format("{:+.2f} %", 100 * mean.difference / mean.mean_a);
}

std::string world_differences_table(const ComparisonTable& world, bool of_enough_draws) {
  HtmlTable table("comparison-table", "Migrants in the world, difference, millions",
                  {"year", "mean difference", "± MC", "in per cent", "10 % of draws below",
                   "median", "90 % of draws below", "chance that it is more", "± MC"});
  const std::vector<Difference>& rows = world.series.front().differences;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Difference row = rows[i];
    if (!of_enough_draws) row.spread.reset();
    if (row.year % comparison_row_years != 0 && i + 1 < rows.size()) continue;
    const auto quantile = [&row](std::size_t level) {
      return row.spread ? number_text(row.spread->quantile[level] * 1e-6, 3) : std::string("—");
    };
    // Where all draws are equal, there is nothing to be more or less.
    const auto chance = [&row](double PairedSpread::*member) {
      return row.spread && row.spread->ties < 1 ? per_cent(*row.spread.*member) : std::string("—");
    };
    table.add_row({std::to_string(row.year), number_text(row.mean.difference * 1e-6, 3),
                   number_text(row.mean.error * 1e-6, 4), in_per_cent(row.mean), quantile(0),
                   quantile(1), quantile(2), chance(&PairedSpread::probability),
                   chance(&PairedSpread::probability_error)});
  }
  return table.html();
}

std::string places_table(const ComparisonTable& places, std::size_t number) {
  HtmlTable table(
      fmt::format("comparison-places-{}", number), places.title + ", persons",
      {"place", "code", "mean, first scenario", "mean difference", "± MC", "in per cent"}, 2);
  for (const DifferenceSeries& series : places.series) {
    const PairedMean& mean = series.differences.front().mean;
    table.add_row({series.place.label, code_of(series.place), short_persons(mean.mean_a),
                   short_persons(mean.difference), short_persons(mean.error), in_per_cent(mean)});
  }
  return table.html();
}

std::string borders_table(const ComparablePair& pair) {
  if (pair.a.header().routes.empty()) return "";
  CompareRequest request;
  request.border = "all";
  std::string html;
  for (const BorderTable& borders : compare(pair, request).borders) {
    HtmlTable table("comparison-" + borders.quantity, borders.title,
                    {"border", "years", "mean, first scenario", "mean difference", "± MC"}, 2);
    for (const BorderDifference& row : borders.rows) {
      table.add_row({row.code, row.period, number_text(row.mean.mean_a),
                     number_text(row.mean.difference, 1), number_text(row.mean.error, 1)});
    }
    html += table.html();
  }
  return folded("Differences at the borders of irregular crossings", html);
}

}  // namespace

PageView comparison_view(const PageSources& sources) {
  PageView view = {"comparison", "Two scenarios", "What does the other scenario change?", "", {}};
  if (sources.pair == nullptr) return view;
  const ComparablePair& pair = *sources.pair;
  const Comparison comparison = compare(pair, {});
  const PairedMean& last = comparison.tables.front().series.front().differences.back().mean;
  const bool enough = keeps_enough_draws(pair.a);
  view.html = paragraph(fmt::format(
      "In {} the world has <strong>{} million migrants {}</strong> in the scenario {} than in {} "
      "(mean difference; Monte Carlo standard error ±{} million). Draw by draw both scenarios have "
      "the same luck, so the difference shows what the scenario does.",
      pair.a.header().years.back(), number_text(std::abs(last.difference) * 1e-6, 3),
      last.difference < 0 ? "fewer" : "more", escaped(comparison.b.scenario),
      escaped(comparison.a.scenario), number_text(last.error * 1e-6, 4)));
  view.html += keys_table(comparison);
  view.data["charts"] = nlohmann::json::array();
  if (enough) {
    const FanChart chart = difference_chart(pair);
    view.html += chart_as_html(chart);
    view.data["charts"].push_back(chart_as_json(chart));
  } else {
    view.html += few_draws_note(pair.a);
  }
  view.html += world_differences_table(comparison.tables.front(), enough);
  std::string places = paragraph(
      "Chosen by their differences, so some are there by chance: read each with its ± MC.");
  for (std::size_t i = 1; i < comparison.tables.size(); ++i) {
    places += places_table(comparison.tables[i], i);
  }
  view.html += folded("The places that differ most", places) + borders_table(pair);
  return view;
}

}  // namespace peregrine
