// What a back-test reports: Peregrine and its rivals side by side, by size of the corridor.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "host/statistics/bootstrap.h"
#include "host/statistics/scores.h"

namespace peregrine {

// Whether a forecaster gives a distribution (scored for coverage) or a single figure.
enum class ForecastKind { point, distribution };

struct ForecasterScores {
  std::string name;
  ForecastKind kind = ForecastKind::point;
  ScoreTable table;
};

// Peregrine's mean score less the rival's: negative where Peregrine is better.
struct ScoreDifference {
  std::string rival;
  std::string measure;  // "MAE" or "CRPS"
  MeanInterval value;   // persons per corridor; 95 % interval over countries
};

// A figure outside the table, one value per forecaster in the order of `forecasters`.
struct NamedScalar {
  std::string name;  // with its unit, for example "net MAE, persons"
  std::vector<double> values;
};

// A score by which a test is judged, lower being better.
struct Headline {
  std::string metric;                     // with its unit
  std::vector<double> values;             // [forecaster]
  std::vector<MeanInterval> differences;  // [forecaster - 1] Peregrine less that rival
};

struct BacktestReport {
  std::string title;
  std::string origin;                         // last period or year that the forecasters saw
  std::string target;                         // period or year forecast
  int years_ahead = 0;                        // from the origin to the target
  std::string vintage;                        // publisher, table and revision of every figure used
  std::string fitted;                         // what was fitted on what
  std::vector<ForecasterScores> forecasters;  // Peregrine first
  std::vector<ScoreDifference> differences;
  std::vector<Headline> headlines;  // the score that the aim is set for comes first
  std::vector<NamedScalar> scalars;
  std::vector<std::string> notes;  // misses and limits, one sentence each
};

// One forecaster's scores of the same corridors, in the same order as its rivals'.
struct CorridorScores {
  std::string name;
  ForecastKind kind = ForecastKind::point;
  std::vector<Score> scores;
};

// Fills `forecasters` and `differences` of `report` from per-corridor scores; `all` has Peregrine
// first. `persons_at_origin` sets the size class, `destination` the bootstrap's clusters, in
// 0 ... countries-1.
void add_scores(BacktestReport& report, const std::vector<CorridorScores>& all,
                std::span<const double> persons_at_origin, std::span<const int> destination,
                int countries, std::uint64_t seed);

// The mean of `values`, Peregrine's first and one for each corridor of the bootstrap's `cluster`,
// as headline.
Headline mean_headline(std::string metric, const std::vector<std::vector<double>>& values,
                       std::span<const int> cluster, int clusters, std::uint64_t seed);

// Absolute errors of the corridors, times `scale`.
std::vector<std::vector<double>> absolute_errors(const std::vector<CorridorScores>& all,
                                                 double scale = 1.0);

// The report as text, at most 110 columns wide.
std::string format_report(const BacktestReport& report);

nlohmann::json report_json(const BacktestReport& report);

// What other reports share with this one: `text` after its label, in lines of at most 110 columns
// broken between words; a difference's row.
std::string wrapped(const std::string& label, const std::string& text);
nlohmann::json difference_json(const ScoreDifference& difference);

}  // namespace peregrine
