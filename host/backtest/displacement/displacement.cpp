#include "host/backtest/displacement/displacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "host/backtest/displacement/ensemble.h"
#include "host/model/displacement/fit/displacement.h"

namespace peregrine {
namespace {

constexpr int posterior_draws = 8;  // a fit each, for every origin year

// What is scored, of which table.
struct Subject {
  DisplacedKind kind;
  DisplacementMeasure measure;
  const std::vector<float> DisplacementHistory::*figures;
  const std::vector<std::uint8_t> DisplacementHistory::*listed;
  const char* title;
  const char* vintage;
  const char* fitted;
};

constexpr Subject refugee_stock{
    DisplacedKind::refugees,
    DisplacementMeasure::stock,
    &DisplacementHistory::refugees,
    &DisplacementHistory::in_stocks,
    "Refugees by pair of origin and country of asylum, end of year, all pairs of UNHCR's table",
    "UNHCR Refugee Data Finder, stocks and new displacement; UCDP GED deaths; figures up to the "
    "origin as they stand today, not as published at the time",
    "everything on the years from 1990 to the origin; specification chosen on targets before 2010"};

constexpr Subject eu_applications{
    DisplacedKind::eu_asylum,
    DisplacementMeasure::arrivals,
    &DisplacementHistory::eu_applications,
    &DisplacementHistory::in_eu_table,
    "First-time asylum applications by pair, all pairs of Eurostat's table",
    "Eurostat migr_asyappctza (start and targets), UNHCR asylum claims (fit), UCDP GED deaths; "
    "figures up to the origin as they stand today, not as published at the time",
    "everything on UNHCR's claims in the same countries from 1990 to the origin; specification "
    "chosen on targets before 2016"};

// The scores of one horizon, target year after target year.
struct HorizonScores {
  CorridorScores ours{"Peregrine", ForecastKind::distribution, {}};
  CorridorScores persistence{"persistence", ForecastKind::point, {}};
  CorridorScores decay{"fitted decay", ForecastKind::point, {}};
  std::vector<double> at_origin;
  std::vector<int> area;
  double observed = 0;
};

// The share of a figure that is left after `horizon` years: least absolute deviations over all
// pairs and years up to `last_year`, a weighted median of the ratios.
double decay_factor(const DisplacementHistory& history, const Subject& subject, int first_year,
                    int last_year, int horizon) {
  const std::vector<float>& figures = history.*subject.figures;
  std::vector<std::pair<double, double>> ratios;  // ratio, weight
  double total = 0;
  for (int pair = 0; pair < history.pairs(); ++pair) {
    for (int year = first_year; year + horizon <= last_year; ++year) {
      const auto before = static_cast<double>(figures[DisplacementHistory::at(pair, year)]);
      if (before <= 0) continue;
      const auto after =
          static_cast<double>(figures[DisplacementHistory::at(pair, year + horizon)]);
      ratios.emplace_back(after / before, before);
      total += before;
    }
  }
  std::sort(ratios.begin(), ratios.end());
  double sum = 0;
  for (const auto& [ratio, weight] : ratios) {
    sum += weight;
    if (sum >= 0.5 * total) return ratio;
  }
  return 1.0;
}

class Backtest {
 public:
  Backtest(const std::string& inputs_dir, const Subject& subject, const BacktestTargets& targets,
           int draws, std::uint64_t seed)
      : inputs_(inputs_dir),
        history_(load_displacement_history(inputs_dir)),
        subject_(subject),
        targets_(targets),
        draws_(draws),
        seed_(seed),
        scores_(targets.horizons.size()) {}

  std::vector<BacktestReport> run() {
    std::set<int> origins;
    for (const int horizon : targets_.horizons) {
      for (int year = targets_.first_year; year <= targets_.last_year; ++year) {
        origins.insert(year - horizon);
      }
    }
    for (const int origin : origins) score_origin(origin);
    std::vector<BacktestReport> reports;
    for (std::size_t k = 0; k < scores_.size(); ++k) reports.push_back(report(k));
    return reports;
  }

 private:
  float figure(int pair, int year) const {
    return (history_.*subject_.figures)[DisplacementHistory::at(pair, year)];
  }

  DisplacementSamples forecast(const DisplacementPanel& panel) const {
    const DisplacementFit fit = fit_displacement(panel);
    Owned<DisplacementView> process =
        make_displacement_process(panel, fit.claim_share, {panel.last_year, panel.last_year},
                                  population_of_areas(inputs_, history_, panel.last_year),
                                  displacement_posterior(panel, fit, posterior_draws));
    if (subject_.measure == DisplacementMeasure::arrivals) {
      std::vector<float> start;
      for (const int pair : panel.source_pair) start.push_back(figure(pair, panel.last_year));
      process.put(process.view.arrivals, std::move(start));
    }
    return forecast_displacement(process.view, DeathsForecaster(panel), subject_.measure,
                                 targets_.horizons, draws_, seed_);
  }

  void score_origin(int origin) {
    const DisplacementPanel panel = make_displacement_panel(history_, subject_.kind, origin);
    DisplacementSamples samples = forecast(panel);
    std::vector<int> row_of(static_cast<std::size_t>(history_.pairs()), -1);
    for (int row = 0; row < panel.pairs(); ++row) {
      row_of[static_cast<std::size_t>(panel.source_pair[static_cast<std::size_t>(row)])] = row;
    }
    for (std::size_t k = 0; k < scores_.size(); ++k) {
      const int target = origin + targets_.horizons[k];
      if (target < targets_.first_year || target > targets_.last_year) continue;
      // Eurostat's table is too short to fit a decay on: UNHCR's claims stand in.
      const Subject past = decay_subject();
      const double left = decay_factor(history_, past, DisplacementHistory::first_year, origin,
                                       targets_.horizons[k]);
      for (int pair = 0; pair < history_.pairs(); ++pair) {
        if (!(history_.*subject_.listed)[static_cast<std::size_t>(pair)]) continue;
        score_pair(scores_[k], samples, k, row_of[static_cast<std::size_t>(pair)], pair,
                   figure(pair, origin), figure(pair, target), left);
      }
    }
  }

  Subject decay_subject() const {
    Subject past = subject_;
    if (subject_.kind == DisplacedKind::eu_asylum) past.figures = &DisplacementHistory::claims;
    return past;
  }

  void score_pair(HorizonScores& scores, DisplacementSamples& samples, std::size_t horizon, int row,
                  int pair, float before, float after, double left) const {
    const auto outcome = static_cast<double>(after);
    const auto start = static_cast<double>(before);
    std::vector<float> nobody(2, before);
    std::span<float> persons(nobody);
    if (row >= 0) {
      const auto begin = static_cast<std::size_t>(row) * static_cast<std::size_t>(draws_);
      persons = std::span<float>(samples.persons[horizon])
                    .subspan(begin, static_cast<std::size_t>(draws_));
      for (float& one : persons) one = std::round(one);
    }
    scores.ours.scores.push_back(score_ensemble(outcome, persons));
    scores.persistence.scores.push_back(score_point(outcome, start));
    scores.decay.scores.push_back(score_point(outcome, left * start));
    scores.at_origin.push_back(start);
    scores.area.push_back(history_.origin[static_cast<std::size_t>(pair)]);
    scores.observed += outcome;
  }

  BacktestReport report(std::size_t horizon) const {
    const HorizonScores& scores = scores_[horizon];
    BacktestReport report;
    report.title = subject_.title;
    report.origin = fmt::format("each target year less {}", targets_.horizons[horizon]);
    report.years_ahead = targets_.horizons[horizon];
    report.target = fmt::format("{}-{}", targets_.first_year, targets_.last_year);
    report.vintage = subject_.vintage;
    report.fitted = subject_.fitted;
    const std::vector<CorridorScores> all{scores.ours, scores.persistence, scores.decay};
    add_scores(report, all, scores.at_origin, scores.area, history_.area_count(), seed_);
    const auto headline = [&](const char* metric, double scale) {
      return mean_headline(metric, absolute_errors(all, scale), scores.area, history_.area_count(),
                           seed_);
    };
    const double mean_figure = scores.observed / static_cast<double>(scores.area.size());
    const Headline relative = headline("wMAPE, %", 100 / mean_figure);
    // The aims for refugees are set in shares, those for applications in persons.
    const bool in_shares = subject_.measure == DisplacementMeasure::stock;
    report.headlines = {in_shares ? relative : headline("MAE, persons", 1.0)};
    report.scalars.push_back(
        {"wMAPE, % (sum of absolute errors over sum of figures)", relative.values});
    report.notes.push_back("the bootstrap's countries are the countries of origin");
    return report;
  }

  std::string inputs_;
  DisplacementHistory history_;
  Subject subject_;
  BacktestTargets targets_;
  int draws_;
  std::uint64_t seed_;
  std::vector<HorizonScores> scores_;
};

}  // namespace

std::vector<BacktestReport> backtest_displacement(const std::string& inputs_dir,
                                                  const BacktestTargets& targets, int draws,
                                                  std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_displacement needs at least two draws");
  return Backtest(inputs_dir, refugee_stock, targets, draws, seed).run();
}

std::vector<BacktestReport> backtest_asylum(const std::string& inputs_dir,
                                            const BacktestTargets& targets, int draws,
                                            std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_asylum needs at least two draws");
  Subject subject = eu_applications;
  // Before Eurostat's table is long enough the same is asked of UNHCR's claims: the targets on
  // which the specification was chosen.
  if (targets.last_year < DisplacementHistory::first_eu_year + 1) {
    subject.figures = &DisplacementHistory::claims;
    subject.title = "Asylum claims by pair, all pairs of Eurostat's table, as UNHCR counts them";
  }
  return Backtest(inputs_dir, subject, targets, draws, seed).run();
}

BacktestTargets displacement_targets() {
  return {2010, 2024, {1, 3, 5}};
}

BacktestTargets asylum_targets() {
  return {2016, 2024, {1, 2, 3}};
}

}  // namespace peregrine
