// A summary for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/summary.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t country_width = 34;
constexpr std::size_t corridor_width = 46;

Unit unit_of(const SummaryTable& table) {
  double greatest = 0;
  for (const StockSeries& series : table.series) {
    for (const StockEstimate& estimate : series.estimates) {
      greatest = std::max(greatest, estimate.median());
    }
  }
  return unit_for(greatest);
}

std::string band_in_unit(const StockEstimate& estimate, const Band& band, const Unit& unit) {
  return fmt::format("{} – {}", in_unit(estimate.quantile[band.low], unit),
                     in_unit(estimate.quantile[band.high], unit));
}

std::string band_heading(const Band& band) {
  return fmt::format("{:.0f} % band", 100 * band.share);
}

std::string years_as_text(const SummaryTable& table, const Unit& unit) {
  TextTable text;
  text.add_column("year", Align::right);
  text.add_column("median", Align::right);
  text.add_column("± MC", Align::right);
  for (const Band& band : bands) text.add_column(band_heading(band), Align::right);
  double greatest_error = 0;
  for (const StockSeries& series : table.series) {
    for (std::size_t i = 0; i < series.years.size(); ++i) {
      const StockEstimate& estimate = series.estimates[i];
      std::vector<std::string> cells = {std::to_string(series.years[i]),
                                        in_unit(estimate.median(), unit),
                                        error_in_unit(estimate.median_error(), unit)};
      for (const Band& band : bands) cells.push_back(band_in_unit(estimate, band, unit));
      text.add_row(std::move(cells));
      for (const std::size_t bound : {bands.back().low, bands.back().high}) {
        greatest_error = std::fmax(greatest_error, estimate.error[bound]);
      }
    }
  }
  return text.text() + fmt::format("bounds of the 95 % band: ± MC at most {}\n",
                                   error_in_unit(greatest_error, unit));
}

std::string ranking_as_text(const SummaryTable& table, const Unit& unit) {
  if (table.series.empty()) return "";
  const StockSeries& first = table.series.front();
  const bool corridors = first.place.stock == Stock::corridor;
  TextTable text;
  text.add_column("", Align::right);
  text.add_column("code", Align::left);
  text.add_column("name", Align::left, corridors ? corridor_width : country_width);
  for (const int year : first.years) text.add_column(std::to_string(year), Align::right);
  text.add_column("± MC", Align::right);
  // Names of two countries leave room for one band.
  const std::size_t first_band = corridors ? 2 : 1;
  for (std::size_t i = first_band; i < bands.size(); ++i) {
    text.add_column(band_heading(bands[i]), Align::right);
  }
  for (std::size_t rank = 0; rank < table.series.size(); ++rank) {
    const StockSeries& series = table.series[rank];
    const StockEstimate& last = series.estimates.back();
    std::vector<std::string> cells = {std::to_string(rank + 1), code_of(series.place),
                                      series.place.label};
    for (const StockEstimate& estimate : series.estimates) {
      cells.push_back(in_unit(estimate.median(), unit));
    }
    cells.push_back(error_in_unit(last.median_error(), unit));
    for (std::size_t i = first_band; i < bands.size(); ++i) {
      cells.push_back(band_in_unit(last, bands[i], unit));
    }
    text.add_row(std::move(cells));
  }
  return text.text();
}

// The years above, the medians and bands below.
std::string series_as_text(const WorldSeries& series) {
  TextTable text;
  text.add_column("", Align::left);
  std::vector<std::string> medians = {"median"};
  std::vector<std::string> bands_90 = {"90 % band"};
  const auto shown = [&series](double value) {
    return fmt::format("{:.{}f}", value * series.shown_per_unit, series.decimals);
  };
  for (const WorldYear& one : series.years) {
    text.add_column(std::to_string(one.year), Align::right);
    medians.push_back(shown(one.median));
    bands_90.push_back(fmt::format("{} – {}", shown(one.low), shown(one.high)));
  }
  text.add_row(std::move(medians));
  text.add_row(std::move(bands_90));
  return fmt::format("\n{}; realizations kept\n{}", series.title, text.text());
}

}  // namespace

std::string summary_as_text(const Summary& summary) {
  std::string text = fmt::format("Scenario {}: {} draws, seed {}, model {}\n", summary.scenario,
                                 grouped(summary.draws), summary.seed, summary.model_version);
  if (!summary.known_to.empty()) text += fmt::format("Figures known to: {}\n", summary.known_to);
  for (const SummaryTable& table : summary.tables) {
    const Unit unit = unit_of(table);
    text += fmt::format("\n{} ({})\n", table.title, unit.name);
    text += table.shape == SummaryTable::Shape::years ? years_as_text(table, unit)
                                                      : ranking_as_text(table, unit);
  }
  if (summary.tables.empty()) return text + irregular_as_text(summary.irregular);
  for (const WorldSeries& series : summary.world) text += series_as_text(series);
  text += irregular_overview_as_text(summary.irregular);
  text +=
      "\nStocks at mid-year by country of origin and of residence, UN DESA's definitions. A band\n"
      "holds that share of the draws. ± MC: standard error of the median from the finite number "
      "of\n"
      "draws. Bands cover what the model samples, not changes for which it has no process.\n";
  return text;
}

}  // namespace peregrine
