// Where war may be, and how many are displaced abroad from there.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

#include "host/report/country_years.h"
#include "host/report/page/draws.h"
#include "host/report/page/flight.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"
#include "host/report/questions/place_draws.h"

namespace peregrine {
namespace {

constexpr std::size_t risks_in_table = 25;
constexpr std::size_t risk_years_ahead = 3;

// The 80 % band of the displaced abroad of each country; missing where the file keeps no draws of
// them, or few.
std::vector<std::array<double, 2>> displaced_bands(const EnsembleReader& reader, std::size_t year) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  constexpr const char* variable = "displaced_from";
  const auto countries = static_cast<std::size_t>(reader.extent(Dimension::country));
  std::vector<std::array<double, 2>> bands_of_all(countries, {missing, missing});
  if (!reader.has(variable) || !keeps_enough_draws(reader)) return bands_of_all;
  const std::vector<double> all =
      draws_of_places(reader, variable, static_cast<std::int64_t>(year));
  for (std::size_t country = 0; country < countries; ++country) {
    std::vector<double> draws;
    for (std::size_t at = country; at < all.size(); at += countries) draws.push_back(all[at]);
    const PairedSpread spread = spread_of(draws);
    bands_of_all[country] = {spread.quantile[0], spread.quantile[2]};
  }
  return bands_of_all;
}

PageView risk_page(std::string html) {
  return {"risk",
          "War and flight",
          "Where may war be, and who may be displaced next?",
          std::move(html),
          {}};
}

// Of a run that ends before draws differ.
PageView of_record_alone(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  return risk_page(
      note(fmt::format(
          "War and conflict are the same in all draws to {}: the run has one draw, ends "
          "within its record, or simulates no wars. There is no year ahead to give "
          "chances of.",
          reader.header().years.back())) +
      flight_as_html(reader) +
      note(vintages_of(sources.history, {"history/conflict_deaths.csv", "history/refugees.csv"})));
}

}  // namespace

PageView risk_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  const EnsembleHeader& header = reader.header();
  const CountryYears conflict(reader, "conflict_probability");
  const CountryYears war(reader, "war_probability");
  const CountryYears deaths(reader, "conflict_deaths_mean");
  const CountryYears displaced(reader, "displaced_abroad_mean");
  const std::size_t years = header.years.size();
  const std::size_t first = conflict.first_that_differs();
  if (first == years) return of_record_alone(sources);
  const std::size_t before = first == 0 ? 0 : first - 1;
  const std::size_t then = std::min(first + risk_years_ahead - 1, years - 1);
  std::vector<std::size_t> order(conflict.countries);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto chance = [&](std::size_t country) {
    const double share = war.at(first, country);
    return std::isnan(share) ? -1.0 : share;
  };
  std::ranges::stable_sort(order, std::greater<>(), chance);
  const int y0 = header.years[first];
  const int y1 = header.years[then];
  HtmlTable table(
      "risk-table",
      fmt::format("The {} countries with the greatest chance of war in {}", risks_in_table, y0),
      {"country or area", "code", fmt::format("chance of conflict {}", y0),
       fmt::format("chance of war {}", y0), "± MC", fmt::format("chance of war {}", y1),
       fmt::format("deaths {} (mean)", y0),
       fmt::format("displaced abroad, end of {} (mean)", header.years[before]),
       fmt::format("the same, end of {} (mean)", y1), "80 % from", "80 % to"},
      2);
  const std::vector<std::array<double, 2>> bands_then = displaced_bands(reader, then);
  for (std::size_t i = 0; i < std::min(risks_in_table, order.size()); ++i) {
    const std::size_t country = order[i];
    const double share = war.at(first, country);
    table.add_row(
        {header.country_name[country], header.country_iso3[country],
         per_cent(conflict.at(first, country)), per_cent(share), share_error(share, header.draws),
         per_cent(war.at(then, country)), short_persons(deaths.at(first, country)),
         short_persons(displaced.at(before, country)), short_persons(displaced.at(then, country)),
         short_persons(bands_then[country][0]), short_persons(bands_then[country][1])});
  }
  double countries = 0;
  double sum = 0;
  for (const std::size_t country : order) {
    if (std::isnan(war.at(first, country))) continue;
    countries += 1;
    sum += war.at(first, country);
  }
  const std::string lead = paragraph(fmt::format(
      "Conflict: 25 deaths or more in conflicts of a state in the year; war: 1,000 or more. A "
      "chance is the share of draws; the mean of all {} countries and areas is {} for war in {}. "
      "± MC is the error from the finite number of draws alone.{}",
      number_text(countries), countries > 0 ? per_cent(sum / countries) : "—", y0,
      reader.has("displaced_from")
          ? ""
          : " Means of the displaced have no bands, since the file holds no draws of them by "
            "country."));
  return risk_page(
      lead + table.html() + flight_as_html(reader) +
      note(vintages_of(sources.history, {"history/conflict_deaths.csv", "history/refugees.csv"})));
}

}  // namespace peregrine
