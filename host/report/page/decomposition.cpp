#include "host/report/page/decomposition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "host/report/page/html.h"
#include "host/report/page/range_chart.h"
#include "host/report/page/words.h"
#include "host/report/places.h"
#include "host/support/error.h"
#include "host/support/numbers.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

using Json = nlohmann::json;

struct ShareOfVariance {
  double share;
  double error;
};

ShareOfVariance share_of(const Json& row, const char* key) {
  const auto found = row.find(key);
  const Json part = found != row.end() && found->is_object() ? *found : Json::object();
  return {json_number(part, "share"), json_number(part, "mc_error")};
}

Json rows_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : Json::array();
}

// What each driver draws, in words, by its name.
std::map<std::string, std::string> luck_of(const Json& decomposition) {
  std::map<std::string, std::string> luck;
  for (const Json& driver : rows_of(decomposition, "drivers")) {
    if (driver.is_object()) luck[json_text(driver, "name")] = json_text(driver, "draws");
  }
  return luck;
}

constexpr std::array<Stock, 4> decomposed_stocks = {Stock::world, Stock::immigrants,
                                                    Stock::emigrants, Stock::corridor};

// Whose stock a quantity is; nothing where it does not say so in words that this program knows.
std::optional<Place> place_of_quantity(const Json& quantity) {
  const std::string name = json_text(quantity, "stock");
  const auto found = std::ranges::find_if(
      decomposed_stocks, [&name](Stock stock) { return stock_name(stock) == name; });
  if (found == decomposed_stocks.end()) return std::nullopt;
  return Place{*found, json_text(quantity, "origin"), json_text(quantity, "destination"),
               json_text(quantity, "label")};
}

// The place of a quantity in the file's variables of its stock; -1 where the file does not have it.
std::int64_t index_of_place(const EnsembleReader& reader, const Place& place) {
  switch (place.stock) {
    case Stock::world:
      return 0;
    case Stock::immigrants:
      return reader.country_index(place.destination);
    case Stock::emigrants:
      return reader.country_index(place.origin);
    case Stock::corridor:
      return reader.corridor_index(place.origin, place.destination);
  }
  return -1;
}

std::string year_in_words(double year) {
  return std::isfinite(year) ? fmt::format("{:.0f}", year) : "—";
}

// Where a quantity is not what the file has: its year, or its mean, which another scenario of the
// same name would have moved.
std::string strangeness(const EnsembleReader& reader, const std::optional<Place>& place,
                        const Json& quantity) {
  constexpr double most_errors = 4;  // by chance once in 16,000
  const EnsembleHeader& header = reader.header();
  const double year = json_number(quantity, "year");
  if (year > header.years.back()) {
    return fmt::format("The year {:.0f} lies after the end of this file, {}.", year,
                       header.years.back());
  }
  if (year < header.years.front()) {
    return fmt::format("The year {:.0f} lies before the first of this file, {}.", year,
                       header.years.front());
  }
  const std::int64_t index = place ? index_of_place(reader, *place) : -1;
  if (index < 0 || !std::isfinite(year)) return "";
  const auto at = std::ranges::find(header.years, static_cast<int>(year)) - header.years.begin();
  if (at == static_cast<std::ptrdiff_t>(header.years.size())) return "";
  const double mean = read_estimates(reader, place->stock, at, 1, index, 1).front().front().mean;
  const double theirs = json_number(quantity, "mean");
  const double error = std::hypot(
      json_number(quantity, "mean_mc_error"),
      json_number(quantity, "standard_deviation") / std::sqrt(static_cast<double>(header.draws)));
  if (!(std::abs(theirs - mean) > most_errors * error)) return "";
  return fmt::format(
      "Its mean, {} persons, is not that of this file, {}, and chance does not explain it: the "
      "scenario or the tables are not the same.",
      short_persons(theirs), short_persons(mean));
}

std::string quantity_as_html(const EnsembleReader& reader, const Json& quantity,
                             const std::map<std::string, std::string>& luck, std::size_t number) {
  const std::optional<Place> place = place_of_quantity(quantity);
  const std::string title =
      fmt::format("{}, {}", place ? title_of(*place) : json_text(quantity, "label"),
                  year_in_words(json_number(quantity, "year")));
  const std::string strange = strangeness(reader, place, quantity);
  HtmlTable table(fmt::format("decomposition-{}", number),
                  fmt::format("{}: mean {} persons (± {} MC), standard deviation {}", title,
                              short_persons(json_number(quantity, "mean")),
                              short_persons(json_number(quantity, "mean_mc_error")),
                              short_persons(json_number(quantity, "standard_deviation"))),
                  {"driver", "what differs between draws", "effect on the mean", "± MC",
                   "share of the variance", "± MC", "with its interactions", "± MC"},
                  2);
  std::vector<RangeBar> bars;
  for (const Json& driver : rows_of(quantity, "drivers")) {
    if (!driver.is_object()) continue;
    const std::string name = json_text(driver, "driver");
    const ShareOfVariance first = share_of(driver, "first_order");
    const ShareOfVariance total = share_of(driver, "total");
    const auto words = luck.find(name);
    table.add_row({name, words == luck.end() ? "—" : words->second,
                   short_persons(json_number(driver, "effect")),
                   short_persons(json_number(driver, "effect_mc_error")), per_cent(first.share),
                   per_cent(first.error), per_cent(total.share), per_cent(total.error)});
    if (std::isfinite(first.share) && std::isfinite(total.share)) {
      bars.push_back({name, 0, first.share, total.share});
    }
  }
  const ShareOfVariance together = share_of(quantity, "interactions");
  table.add_row({"interactions", "what drivers make only together", "—", "—",
                 per_cent(together.share), per_cent(together.error), "—", "—"});
  const std::string chart = range_chart(
      fmt::format("decomposition-chart-{}", number),
      title + ": share of the variance (bar), and with all interactions of the driver (line)", bars,
      {0, 0.25, 0.5, 0.75, 1}, per_cent);
  return (strange.empty() ? ""
                          : paragraph("<strong>" + escaped(title + ": " + strange) + "</strong>")) +
         chart + table.html();
}

}  // namespace

void require_decomposed_places(const EnsembleReader& reader, const std::string& path,
                               const Json& decomposition) {
  constexpr const char* remedy = "decompose the scenario of this file, with its tables";
  std::vector<Problem> problems;
  std::size_t number = 0;
  for (const Json& quantity : rows_of(decomposition, "quantities")) {
    const std::string key = fmt::format("quantities[{}]", number++);
    if (!quantity.is_object()) continue;
    const std::string stock = json_text(quantity, "stock");
    const std::optional<Place> place = place_of_quantity(quantity);
    if (!place && !stock.empty()) {
      problems.push_back({path, 0, key + ".stock", printable(stock),
                          "is none of world, immigrants, emigrants and corridor", remedy});
    } else if (place && index_of_place(reader, *place) < 0) {
      problems.push_back(
          {path, 0, key, printable(code_of(*place)),
           fmt::format("is no {} of {}", place->stock == Stock::corridor ? "corridor" : "country",
                       reader.path()),
           remedy});
    }
  }
  if (!problems.empty()) throw InputError(std::move(problems));
}

std::string decomposition_as_html(const EnsembleReader& reader, const Json& decomposition) {
  const EnsembleHeader& header = reader.header();
  const std::string scenario = json_text(decomposition, "scenario");
  const std::string version = json_text(decomposition, "model_version");
  std::string html = "<h3>What drives the spread?</h3>\n";
  if (scenario != header.scenario || version != header.model_version) {
    html += paragraph(fmt::format(
        "<strong>This decomposition is of the scenario {} and model version {}, not of this file's "
        "({}, {}).</strong>",
        escaped(scenario), escaped(version), escaped(header.scenario),
        escaped(header.model_version)));
  }
  html += paragraph(fmt::format(
      "From {} runs of {} draws each. Effect: the mean less the mean with the driver frozen. Share "
      "of the variance: what would disappear if the driver's luck were known; with its "
      "interactions: "
      "what would remain if all other luck were known. Shares need not add up to 100 %, and where "
      "their errors are large they may be below 0.",
      number_text(json_number(decomposition, "runs")),
      number_text(json_number(decomposition, "draws"))));
  const std::map<std::string, std::string> luck = luck_of(decomposition);
  std::size_t number = 0;
  for (const Json& quantity : rows_of(decomposition, "quantities")) {
    if (quantity.is_object()) html += quantity_as_html(reader, quantity, luck, ++number);
  }
  return html;
}

}  // namespace peregrine
