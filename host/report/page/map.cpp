// The map: what the script colours it by. Its numbers stand in the tables of other views.
#include "host/report/page/html.h"
#include "host/report/page/places_data.h"
#include "host/report/page/view.h"

namespace peregrine {
namespace {

constexpr int map_step_years = 5;

nlohmann::json by_year(const EnsembleReader& reader, const char* variable,
                       const std::vector<std::size_t>& shown) {
  const std::int64_t countries = reader.extent(Dimension::country);
  nlohmann::json years = nlohmann::json::array();
  for (const std::size_t year : shown) {
    nlohmann::json row = nlohmann::json::array();
    for (const double value :
         reader.read(variable, {{static_cast<std::int64_t>(year), 0}, {1, countries}})) {
      row.push_back(page_number(value, place_digits));
    }
    years.push_back(std::move(row));
  }
  return years;
}

}  // namespace

PageView map_view(const PageSources& sources) {
  PageView view = {"map", "Map", "Where in the world?", "", {}};
  if (!sources.history) return view;
  const EnsembleReader& reader = sources.reader;
  const std::vector<int>& years = reader.header().years;
  std::vector<std::size_t> shown;
  nlohmann::json shown_years = nlohmann::json::array();
  for (std::size_t i = 0; i < years.size(); ++i) {
    if ((years[i] - years.front()) % map_step_years != 0 && i + 1 != years.size()) continue;
    shown.push_back(i);
    shown_years.push_back(years[i]);
  }
  view.data = {{"years", std::move(shown_years)},
               {"m49", sources.history->m49},
               {"population", by_year(reader, "population_mean", shown)},
               {"displaced", by_year(reader, "displaced_abroad_mean", shown)},
               {"war", by_year(reader, "war_probability", shown)}};
  view.html = "<div class=\"live\" id=\"map-live\"></div><noscript>" +
              paragraph("The map needs script. The tables of this page hold its numbers.") +
              "</noscript>" +
              paragraph(
                  "The shapes of countries and the borders drawn are those of Natural Earth, much "
                  "simplified. They say nothing about the status of any territory. Small countries "
                  "are not visible; the menu of countries has all.");
  return view;
}

}  // namespace peregrine
