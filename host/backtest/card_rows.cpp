// The rows of the skill card from the reports of its tests.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "host/backtest/card.h"

namespace peregrine {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view persistence_name = "persistence";

Verdict verdict_of(bool met) {
  return met ? Verdict::met : Verdict::missed;
}

bool within_five_points(double share, double nominal) {
  constexpr double points = 0.05;
  return std::abs(share - nominal) <= points;
}

// `classes` are the sums by class, with `all` over them.
template <typename Classes>
CardCoverage coverage_of(const Classes& classes, const ScoreSums& all) {
  CardCoverage coverage;
  coverage.at_80 = all.mean_coverage().at_80;
  coverage.at_95 = all.mean_coverage().at_95;
  for (const ScoreSums& one : classes) {
    if (one.count == 0.0) continue;
    coverage.classes += 1;
    const Coverage share = one.mean_coverage();
    if (!within_five_points(share.at_80, 0.80) || !within_five_points(share.at_95, 0.95)) {
      coverage.classes_off += 1;
    }
  }
  return coverage;
}

CardCoverage coverage_of(const BacktestReport& report) {
  const ScoreTable& table = report.forecasters.front().table;
  std::vector<ScoreSums> classes;
  for (std::size_t k = 0; k + 1 < size_class_count; ++k) {
    classes.push_back(table[static_cast<SizeClass>(k)]);
  }
  return coverage_of(classes, table[SizeClass::all]);
}

CardCoverage coverage_of(const NetMigrationForecaster& forecaster) {
  return coverage_of(std::span(forecaster.coverage).first(population_class_count - 1),
                     forecaster.coverage.back());
}

// A forecaster's score, and what Peregrine's is less it.
struct Rival {
  std::string name;
  double value = missing;
  MeanInterval difference{missing, missing, missing};
};

// The row of a score that is best when low. `rivals` has persistence where there is one.
CardRow row_beside(std::string target, std::string metric, double ours,
                   const std::vector<Rival>& rivals) {
  CardRow row;
  row.target = std::move(target);
  row.metric = std::move(metric);
  row.ours = ours;
  row.persistence = row.best_rival_value = missing;
  for (const Rival& rival : rivals) {
    if (rival.name == persistence_name) {
      row.persistence = rival.value;
    } else if (row.best_rival.empty() || rival.value < row.best_rival_value) {
      row.best_rival = rival.name;
      row.best_rival_value = rival.value;
    }
  }
  return row;
}

// The difference shown is that from `rival`.
void aim_at(CardRow& row, std::string aim, const Rival& rival, bool met) {
  row.aim = std::move(aim);
  row.compared = rival.name;
  row.difference = rival.difference;
  row.verdict = verdict_of(met);
}

const Rival& named(const std::vector<Rival>& rivals, std::string_view name) {
  return *std::ranges::find(rivals, name, &Rival::name);
}

const Rival& best_of(const std::vector<Rival>& rivals) {
  return *std::ranges::min_element(rivals, {}, &Rival::value);
}

void aim_below_every_rival(CardRow& row, const std::vector<Rival>& rivals) {
  const Rival& best = best_of(rivals);
  aim_at(row, "below every rival", best, row.ours < best.value);
}

void aim_below_persistence(CardRow& row, const std::vector<Rival>& rivals) {
  const Rival& persistence = named(rivals, persistence_name);
  aim_at(row, "below persistence", persistence, row.ours < persistence.value);
}

// The CRPS of all corridors, judged beside the same rivals as the errors.
Headline crps_headline(const BacktestReport& report) {
  Headline headline{"CRPS, persons", {}, {}};
  for (const ForecasterScores& one : report.forecasters) {
    headline.values.push_back(one.table[SizeClass::all].mean_crps());
  }
  for (const ScoreDifference& one : report.differences) {
    if (one.measure == "CRPS") headline.differences.push_back(one.value);
  }
  return headline;
}

std::vector<Rival> rivals_of(const BacktestReport& report, const Headline& headline) {
  std::vector<Rival> rivals;
  for (std::size_t k = 1; k < headline.values.size(); ++k) {
    rivals.push_back({report.forecasters[k].name, headline.values[k], headline.differences[k - 1]});
  }
  return rivals;
}

const ConflictDifference* difference_from(const ConflictReport& report, const std::string& rival,
                                          const std::string& measure) {
  for (const ConflictDifference& one : report.differences) {
    if (one.rival == rival && one.measure == measure) return &one;
  }
  return nullptr;
}

// The rivals' scores; the last state repeated is persistence.
std::vector<Rival> conflict_rivals(const ConflictReport& report, const std::string& measure,
                                   double ConflictScores::*member) {
  std::vector<Rival> rivals;
  for (std::size_t k = 1; k < report.all.size(); ++k) {
    const ConflictScores& scores = report.all[k];
    if (std::isnan(scores.*member)) continue;
    Rival rival{scores.name, scores.*member};
    if (const auto* difference = difference_from(report, scores.name, measure)) {
      rival.difference = difference->value;
    }
    if (scores.name == "last state repeated") rival.name = persistence_name;
    rivals.push_back(std::move(rival));
  }
  return rivals;
}

template <typename ScoreOf>
std::vector<Rival> rivals_of(const NetMigrationReport& report, const std::string& measure,
                             const ScoreOf& score) {
  std::vector<Rival> rivals;
  for (std::size_t k = 1; k < report.forecasters.size(); ++k) {
    rivals.push_back({report.forecasters[k].name, score(report.forecasters[k]), {}});
  }
  for (const ScoreDifference& one : report.differences) {
    if (one.measure != measure) continue;
    std::ranges::find(rivals, one.rival, &Rival::name)->difference = one.value;
  }
  return rivals;
}

}  // namespace

Verdict CardCoverage::verdict() const {
  return classes == 0 ? Verdict::none : verdict_of(classes_off == 0);
}

CardTest card_test(std::string name, const std::vector<BacktestReport>& reports, CardAim aim) {
  CardTest test;
  test.name = std::move(name);
  test.vintage = reports.back().vintage;
  test.fitted = reports.back().fitted;
  for (const BacktestReport& report : reports) {
    const std::string target = fmt::format("{}, {} ahead", report.target, report.years_ahead);
    std::vector<Headline> headlines = report.headlines;
    headlines.push_back(crps_headline(report));
    for (const Headline& headline : headlines) {
      const std::vector<Rival> rivals = rivals_of(report, headline);
      CardRow row = row_beside(target, headline.metric, headline.values.front(), rivals);
      if (aim == CardAim::below_persistence) {
        aim_below_persistence(row, rivals);
      } else {
        aim_below_every_rival(row, rivals);
      }
      row.coverage = coverage_of(report);
      test.rows.push_back(std::move(row));
    }
  }
  return test;
}

CardTest card_test(const std::vector<ChainReport>& reports) {
  CardTest test;
  test.name = "chain";
  test.vintage = reports.back().corridors.vintage;
  test.fitted = reports.back().corridors.fitted;
  for (const ChainReport& one : reports) {
    if (one.corridors.years_ahead > StockHistory::step_years || one.target.hindsight_to > 0)
      continue;
    const auto add = [&](const char* units, const BacktestReport& report) {
      const Headline& headline = report.headlines.front();
      const std::vector<Rival> rivals = rivals_of(report, headline);
      CardRow row =
          row_beside(fmt::format("{} from {}", report.target, one.target.from_year()),
                     fmt::format("MAE {}{}", units, one.target.table_year > 0 ? ", led" : ""),
                     headline.values.front(), rivals);
      aim_below_every_rival(row, rivals);
      row.coverage = coverage_of(report);
      test.rows.push_back(std::move(row));
    };
    add("corridors", one.corridors);
    add("destinations", one.destinations);
    add("origins", one.origins);
  }
  return test;
}

CardTest card_test(const std::vector<NetMigrationReport>& reports) {
  CardTest test;
  test.name = "net-migration";
  test.vintage = net_migration_vintage;
  test.fitted = reports.back().fitted;
  for (const NetMigrationReport& report : reports) {
    const std::string target =
        fmt::format("{}, {} ahead", period_name(report.target), report.horizon_years);
    for (const std::string measure : {"MAE", "CRPS"}) {
      const auto score = [&](const NetMigrationForecaster& one) {
        const ScoreSums& sums = one.errors.back();
        return measure == "MAE" ? sums.mean_absolute_error() : sums.mean_crps();
      };
      const std::vector<Rival> rivals = rivals_of(report, measure, score);
      CardRow row =
          row_beside(target, measure + ", per 1000", score(report.forecasters.front()), rivals);
      const Rival& autoregression = named(rivals, "shrunk AR(1)");
      aim_at(row, "at most shrunk AR(1)", autoregression, row.ours <= autoregression.value);
      row.coverage = coverage_of(report.forecasters.front());
      test.rows.push_back(std::move(row));
    }
  }
  return test;
}

CardTest card_test(const ConflictReport& report) {
  constexpr double least_area = 0.93;
  CardTest test;
  test.name = "conflict";
  test.vintage = conflict_vintage;
  test.fitted = conflict_fitted;
  const std::string target = fmt::format("{}-{}, 1 ahead", report.first_target, report.last_target);
  const ConflictScores& ours = report.all.front();

  std::vector<Rival> areas =
      conflict_rivals(report, "AUC conflict", &ConflictScores::area_conflict);
  for (Rival& one : areas) one.value = -one.value;  // an area is best when high
  CardRow area = row_beside(target, "AUC conflict", ours.area_conflict, areas);
  area.persistence = -area.persistence;
  area.best_rival_value = -area.best_rival_value;
  aim_at(area, fmt::format("at least {}", least_area), best_of(areas),
         ours.area_conflict >= least_area);
  test.rows.push_back(std::move(area));

  const auto add = [&](const char* metric, double ConflictScores::*member) {
    const std::vector<Rival> rivals = conflict_rivals(report, metric, member);
    test.rows.push_back(row_beside(target, metric, ours.*member, rivals));
    aim_below_every_rival(test.rows.back(), rivals);
  };
  add("Brier", &ConflictScores::brier);
  add("log score", &ConflictScores::log_score);
  return test;
}

CardTest card_test(std::string name, std::string fitted,
                   const std::vector<FigureSection>& sections) {
  CardTest test;
  test.name = std::move(name);
  test.fitted = std::move(fitted);
  for (const FigureSection& section : sections) {
    test.vintage += (test.vintage.empty() ? "" : "; ") + section.against;
    double aims = 0.0;
    double held = 0.0;
    for (const CheckedFigure& figure : section.figures) {
      if (!std::isfinite(figure.low)) continue;
      aims += 1.0;
      held += figure.holds() ? 1.0 : 0.0;
    }
    if (aims == 0.0) continue;
    CardRow row = row_beside(section.title, "figures in their ranges", held, {});
    row.difference = {missing, missing, missing};
    row.aim = fmt::format("all {:.0f}", aims);
    row.verdict = verdict_of(held == aims);
    test.rows.push_back(std::move(row));
  }
  return test;
}

}  // namespace peregrine
