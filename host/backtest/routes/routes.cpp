#include "host/backtest/routes/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "host/backtest/routes/coverage.h"
#include "host/backtest/routes/ensemble.h"
#include "host/backtest/routes/groups.h"
#include "host/model/routes/fit/routes.h"
#include "host/statistics/order.h"

namespace peregrine {
namespace {

constexpr int most_months_ahead = 12;
constexpr int least_months_before = 36;  // with figures, up to an origin
constexpr const char* frontex =
    "Frontex, monthly detections, as they stand today, not as published at the time; how the "
    "Eastern route is divided among borders uses border guards' figures of the whole year, its "
    "sum does not";
constexpr const char* home_office =
    "Home Office (United Kingdom), irregular migration statistics, quarters to the end of 2023, as "
    "they stand today";
constexpr double upper_levels[] = {0.95, 0.99};
constexpr int ideal_replicates = 400;
constexpr std::size_t upper_count = std::size(upper_levels);

// Loss of a quantile forecast (Koenker & Bassett 1978, Econometrica 46).
double pinball(double outcome, double forecast, double level) {
  return outcome >= forecast ? level * (outcome - forecast) : (1.0 - level) * (forecast - outcome);
}

// What each forecaster scored, target after target, group after group.
struct HorizonScores {
  CorridorScores ours{"Peregrine", ForecastKind::distribution, {}};
  CorridorScores persistence{"persistence", ForecastKind::point, {}};
  CorridorScores seasonal{"year before", ForecastKind::point, {}};
  CorridorScores changes{"past changes", ForecastKind::distribution, {}};
  std::vector<double> at_origin;
  std::vector<int> quarter;
  std::vector<int> group;
  double loss[2][upper_count] = {};  // of ours, of past changes

  std::vector<CorridorScores> all() const { return {ours, persistence, seasonal, changes}; }
};

// Persistence with its own past errors: the last figure times each change that its route has seen
// over as many months, in logs with the offset. Draws, ascending in time.
std::vector<float> past_changes(const RouteGroup& group, int origin, int months_ahead) {
  std::vector<float> draws;
  for (int month = group.first_month + months_ahead; month <= origin; ++month) {
    if (!group.has(month) || !group.has(month - months_ahead)) continue;
    const double before = group.at(month - months_ahead) + route_offset;
    const double change = (group.at(month) + route_offset) / before;
    draws.push_back(static_cast<float>(
        std::max(0.0, (group.at(origin) + route_offset) * change - route_offset)));
  }
  return draws;
}

class Backtest {
 public:
  Backtest(const RouteRecord& record, const RouteTargets& targets, int draws, std::uint64_t seed)
      : record_(record), targets_(targets), draws_(draws), seed_(seed) {
    subjects_ = {{"Monthly detections by route, six routes of Frontex", "", frontex,
                  six_routes(record.history)},
                 {"Monthly detections, Eastern Borders Route without Ukrainian nationals",
                  "Eastern ",
                  frontex,
                  {eastern_without_ukrainians(record.history)}},
                 {"Arrivals of a quarter by small boat over the Channel",
                  "Channel, quarters that were counted of ",
                  home_office,
                  {channel_by_quarter(record.history)}}};
    for (Subject& subject : subjects_) subject.scores.resize(targets_.months_ahead.size());
  }

  std::vector<BacktestReport> run() {
    std::set<int> origins;
    for (const int ahead : targets_.months_ahead) {
      for (int month = targets_.first_month; month <= targets_.last_month; ++month) {
        origins.insert(month - ahead);
      }
    }
    for (const int origin : origins) score_origin(origin);
    std::vector<BacktestReport> reports;
    for (const Subject& subject : subjects_) {
      for (std::size_t k = 0; k < subject.scores.size(); ++k) {
        if (!subject.scores[k].group.empty()) reports.push_back(report(subject, k));
      }
      if (subject.groups.size() > 1) reports.back().notes.push_back(note_on_bands(subject));
    }
    return reports;
  }

 private:
  struct Subject {
    std::string title;
    std::string label;  // before the target years
    const char* vintage;
    std::vector<RouteGroup> groups;
    std::vector<HorizonScores> scores = {};  // [months ahead]
  };

  void score_origin(int origin) {
    const std::vector<float> ensemble = route_ensemble(record_, fit_routes(record_.history, origin),
                                                       targets_.months_ahead.back(), draws_, seed_);
    for (Subject& subject : subjects_) {
      for (std::size_t k = 0; k < targets_.months_ahead.size(); ++k) {
        const int ahead = targets_.months_ahead[k];
        const int target = origin + ahead;
        if (target < targets_.first_month || target > targets_.last_month) continue;
        for (std::size_t g = 0; g < subject.groups.size(); ++g) {
          const RouteGroup& group = subject.groups[g];
          if (!is_scored(group, origin, target)) continue;
          HorizonScores& scores = subject.scores[k];
          scores.group.push_back(static_cast<int>(g));
          score(group, origin, target,
                group.draws(ensemble, ahead, record_.history.border_count(), draws_), scores);
        }
      }
    }
  }

  // Whether there are figures of both, and three years of them up to the origin.
  static bool is_scored(const RouteGroup& group, int origin, int target) {
    return group.has(origin) && group.has(target) &&
           group.has(origin - least_months_before + group.months);
  }

  void score(const RouteGroup& group, int origin, int target, std::vector<float> ours,
             HorizonScores& scores) const {
    const double outcome = group.at(target);
    for (float& one : ours) one = std::round(one);
    std::vector<float> changes = past_changes(group, origin, target - origin);
    scores.ours.scores.push_back(score_ensemble(outcome, ours));
    scores.persistence.scores.push_back(score_point(outcome, group.at(origin)));
    scores.seasonal.scores.push_back(score_point(outcome, group.at(target - most_months_ahead)));
    scores.changes.scores.push_back(score_ensemble(outcome, changes));
    for (std::size_t level = 0; level < upper_count; ++level) {
      scores.loss[0][level] +=
          pinball(outcome, sorted_quantile(ours, upper_levels[level]), upper_levels[level]);
      scores.loss[1][level] +=
          pinball(outcome, sorted_quantile(changes, upper_levels[level]), upper_levels[level]);
    }
    scores.at_origin.push_back(group.at(origin));
    scores.quarter.push_back((target - targets_.first_month) / 3);
  }

  BacktestReport report(const Subject& subject, std::size_t horizon) const {
    const HorizonScores& scores = subject.scores[horizon];
    BacktestReport report;
    report.title =
        fmt::format("{}, {} months ahead", subject.title, targets_.months_ahead[horizon]);
    report.origin = fmt::format("each target month less {}", targets_.months_ahead[horizon]);
    report.years_ahead = targets_.months_ahead[horizon];
    report.target = fmt::format("{}{}-{}", subject.label, targets_.first_month / 12,
                                targets_.last_month / 12 % 100);
    report.vintage = subject.vintage;
    report.fitted =
        "ordinary movement on the months up to the origin; its specification chosen on targets up "
        "to "
        "2018-12 and run blind on later ones. Fronts, their rates and the sizes of campaigns, and "
        "the priors of responses: today's tables of judgement, which know what happened by 2024";
    const int quarters = (targets_.last_month - targets_.first_month) / 3 + 1;
    const std::vector<CorridorScores> all = scores.all();
    add_scores(report, all, scores.at_origin, scores.quarter, quarters, seed_);
    report.headlines = {
        mean_headline("MAE, detections", absolute_errors(all), scores.quarter, quarters, seed_)};
    add_scalars(subject, scores, report);
    report.notes.push_back(
        "sizes are detections in the month, or quarter, of the origin; the bootstrap's clusters "
        "are quarters of "
        "the target, in place of countries; `past changes` is persistence with the changes that "
        "the "
        "route has seen before");
    return report;
  }

  void add_scalars(const Subject& subject, const HorizonScores& scores,
                   BacktestReport& report) const {
    const double count = static_cast<double>(scores.quarter.size());
    for (std::size_t level = 0; level < upper_count; ++level) {
      const double nothing = std::nan("");
      report.scalars.push_back(
          {fmt::format("pinball loss at {:.2f}, detections", upper_levels[level]),
           {scores.loss[0][level] / count, nothing, nothing, scores.loss[1][level] / count}});
    }
    for (std::size_t g = 0; g < subject.groups.size(); ++g) {
      ScoreSums sums[4];
      const std::vector<CorridorScores> all = scores.all();
      for (std::size_t i = 0; i < scores.group.size(); ++i) {
        if (scores.group[i] != static_cast<int>(g)) continue;
        for (std::size_t k = 0; k < all.size(); ++k) sums[k].add(all[k].scores[i]);
      }
      const std::string& name = subject.groups[g].name;
      const auto add = [&](const char* what, const auto& value) {
        report.scalars.push_back(
            {name + what, {value(sums[0]), value(sums[1]), value(sums[2]), value(sums[3])}});
      };
      add(": MAE", [](const ScoreSums& one) { return one.mean_absolute_error(); });
      report.scalars.push_back(
          {name + ": 80 % band holds, %", {100.0 * sums[0].mean_coverage().at_80}});
      report.scalars.push_back(
          {name + ": 95 % band holds, %", {100.0 * sums[0].mean_coverage().at_95}});
    }
  }

  // How many bands of single routes hold what they should, and how many could.
  std::string note_on_bands(const Subject& subject) const {
    int bands = 0, of_80 = 0, of_95 = 0;
    for (const HorizonScores& scores : subject.scores) {
      std::vector<ScoreSums> sums(subject.groups.size());
      for (std::size_t i = 0; i < scores.group.size(); ++i) {
        sums[static_cast<std::size_t>(scores.group[i])].add(scores.ours.scores[i]);
      }
      for (const ScoreSums& one : sums) {
        ++bands;
        of_80 += holds_80(one.mean_coverage().at_80) ? 1 : 0;
        of_95 += holds_95(one.mean_coverage().at_95) ? 1 : 0;
      }
    }
    const RouteFit fit = fit_routes(record_.history, targets_.first_month - 1);
    const auto level = [&fit](int border) {
      return fit.state.level[static_cast<std::size_t>(border)];
    };
    std::vector<RouteScales> scales;
    for (const RouteGroup& group : subject.groups) {
      const int largest = *std::ranges::max_element(group.borders, {}, level);
      const auto& fitted = fit.calibration.borders[static_cast<std::size_t>(largest)];
      scales.push_back({fitted.persistent_scale, fitted.transient_scale});
    }
    const int months = targets_.last_month - targets_.first_month + 1;
    const BandCount ideal =
        ideal_band_count(scales, targets_.months_ahead, months, ideal_replicates, seed_);
    return fmt::format(
        "of {} bands (a route, a number of months ahead), 80 % bands hold 75 to 85 % of the months "
        "in {}, 95 % bands 92 to 98 % in {}; a forecaster who knew the law of each route's largest "
        "border would see {:.1f} (sd {:.1f}) and {:.1f} (sd {:.1f}), since {} months that overlap "
        "are few",
        bands, of_80, of_95, ideal.of_80, ideal.spread_80, ideal.of_95, ideal.spread_95, months);
  }

  const RouteRecord& record_;
  RouteTargets targets_;
  int draws_;
  std::uint64_t seed_;
  std::vector<Subject> subjects_;
};

}  // namespace

RouteTargets route_targets() {
  return {month_number(2019, 1), month_number(2024, 12), {1, 3, 6, 12}};
}

RouteTargets route_choice_targets() {
  return {month_number(2013, 1), month_number(2018, 12), {1, 3, 6, 12}};
}

std::vector<BacktestReport> backtest_routes(const RouteRecord& record, const RouteTargets& targets,
                                            int draws, std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_routes needs at least two draws");
  return Backtest(record, targets, draws, seed).run();
}

std::vector<BacktestReport> backtest_routes(const std::string& inputs_dir,
                                            const RouteTargets& targets, int draws,
                                            std::uint64_t seed) {
  return backtest_routes(load_route_record(inputs_dir), targets, draws, seed);
}

}  // namespace peregrine
