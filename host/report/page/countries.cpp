// A country: who lives there from abroad, who lives abroad from there.
#include <fmt/format.h>

#include "host/report/page/draws.h"
#include "host/report/page/html.h"
#include "host/report/page/places_data.h"
#include "host/report/page/thresholds.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

constexpr std::size_t countries_in_table = 20;

using ByYear = std::vector<std::vector<StockEstimate>>;  // [year][country]

std::string ranking_table(const EnsembleReader& reader, const ByYear& all, const std::string& id,
                          const std::string& caption) {
  const EnsembleHeader& header = reader.header();
  HtmlTable table(
      id, caption,
      {"country or area", "code", std::to_string(header.years.front()),
       std::to_string(header.years.back()), "± MC", "80 % from", "80 % to", "95 % from", "95 % to"},
      2);
  for (const std::size_t country : largest_places(all.back(), countries_in_table)) {
    const StockEstimate& last = all.back()[country];
    table.add_row({header.country_name[country], header.country_iso3[country],
                   short_persons(all.front()[country].median()), short_persons(last.median()),
                   short_persons(last.median_error()), short_persons(last.quantile[bands[1].low]),
                   short_persons(last.quantile[bands[1].high]),
                   short_persons(last.quantile[bands[2].low]),
                   short_persons(last.quantile[bands[2].high])});
  }
  return table.html();
}

nlohmann::json fans_json(const ByYear& all) {
  nlohmann::json fans = nlohmann::json::array();
  for (std::size_t country = 0; country < all.front().size(); ++country) {
    std::vector<StockEstimate> times;
    times.reserve(all.size());
    for (const auto& year : all) times.push_back(year[country]);
    fans.push_back(fan_json(times));
  }
  return fans;
}

nlohmann::json records_json(const std::vector<StockRecord>& records) {
  nlohmann::json all = nlohmann::json::array();
  for (const StockRecord& record : records) all.push_back(record_json(record));
  return all;
}

}  // namespace

PageView countries_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  const EnsembleHeader& header = reader.header();
  const auto years = static_cast<std::int64_t>(header.years.size());
  const auto read = [&](Stock stock) {
    return read_estimates(reader, stock, 0, years, 0, place_count(reader, stock));
  };
  const ByYear immigrants = read(Stock::immigrants);
  const ByYear emigrants = read(Stock::emigrants);
  const int last = header.years.back();
  const bool chances = has_country_draws(reader);
  std::string html =
      paragraph(
          "Immigrants are people who live in the country and have another country of origin. "
          "Emigrants are people from the country who live in another. Persons at mid-year. "
          "<span class=\"live\">Choose a country to see its bands, where its people come from and "
          "where they go.</span>") +
      "<div class=\"live\" id=\"countries-live\"></div>" +
      folded(fmt::format("The {} largest destinations and origins in {}", countries_in_table, last),
             ranking_table(reader, immigrants, "immigrants-table",
                           fmt::format("Immigrants, median of {} and of {}, persons",
                                       header.years.front(), last)) +
                 ranking_table(reader, emigrants, "emigrants-table",
                               fmt::format("Emigrants, median of {} and of {}, persons",
                                           header.years.front(), last))) +
      (chances ? folded("Chances of more than round numbers", chances_as_html(reader))
       : !keeps_enough_draws(reader)
           ? few_draws_note(reader)
           : note(fmt::format("Chances of passing a number are counted in draws of countries, "
                              "which this file, of format {}, does not keep.",
                              reader.format_version())));
  nlohmann::json data = {{"years", header.years},
                         {"codes", header.country_iso3},
                         {"names", header.country_name},
                         {"immigrants", fans_json(immigrants)},
                         {"emigrants", fans_json(emigrants)}};
  if (chances) data["chances"] = chances_json(reader);
  if (sources.history) {
    data["record_years"] = sources.history->stock.years;
    data["immigrants_before"] = records_json(sources.history->stock.immigrants);
    data["emigrants_before"] = records_json(sources.history->stock.emigrants);
  }
  return {"countries", "Countries", "Who lives in a country, and who left it?", std::move(html),
          std::move(data)};
}

}  // namespace peregrine
