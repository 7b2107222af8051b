#include "host/model/routes/entries.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace peregrine {

namespace {

// The years whose irregular entries the fitted arrivals of the stock contain: those between its
// last two tables.
struct UsualYears {
  int first;
  int last;
};
UsualYears usual_years(int first_year) {
  constexpr int between_tables = 5;
  return {first_year - between_tables + 1, first_year};
}

// Recidivism at the south-west border of the United States, share of those encountered who had been
// before within twelve months (Customs and Border Protection): 14, 12, 10 and 7 % in the fiscal
// years 2015-2017 and 2019; 26 and 27 % in 2020 and 2021, as those expelled under Title 42, from
// 2020-03-21 to 2023-05-11, were free to try again. Since then it is taken to be as before.
constexpr const char* us_border = "us-south-west";
constexpr double us_repeats = 0.11;
constexpr double us_repeats_of_expelled = 0.27;
constexpr int expelled_from = month_number(2020, 4);
constexpr int expelled_until = month_number(2023, 5);

// Destinations with a smaller share of a nation's applications are left out.
constexpr double least_share = 0.02;

using Shares = std::vector<std::pair<int, double>>;  // country, share

// Where the people of each country ask for asylum in the EU and EFTA, shares that sum to one.
std::map<int, Shares> destinations(const DisplacementHistory& history,
                                   const std::vector<int>& country_of_area, UsualYears years) {
  std::map<int, std::map<int, double>> applications;
  for (int pair = 0; pair < history.pairs(); ++pair) {
    const auto at = static_cast<std::size_t>(pair);
    const int from = country_of_area[static_cast<std::size_t>(history.origin[at])];
    const int to = country_of_area[static_cast<std::size_t>(history.destination[at])];
    if (from < 0 || to < 0 || from == to) continue;
    double sum = 0.0;
    for (int year = years.first; year <= years.last; ++year) {
      sum += static_cast<double>(history.eu_applications[DisplacementHistory::at(pair, year)]);
    }
    if (sum > 0.0) applications[from][to] += sum;
  }
  std::map<int, Shares> shares;
  for (const auto& [from, by_destination] : applications) {
    double all = 0.0;
    for (const auto& [to, persons] : by_destination) all += persons;
    double kept = 0.0;
    for (const auto& [to, persons] : by_destination) {
      if (persons >= least_share * all) kept += persons;
    }
    for (const auto& [to, persons] : by_destination) {
      if (persons >= least_share * all) shares[from].emplace_back(to, persons / kept);
    }
  }
  return shares;
}

// Persons a year of a route corridor in the usual years: detections over the share detected, less
// repeats. A border's figures may begin late, those by nationality later still.
double usual_persons(const IrregularHistory& history, int corridor, double detection,
                     UsualYears years) {
  const int border = history.corridors[static_cast<std::size_t>(corridor)].border;
  const Border& place = history.borders[static_cast<std::size_t>(border)];
  double all = 0.0;
  double months = 0.0;
  double own = 0.0;
  double known = 0.0;
  const int first_month = std::max(month_number(years.first, 1), IrregularHistory::first_month);
  for (int month = first_month; month <= month_number(years.last, 12); ++month) {
    const double total = history.totals[history.border_at(month, border)];
    if (!std::isfinite(total)) continue;
    all += total * share_of_persons(place, month);
    months += 1.0;
    const double of_nation = history.detections[history.at(month, corridor)];
    if (!std::isfinite(of_nation)) continue;
    own += of_nation;
    known += total;
  }
  if (months == 0.0 || known == 0.0) return 0.0;
  return months_a_year * (all / months) * (own / known) / detection;
}

struct Link {
  int corridor;
  double share;
  double usual;
};

}  // namespace

double share_of_persons(const Border& border, int month) {
  if (border.code != us_border) return 1.0;
  const bool expelled = month >= expelled_from && month <= expelled_until;
  return 1.0 - (expelled ? us_repeats_of_expelled : us_repeats);
}

void put_entries(const RouteInputs& inputs, const BaselineInputs& baseline,
                 const EntrySource& source, int first_year, Routes& routes) {
  const IrregularHistory& history = inputs.history;
  const Countries& countries = baseline.countries;
  const std::map<int, Shares> asylum = destinations(
      source.asylum, countries_of_areas(source.asylum, countries), usual_years(first_year));
  std::map<std::pair<int, int>, int> stock_corridor;
  for (std::size_t c = 0; c < baseline.corridors.origin.size(); ++c) {
    stock_corridor[{baseline.corridors.origin[c], baseline.corridors.destination[c]}] =
        static_cast<int>(c);
  }
  const int united_states = countries.index_of("USA");
  std::map<int, std::vector<Link>> links;  // by stock corridor
  for (int k = 0; k < history.corridor_count(); ++k) {
    const auto at = static_cast<std::size_t>(k);
    const auto border = static_cast<std::size_t>(history.corridors[at].border);
    if (!history.borders[border].first_entry) continue;
    const int origin = routes.view.corridors.origin[at];
    const int target = routes.view.borders.target[border];
    const auto known = asylum.find(origin);
    const bool european = target != united_states;
    const Shares shares = european && known != asylum.end() ? known->second : Shares{{target, 1.0}};
    const double usual =
        usual_persons(history, k, static_cast<double>(routes.view.borders.detection[border]),
                      usual_years(first_year));
    for (const auto& [destination, share] : shares) {
      const auto found = stock_corridor.find({origin, destination});
      if (found == stock_corridor.end()) continue;
      const bool displaced = source.displaced_pair[static_cast<std::size_t>(found->second)] >= 0;
      const double joins = share * (displaced ? 1.0 - recognised_share : 1.0);
      links[found->second].push_back({k, joins, joins * usual});
    }
  }
  std::vector<int> slot(static_cast<std::size_t>(source.padded_corridors), -1);
  std::vector<float> usual;
  std::vector<int> first_link = {0};
  std::vector<int> link_corridor;
  std::vector<float> link_share;
  for (const auto& [corridor, joined] : links) {
    slot[static_cast<std::size_t>(corridor)] = static_cast<int>(usual.size());
    double persons = 0.0;
    for (const Link& link : joined) {
      link_corridor.push_back(link.corridor);
      link_share.push_back(static_cast<float>(link.share));
      persons += link.usual;
    }
    usual.push_back(static_cast<float>(persons));
    first_link.push_back(static_cast<int>(link_corridor.size()));
  }
  EntriesView& view = routes.view.entries;
  view.slots = static_cast<int>(usual.size());
  view.links = static_cast<int>(link_corridor.size());
  routes.put(view.slot, std::move(slot));
  routes.put(view.usual, std::move(usual));
  routes.put(view.first_link, std::move(first_link));
  routes.put(view.link_corridor, std::move(link_corridor));
  routes.put(view.link_share, std::move(link_share));
}

}  // namespace peregrine
