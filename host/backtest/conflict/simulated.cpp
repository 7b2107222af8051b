// Simulated histories beside the observed one: how much conflict, how long, how deadly.
#include <algorithm>
#include <functional>

#include "host/backtest/conflict/conflict.h"
#include "host/backtest/conflict/ensemble.h"
#include "kernels/conflict/laws.h"

namespace peregrine {
namespace {

// One history, observed or simulated: [country][year] of the active countries, from the origin on.
struct History {
  std::vector<std::vector<float>> fought;  // persons, state-based: they make minor conflict and war
  std::vector<std::vector<float>> deaths;  // persons, all organised violence
};

double conflict_share(const History& history, float intensity) {
  double hits = 0.0;
  double years = 0.0;
  for (const std::vector<float>& path : history.fought) {
    for (std::size_t t = 1; t < path.size(); ++t) {
      hits += intensity_of(path[t]) == intensity ? 1.0 : 0.0;
      years += 1.0;
    }
  }
  return 100.0 * hits / years;
}

// Changes between peace and conflict a year.
double changes(const History& history, float from_deaths_below, bool begins) {
  double hits = 0.0;
  for (const std::vector<float>& path : history.fought) {
    for (std::size_t t = 1; t < path.size(); ++t) {
      const bool before = path[t - 1] >= from_deaths_below;
      const bool now = path[t] >= from_deaths_below;
      hits += before != now && now == begins ? 1.0 : 0.0;
    }
  }
  return hits / static_cast<double>(history.fought.front().size() - 1);
}

// Lengths of the runs of years with `least` deaths or more, years; those that began before the
// origin or go on at the end count as far as they are seen.
std::vector<double> spells(const History& history, float least) {
  std::vector<double> lengths;
  for (const std::vector<float>& path : history.fought) {
    double run = 0.0;
    for (std::size_t t = 1; t < path.size(); ++t) {
      if (path[t] >= least) {
        run += 1.0;
      } else if (run > 0.0) {
        lengths.push_back(run);
        run = 0.0;
      }
    }
    if (run > 0.0) lengths.push_back(run);
  }
  return lengths;
}

double mean_spell(const History& history, float least) {
  const std::vector<double> lengths = spells(history, least);
  double sum = 0.0;
  for (const double length : lengths) sum += length;
  return lengths.empty() ? 0.0 : sum / static_cast<double>(lengths.size());
}

double long_spells(const History& history) {
  constexpr double long_years = 5.0;
  const std::vector<double> lengths = spells(history, least_minor_deaths);
  const auto many = std::count_if(lengths.begin(), lengths.end(),
                                  [](double length) { return length >= long_years; });
  return lengths.empty() ? 0.0
                         : 100.0 * static_cast<double>(many) / static_cast<double>(lengths.size());
}

// Country-years of deaths of `least` or more.
double deadly_years(const History& history, float least) {
  double hits = 0.0;
  for (const std::vector<float>& path : history.deaths) {
    hits += static_cast<double>(
        std::count_if(path.begin() + 1, path.end(), [&](float deaths) { return deaths >= least; }));
  }
  return hits;
}

// Deaths of the whole period, and of the deadliest country-year.
double all_deaths(const History& history) {
  double sum = 0.0;
  for (const std::vector<float>& path : history.deaths) {
    for (std::size_t t = 1; t < path.size(); ++t) sum += static_cast<double>(path[t]);
  }
  return sum;
}

double deadliest_year(const History& history) {
  float most = 0.0f;
  for (const std::vector<float>& path : history.deaths) {
    most = std::max(most, *std::max_element(path.begin() + 1, path.end()));
  }
  return static_cast<double>(most);
}

struct Measure {
  const char* name;
  std::function<double(const History&)> of;
};

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all = {
      {"country-years in minor conflict, %", [](const History& h) { return conflict_share(h, 1); }},
      {"country-years at war, %", [](const History& h) { return conflict_share(h, 2); }},
      {"countries that enter conflict, a year",
       [](const History& h) { return changes(h, least_minor_deaths, true); }},
      {"countries that leave conflict, a year",
       [](const History& h) { return changes(h, least_minor_deaths, false); }},
      {"countries that enter war, a year",
       [](const History& h) { return changes(h, least_war_deaths, true); }},
      {"mean spell of conflict, years",
       [](const History& h) { return mean_spell(h, least_minor_deaths); }},
      {"spells of conflict of 5 years or more, %", long_spells},
      {"mean spell of war, years",
       [](const History& h) { return mean_spell(h, least_war_deaths); }},
      {"country-years of 10,000 deaths or more",
       [](const History& h) { return deadly_years(h, 1e4f); }},
      {"country-years of 100,000 deaths or more",
       [](const History& h) { return deadly_years(h, 1e5f); }},
      {"deaths of the period, thousands", [](const History& h) { return all_deaths(h) / 1e3; }},
      {"deadliest country-year, thousands",
       [](const History& h) { return deadliest_year(h) / 1e3; }},
  };
  return all;
}

History empty_history(const ConflictPanel& panel) {
  const std::vector<std::vector<float>> none(panel.active.size());
  return {none, none};
}

History observed_history(const ConflictPanel& panel, int origin_year, int last_year) {
  History history = empty_history(panel);
  for (std::size_t c = 0; c < panel.active.size(); ++c) {
    for (int year = origin_year; year <= last_year; ++year) {
      history.fought[c].push_back(static_cast<float>(panel.fought(panel.active[c], year)));
      history.deaths[c].push_back(static_cast<float>(panel.deaths(panel.active[c], year)));
    }
  }
  return history;
}

History simulated_history(const ConflictPanel& panel, const ConflictPaths& paths, int draw) {
  History history = empty_history(panel);
  for (std::size_t c = 0; c < panel.active.size(); ++c) {
    for (int step = 0; step <= paths.steps; ++step) {
      history.fought[c].push_back(paths.fought[paths.at(step, panel.active[c], draw)]);
      history.deaths[c].push_back(paths.deaths[paths.at(step, panel.active[c], draw)]);
    }
  }
  return history;
}

}  // namespace

std::vector<SimulatedFigure> simulate_history(const ConflictPanel& panel, int origin_year,
                                              int last_year, int draws, std::uint64_t seed) {
  constexpr int posterior_draws = 400;
  const ConflictCalibration calibration =
      calibrate_conflict(panel, fit_conflict(panel, origin_year), posterior_draws);
  const Owned<ConflictView> world =
      make_conflict_process(calibration, panel.history.neighbours, last_year - origin_year);
  std::vector<double> heat;
  for (const ConflictStart& start : calibration.countries) heat.push_back(start.heat);
  // Without coups, whose table does not reach back and whose effect is no fit.
  const ConflictPaths paths = simulate_conflict(world, {0.0f, 1.0f, 1.0f, 1}, heat, draws, seed);
  const History observed = observed_history(panel, origin_year, last_year);
  std::vector<std::vector<double>> values(measures().size());
  for (int draw = 0; draw < paths.draws; ++draw) {
    const History history = simulated_history(panel, paths, draw);
    for (std::size_t m = 0; m < values.size(); ++m) {
      values[m].push_back(measures()[m].of(history));
    }
  }
  std::vector<SimulatedFigure> figures;
  for (std::size_t m = 0; m < values.size(); ++m) {
    std::sort(values[m].begin(), values[m].end());
    figures.push_back({measures()[m].name, measures()[m].of(observed),
                       nearest_rank(values[m], 0.05), nearest_rank(values[m], 0.5),
                       nearest_rank(values[m], 0.95)});
  }
  return figures;
}

}  // namespace peregrine
