#include "host/report/page/decomposition.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "host/report/page/html.h"
#include "host/report/page/range_chart.h"
#include "host/report/page/words.h"
#include "host/support/numbers.h"

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

std::string quantity_as_html(const Json& quantity, const std::map<std::string, std::string>& luck,
                             std::size_t number) {
  const double year = json_number(quantity, "year");
  const std::string title = fmt::format("{}, {:.0f}", json_text(quantity, "label"), year);
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
  return chart + table.html();
}

}  // namespace

std::string decomposition_as_html(const EnsembleHeader& header, const Json& decomposition) {
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
    if (quantity.is_object()) html += quantity_as_html(quantity, luck, ++number);
  }
  return html;
}

}  // namespace peregrine
