// Corridors: from where to where.
#include <fmt/format.h>

#include <algorithm>

#include "host/report/page/html.h"
#include "host/report/page/places_data.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t corridors_in_table = 30;
constexpr int corridor_step_years = 5;
// Smaller ones, at the beginning and at the end, are left out of the page for its size.
constexpr double least_shown = 3000;

// Every fifth year from the first, and the last.
std::vector<std::size_t> years_shown(const std::vector<int>& years) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < years.size(); ++i) {
    if ((years[i] - years.front()) % corridor_step_years == 0 || i + 1 == years.size()) {
      shown.push_back(i);
    }
  }
  return shown;
}

std::string corridor_words(const EnsembleHeader& header, std::size_t corridor) {
  const auto from = static_cast<std::size_t>(header.corridor_origin[corridor]);
  const auto to = static_cast<std::size_t>(header.corridor_destination[corridor]);
  return header.country_name[from] + " → " + header.country_name[to];
}

std::string corridors_table(const EnsembleHeader& header,
                            const std::vector<std::vector<StockEstimate>>& all) {
  HtmlTable table(
      "corridors-table",
      fmt::format("The {} largest corridors in {}, median, persons at mid-year", corridors_in_table,
                  header.years.back()),
      {"from → to", std::to_string(header.years.front()), std::to_string(header.years.back()),
       "± MC", "80 % from", "80 % to", "95 % from", "95 % to"});
  for (const std::size_t corridor : largest_places(all.back(), corridors_in_table)) {
    const StockEstimate& last = all.back()[corridor];
    table.add_row(
        {corridor_words(header, corridor), short_persons(all.front()[corridor].median()),
         short_persons(last.median()), short_persons(last.median_error()),
         short_persons(last.quantile[bands[1].low]), short_persons(last.quantile[bands[1].high]),
         short_persons(last.quantile[bands[2].low]), short_persons(last.quantile[bands[2].high])});
  }
  return table.html();
}

}  // namespace

PageView corridors_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  const EnsembleHeader& header = reader.header();
  const std::int64_t places = place_count(reader, Stock::corridor);
  const std::vector<std::size_t> shown = years_shown(header.years);
  std::vector<std::vector<StockEstimate>> all;  // [year shown][corridor]
  nlohmann::json years = nlohmann::json::array();
  for (const std::size_t year : shown) {
    years.push_back(header.years[year]);
    all.push_back(
        read_estimates(reader, Stock::corridor, static_cast<std::int64_t>(year), 1, 0, places)
            .front());
  }
  nlohmann::json data = {{"years", std::move(years)},
                         {"from", nlohmann::json::array()},
                         {"to", nlohmann::json::array()},
                         {"fans", nlohmann::json::array()}};
  if (sources.history) data["before"] = nlohmann::json::array();
  std::int64_t left_out = 0;
  double left_out_persons = 0;
  for (std::size_t corridor = 0; corridor < all.front().size(); ++corridor) {
    if (std::max(all.front()[corridor].median(), all.back()[corridor].median()) < least_shown) {
      ++left_out;
      left_out_persons += all.back()[corridor].mean;
      continue;
    }
    std::vector<StockEstimate> times;
    times.reserve(all.size());
    for (const auto& year : all) times.push_back(year[corridor]);
    data["from"].push_back(header.corridor_origin[corridor]);
    data["to"].push_back(header.corridor_destination[corridor]);
    data["fans"].push_back(fan_json(times));
    if (sources.history) {
      data["before"].push_back(record_json(sources.history->stock.corridor[corridor]));
    }
  }
  std::string html =
      paragraph(fmt::format(
          "A corridor is all people from one country who live in one other country. The page holds "
          "the {} corridors that have a median of {} persons or more in {} or in {}; the other {} "
          "hold {} million persons in {} (mean). The file has all.",
          grouped(static_cast<std::int64_t>(data["from"].size())),
          grouped(static_cast<std::int64_t>(least_shown)), header.years.front(),
          header.years.back(), grouped(left_out), millions(left_out_persons),
          header.years.back())) +
      "<div class=\"live\" id=\"corridors-live\"></div>" +
      folded(fmt::format("The {} largest corridors as a table", corridors_in_table),
             corridors_table(header, all));
  return {"corridors", "Corridors", "How many people from one country live in one other?",
          std::move(html), std::move(data)};
}

}  // namespace peregrine
