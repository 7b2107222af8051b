#include "host/report/questions/entrants_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "host/report/questions/place_draws.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr int usual_entry_months = 12;

std::string name_of_nationals(const EnsembleReader& reader, const std::string& code) {
  if (code == other_nationals) return "not told apart, or unknown";
  if (code == "XKX") return "Kosovo";
  if (code == "XXA") return "stateless";
  const int country = reader.country_index(code);
  return country < 0 ? code : reader.header().country_name[static_cast<std::size_t>(country)];
}

}  // namespace

EntryBorders entry_borders(const EnsembleReader& reader, const AskedCountries& countries) {
  const RouteNames& names = reader.header().routes;
  EntryBorders borders;
  for (std::size_t border = 0; border < names.border_code.size(); ++border) {
    const int target = reader.country_index(names.border_target[border]);
    if (target < 0 || !countries.holds(target)) continue;
    (names.border_first_entry[border] == 1 ? borders.counted : borders.left_out).push_back(border);
  }
  for (const int country : countries.countries) {
    const std::string& code = reader.header().country_iso3[static_cast<std::size_t>(country)];
    if (std::ranges::count(names.border_target, code) == 0) borders.without.push_back(country);
  }
  if (borders.counted.empty()) std::swap(borders.counted, borders.left_out);
  if (borders.counted.empty()) {
    std::vector<std::string> targets = names.border_target;
    std::ranges::sort(targets);
    targets.erase(std::ranges::unique(targets).begin(), targets.end());
    throw UsageError(fmt::format("{}: has no border behind which {} lies (it has borders of {})",
                                 reader.path(), countries.name, fmt::join(targets, ", ")));
  }
  return borders;
}

MonthRange entry_months(const EnsembleReader& reader, const EntryBorders& borders,
                        const EntrantsRequest& request) {
  const EnsembleHeader& header = reader.header();
  std::vector<std::size_t> routes;
  for (const std::size_t border : borders.counted) {
    const auto route = static_cast<std::size_t>(header.routes.border_route[border]);
    if (std::ranges::count(routes, route) == 0) routes.push_back(route);
  }
  const std::vector<std::int32_t>& kept = header.month_ahead;
  const auto text = [&](std::int32_t month) {
    return fmt::format("{}-{:02}", header.years[static_cast<std::size_t>(month / 12)],
                       month % 12 + 1);
  };
  MonthRange months = require_months(reader, routes, request.from, 1, request.year);
  if (!request.year) {
    // A border's figures may end before those months begin that are kept.
    const bool chosen = !request.from.empty();
    const std::int64_t first =
        chosen ? months.first : std::max<std::int64_t>(months.first, kept.front());
    const auto left = static_cast<int>(kept.back() - first + 1);
    const int count = request.months.value_or(std::clamp(left, 1, usual_entry_months));
    months = require_months(reader, routes, text(static_cast<std::int32_t>(first)), count, {});
  }
  if (months.first < kept.front() || months.first + months.count - 1 > kept.back()) {
    throw UsageError(fmt::format(
        "{}: keeps entries by nationality of {} to {} alone, and {} is asked for (choose by --from "
        "and --months)",
        reader.path(), text(kept.front()), text(kept.back()), months_in_words(months)));
  }
  months.first -= kept.front();
  return months;
}

double Entrants::mean() const {
  return std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(sums.size());
}

std::vector<Entrants> entrants_of(const EnsembleReader& reader, const EntryBorders& borders,
                                  const MonthRange& months) {
  const RouteNames& names = reader.header().routes;
  std::map<std::string, std::vector<int>> corridors;
  for (std::size_t at = 0; at < names.route_corridor_border.size(); ++at) {
    const auto border = static_cast<std::size_t>(names.route_corridor_border[at]);
    if (std::ranges::count(borders.counted, border) == 0) continue;
    corridors[names.route_corridor_nationality[at]].push_back(static_cast<int>(at));
  }
  if (corridors.empty()) {
    throw UsageError(fmt::format("{}: has no nationals at these borders", reader.path()));
  }
  const auto kept = static_cast<std::size_t>(reader.extent(Dimension::realization));
  const auto all = static_cast<std::size_t>(reader.extent(Dimension::route_corridor));
  std::vector<Entrants> entrants;
  for (const auto& [code, places] : corridors) {
    entrants.push_back({code, name_of_nationals(reader, code), std::vector<double>(kept, 0.0)});
  }
  for (std::int64_t month = 0; month < months.count; ++month) {
    const std::vector<double> draws = draws_of_places(reader, entries_draws, months.first + month);
    for (Entrants& group : entrants) {
      for (const int place : corridors.at(group.code)) {
        for (std::size_t draw = 0; draw < kept; ++draw) {
          group.sums[draw] += draws[draw * all + static_cast<std::size_t>(place)];
        }
      }
    }
  }
  std::ranges::stable_sort(entrants, [](const Entrants& a, const Entrants& b) {
    const bool a_last = a.code == other_nationals;
    const bool b_last = b.code == other_nationals;
    return a_last != b_last ? b_last : a.mean() > b.mean();
  });
  return entrants;
}

namespace {

void add_draws(Entrants& sum, const Entrants& more) {
  for (std::size_t draw = 0; draw < sum.sums.size(); ++draw) sum.sums[draw] += more.sums[draw];
}

}  // namespace

std::vector<Entrants> shown_entrants(const std::vector<Entrants>& groups, std::size_t top) {
  std::vector<Entrants> shown;
  std::vector<Entrants> last;
  Entrants more = {std::string(further_nationals), "", std::vector<double>(groups[0].sums.size())};
  std::size_t hidden = 0;
  for (const Entrants& group : groups) {
    if (group.code == other_nationals) {
      last.push_back(group);
    } else if (shown.size() < top) {
      shown.push_back(group);
    } else {
      ++hidden;
      add_draws(more, group);
    }
  }
  more.name = fmt::format("{} further {}", hidden, hidden == 1 ? "nationality" : "nationalities");
  if (hidden > 0) shown.push_back(std::move(more));
  shown.insert(shown.end(), last.begin(), last.end());
  return shown;
}

Entrants total_entrants(const std::vector<Entrants>& groups) {
  Entrants total = {"ALL", "all nationalities", std::vector<double>(groups.front().sums.size())};
  for (const Entrants& group : groups) add_draws(total, group);
  return total;
}

}  // namespace peregrine
