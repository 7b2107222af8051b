#include "host/backtest/conflict/ahead.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "host/backtest/conflict/ensemble.h"
#include "host/statistics/auc.h"

namespace peregrine {
namespace {

constexpr int ahead_posterior_draws = 400;
constexpr std::array<double, 2> income_bounds = {5'000, 20'000};  // dollars; World Bank, roughly
constexpr std::array<int, 3> peace_bounds = {1, 5, 20};           // years

using AheadChances = Eigen::Vector3d AheadCase::*;

constexpr std::array<std::pair<const char*, AheadChances>, 4> forecasters = {
    {{"Peregrine", &AheadCase::ours},
     {"persistence", &AheadCase::persistence},
     {"country's own rate", &AheadCase::own_rate},
     {"rate of its class", &AheadCase::class_rate}}};

int state_of(Intensity intensity) {
  return static_cast<int>(intensity);
}

int income_group(double income) {
  return static_cast<int>(std::ranges::upper_bound(income_bounds, income) - income_bounds.begin());
}

int peace_group(int years) {
  return static_cast<int>(std::ranges::upper_bound(peace_bounds, years) - peace_bounds.begin());
}

double income_of(const ConflictPanel& panel, int country, int year) {
  return panel.history.gdp_ppp[ConflictHistory::at(country, year)];
}

Eigen::Vector3d shares_of(const Eigen::Vector3d& counts) {
  // Half a case in every cell (Jeffreys).
  return (counts.array() + 0.5) / (counts.sum() + 1.5);
}

using ClassKey = std::pair<std::string, int>;

ClassKey class_of(const ConflictPanel& panel, int country, int year) {
  return {panel.countries.region[static_cast<std::size_t>(country)],
          income_group(income_of(panel, country, year))};
}

// How often the members of each class have been in each state, to `origin`.
std::map<ClassKey, Eigen::Vector3d> class_counts(const ConflictPanel& panel, int origin) {
  std::map<ClassKey, Eigen::Vector3d> counts;
  for (const int country : panel.active) {
    for (int year = ConflictHistory::first_year; year <= origin; ++year) {
      const auto found =
          counts.try_emplace(class_of(panel, country, year), Eigen::Vector3d::Zero()).first;
      found->second(state_of(panel.intensity(country, year))) += 1.0;
    }
  }
  return counts;
}

// What is known of a country at the origin, without a forecast.
AheadCase known_case(const ConflictPanel& panel, int country, int origin) {
  AheadCase one;
  one.country = country;
  one.origin = origin;
  one.before = panel.intensity(country, origin);
  one.income = income_of(panel, country, origin);
  Eigen::Vector3d counts = Eigen::Vector3d::Zero();
  for (int year = ConflictHistory::first_year; year <= origin; ++year) {
    const Intensity state = panel.intensity(country, year);
    counts(state_of(state)) += 1.0;
    one.peace_years = state == Intensity::none ? one.peace_years + 1 : 0;
    one.ever_at_war |= state == Intensity::war;
  }
  one.persistence = Eigen::Vector3d::Unit(state_of(one.before));
  one.own_rate = shares_of(counts);
  return one;
}

Eigen::Vector3d simulated_chances(const ConflictPaths& paths, int step, int country) {
  Eigen::Vector3d counts = Eigen::Vector3d::Zero();
  for (int draw = 0; draw < paths.draws; ++draw) {
    counts(static_cast<int>(paths.intensity[paths.at(step, country, draw)])) += 1.0;
  }
  return shares_of(counts);
}

ConflictPaths simulate_from(const ConflictPanel& panel, int origin, int steps, int draws,
                            std::uint64_t seed) {
  const ConflictCalibration calibration =
      calibrate_conflict(panel, fit_conflict(panel, origin), ahead_posterior_draws);
  const Owned<ConflictView> world =
      make_conflict_process(calibration, panel.history.neighbours, steps);
  std::vector<double> heat;
  for (const ConflictStart& start : calibration.countries) heat.push_back(start.heat);
  // Without coups, whose table does not reach back and whose effect is no fit.
  return simulate_conflict(world, {0.0f, 1.0f, 1.0f, 1}, heat, draws, seed);
}

// Scores and probabilities of an event of one forecaster.
template <typename Chance, typename Happened>
double ahead_area(const std::vector<AheadCase>& cases, const Chance& chance,
                  const Happened& happened) {
  std::vector<double> score;
  std::vector<char> event;
  for (const AheadCase& one : cases) {
    score.push_back(chance(one));
    event.push_back(happened(one) ? 1 : 0);
  }
  return area_under_curve(score, event);
}

double ahead_brier(const AheadCase& one, AheadChances chances) {
  return (one.*chances - Eigen::Vector3d::Unit(state_of(one.now))).squaredNorm();
}

AheadScores ahead_score(const std::vector<AheadCase>& cases, const char* name,
                        AheadChances chances) {
  AheadScores scores;
  scores.name = name;
  for (const AheadCase& one : cases) {
    const double chance = (one.*chances)(state_of(one.now));
    scores.brier += ahead_brier(one, chances) / static_cast<double>(cases.size());
    scores.log_score +=
        (chance > 0.0 ? -std::log(chance) : std::numeric_limits<double>::quiet_NaN()) /
        static_cast<double>(cases.size());
  }
  const auto conflict = [&](const AheadCase& one) { return 1.0 - (one.*chances)(0); };
  const auto fought = [](const AheadCase& one) { return one.now != Intensity::none; };
  scores.area_conflict = ahead_area(cases, conflict, fought);
  scores.area_war = ahead_area(
      cases, [&](const AheadCase& one) { return (one.*chances)(2); },
      [](const AheadCase& one) { return one.now == Intensity::war; });
  std::vector<AheadCase> at_peace = cases;
  std::erase_if(at_peace, [](const AheadCase& one) { return one.before != Intensity::none; });
  scores.area_onset = ahead_area(at_peace, conflict, fought);
  return scores;
}

std::array<AheadTenth, 10> tenths_of(const std::vector<AheadCase>& cases) {
  std::array<AheadTenth, 10> tenths = {};
  for (const AheadCase& one : cases) {
    const double chance = 1.0 - one.ours(0);
    AheadTenth& tenth = tenths[std::min(static_cast<std::size_t>(10.0 * chance), std::size_t{9})];
    ++tenth.cases;
    tenth.said += chance;
    tenth.came += one.now != Intensity::none ? 1.0 : 0.0;
  }
  for (AheadTenth& tenth : tenths) {
    if (tenth.cases == 0) continue;
    tenth.said /= tenth.cases;
    tenth.came /= tenth.cases;
  }
  return tenths;
}

void add_to_group(const AheadCase& one, AheadGroup& group) {
  ++group.cases;
  group.conflict_said += 1.0 - one.ours(0);
  group.conflict_came += one.now != Intensity::none ? 1.0 : 0.0;
  group.war_said += one.ours(2);
  group.war_came += one.now == Intensity::war ? 1.0 : 0.0;
  for (std::size_t f = 0; f < forecasters.size(); ++f) {
    group.brier[f] += ahead_brier(one, forecasters[f].second);
  }
}

// Groups in the order in which they are printed: regions by name, incomes, years of peace, and the
// rich that had no war.
std::vector<AheadGroup> groups_of(const ConflictPanel& panel, const std::vector<AheadCase>& cases) {
  static constexpr std::array<const char*, 3> incomes = {
      "below 5,000 dollars", "5,000 to 20,000 dollars", "above 20,000 dollars"};
  static constexpr std::array<const char*, 4> peaces = {
      "in conflict at the origin", "1 to 4 years of peace", "5 to 19 years of peace",
      "20 years of peace or more"};
  std::map<std::pair<int, std::string>, AheadGroup> groups;
  const auto add = [&](const AheadCase& one, int order, const std::string& name) {
    AheadGroup& group = groups[{order, name}];
    group.name = name;
    add_to_group(one, group);
  };
  for (const AheadCase& one : cases) {
    const int income = income_group(one.income);
    const int peace = peace_group(one.peace_years);
    add(one, 0, panel.countries.region[static_cast<std::size_t>(one.country)]);
    add(one, 1 + income, incomes[static_cast<std::size_t>(income)]);
    add(one, 4 + peace, peaces[static_cast<std::size_t>(peace)]);
    if (income == 2 && !one.ever_at_war) add(one, 8, "above 20,000, never at war");
  }
  std::vector<AheadGroup> all;
  for (auto& [key, group] : groups) {
    for (double* const sum :
         {&group.conflict_said, &group.conflict_came, &group.war_said, &group.war_came,
          &group.brier[0], &group.brier[1], &group.brier[2], &group.brier[3]}) {
      *sum /= group.cases;
    }
    all.push_back(group);
  }
  return all;
}

}  // namespace

std::vector<std::vector<AheadCase>> forecast_ahead(const ConflictPanel& panel, int origin,
                                                   const std::vector<int>& ahead, int draws,
                                                   std::uint64_t seed) {
  std::vector<std::vector<AheadCase>> cases(ahead.size());
  int steps = 0;
  for (const int years : ahead) {
    if (origin + years <= ConflictHistory::last_year) steps = std::max(steps, years);
  }
  if (steps == 0) return cases;
  const ConflictPaths paths = simulate_from(panel, origin, steps, draws, seed);
  const std::map<ClassKey, Eigen::Vector3d> counts = class_counts(panel, origin);
  for (const int country : panel.active) {
    AheadCase one = known_case(panel, country, origin);
    one.class_rate = shares_of(counts.at(class_of(panel, country, origin)));
    for (std::size_t a = 0; a < ahead.size(); ++a) {
      if (origin + ahead[a] > ConflictHistory::last_year) continue;
      one.now = panel.intensity(country, origin + ahead[a]);
      one.ours = simulated_chances(paths, ahead[a], country);
      cases[a].push_back(one);
    }
  }
  return cases;
}

std::vector<AheadReport> backtest_conflict_ahead(const ConflictPanel& panel,
                                                 const std::vector<int>& ahead, int draws,
                                                 std::uint64_t seed) {
  std::vector<std::vector<AheadCase>> cases(ahead.size());
  for (int origin = first_ahead_origin; origin < ConflictHistory::last_year; ++origin) {
    std::vector<int> wanted;
    std::vector<std::size_t> place;
    for (std::size_t a = 0; a < ahead.size(); ++a) {
      if (origin + ahead[a] < first_ahead_target) continue;
      wanted.push_back(ahead[a]);
      place.push_back(a);
    }
    const auto found = forecast_ahead(panel, origin, wanted, draws, seed);
    for (std::size_t w = 0; w < place.size(); ++w) {
      std::vector<AheadCase>& all = cases[place[w]];
      all.insert(all.end(), found[w].begin(), found[w].end());
    }
  }
  std::vector<AheadReport> reports;
  for (std::size_t a = 0; a < ahead.size(); ++a) {
    AheadReport report;
    report.ahead = ahead[a];
    report.first_target = std::max(first_ahead_target, first_ahead_origin + ahead[a]);
    report.last_target = ConflictHistory::last_year;
    report.cases = static_cast<int>(cases[a].size());
    for (const auto& [name, chances] : forecasters) {
      report.all.push_back(ahead_score(cases[a], name, chances));
    }
    report.tenths = tenths_of(cases[a]);
    report.groups = groups_of(panel, cases[a]);
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace peregrine
