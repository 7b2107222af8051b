#include "host/backtest/scoring/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

namespace peregrine {
namespace {

constexpr std::size_t report_columns = 110;
// Forecasters that fit beside each other at 20 columns each after the 22 of class and count.
constexpr std::size_t forecasters_per_block = 4;

// A mean number of persons in `width` columns, to the tenth where there is room.
std::string persons_cell(double persons, int width) {
  return std::abs(persons) < 1e6 ? fmt::format("{:>{}.1f}", persons, width)
                                 : fmt::format("{:>{}.3e}", persons, width);
}

SizeClass class_at(std::size_t index) {
  return static_cast<SizeClass>(index);
}

double difference(const Score& a, const Score& b, double Score::*measure) {
  return a.*measure - b.*measure;
}

void add_difference(BacktestReport& report, const CorridorScores& ours, const CorridorScores& rival,
                    std::string measure, double Score::*member, std::span<const int> destination,
                    int countries, std::uint64_t seed) {
  std::vector<double> values(ours.scores.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = difference(ours.scores[i], rival.scores[i], member);
  }
  report.differences.push_back(
      {rival.name, std::move(measure), cluster_bootstrap(values, destination, countries, seed)});
}

std::string error_block(std::span<const ForecasterScores> forecasters) {
  std::string text = fmt::format("{:<12}{:>9}", "size at", "");
  for (const ForecasterScores& one : forecasters) text += fmt::format(" {:>20.20}", one.name);
  text += fmt::format("\n{:<12}{:>9}", "origin", "corridors");
  for (std::size_t k = 0; k < forecasters.size(); ++k)
    text += fmt::format(" {:>10}{:>10}", "MAE", "CRPS");
  text += "\n";
  for (std::size_t size = 0; size < size_class_count; ++size) {
    text += fmt::format("{:<12}{:>9.0f}", size_class_name(class_at(size)),
                        forecasters.front().table[class_at(size)].count);
    for (const ForecasterScores& one : forecasters) {
      const ScoreSums& sums = one.table[class_at(size)];
      text += persons_cell(sums.mean_absolute_error(), 11) + persons_cell(sums.mean_crps(), 10);
    }
    text += "\n";
  }
  return text + "\n";
}

std::string percentages(const Coverage& share) {
  return fmt::format(" {:>7.1f}{:>7.1f}{:>7.1f}", 100 * share.at_50, 100 * share.at_80,
                     100 * share.at_95);
}

std::string coverage_block(const ForecasterScores& one) {
  std::string text = fmt::format(
      "Coverage of {}, % (PIT-based; plain bands, generous where zero is an atom)\n{:<12}{:>9}",
      one.name, "size", "corridors");
  for (int kind = 0; kind < 2; ++kind) text += fmt::format(" {:>7}{:>7}{:>7}", "50", "80", "95");
  text += "\n";
  for (std::size_t size = 0; size < size_class_count; ++size) {
    const ScoreSums& sums = one.table[class_at(size)];
    text += fmt::format("{:<12}{:>9.0f}", size_class_name(class_at(size)), sums.count) +
            percentages(sums.mean_coverage()) + percentages(sums.mean_plain_coverage()) + "\n";
  }
  return text + "\n";
}

std::string difference_block(const std::vector<ScoreDifference>& differences) {
  std::string text =
      "Peregrine less rival, persons per corridor (95 % interval, bootstrap over countries)\n";
  for (const ScoreDifference& one : differences) {
    text += fmt::format("{:<28.28}{:>6}{:>12.1f}  [{:.1f}, {:.1f}]\n", one.rival, one.measure,
                        one.value.mean, one.value.low, one.value.high);
  }
  return text + "\n";
}

std::string scalar_block(const BacktestReport& report) {
  std::string text;
  for (const NamedScalar& scalar : report.scalars) {
    std::string line;
    for (std::size_t k = 0; k < scalar.values.size(); ++k) {
      const std::string name = k < report.forecasters.size() ? report.forecasters[k].name : "";
      line += fmt::format("{}{} {:.6g}", k ? "; " : "", name, scalar.values[k]);
    }
    text += wrapped(scalar.name + ":", line);
  }
  return text;
}

nlohmann::json coverage_json(const Coverage& share) {
  return {{"50", share.at_50}, {"80", share.at_80}, {"95", share.at_95}};
}

nlohmann::json row_json(const ForecasterScores& one, SizeClass size) {
  const ScoreSums& sums = one.table[size];
  nlohmann::json row = {{"forecaster", one.name},
                        {"size_class", size_class_name(size)},
                        {"corridors", sums.count},
                        {"mae", sums.mean_absolute_error()},
                        {"crps", sums.mean_crps()}};
  if (one.kind == ForecastKind::distribution) {
    row["coverage"] = coverage_json(sums.mean_coverage());
    row["plain_coverage"] = coverage_json(sums.mean_plain_coverage());
  }
  return row;
}

nlohmann::json headline_json(const BacktestReport& report, const Headline& headline) {
  nlohmann::json document = {{"metric", headline.metric},
                             {"values", nlohmann::json::object()},
                             {"differences", nlohmann::json::array()}};
  for (std::size_t k = 0; k < headline.values.size(); ++k) {
    const std::string& name = report.forecasters[k].name;
    document["values"][name] = headline.values[k];
    if (k == 0) continue;
    document["differences"].push_back(
        difference_json({name, headline.metric, headline.differences[k - 1]}));
  }
  return document;
}

}  // namespace

std::string wrapped(const std::string& label, const std::string& text) {
  std::string lines;
  std::string line = label;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string word = text.substr(start, end - start);
    if (line.size() + 1 + word.size() > report_columns) {
      lines += line + "\n";
      line = std::string(label.size(), ' ');
    }
    line += (line.empty() ? "" : " ") + word;
    start = end + 1;
  }
  return lines + line + "\n";
}

nlohmann::json difference_json(const ScoreDifference& difference) {
  return {{"rival", difference.rival},
          {"measure", difference.measure},
          {"mean", difference.value.mean},
          {"low_95", difference.value.low},
          {"high_95", difference.value.high}};
}

void add_scores(BacktestReport& report, const std::vector<CorridorScores>& all,
                std::span<const double> persons_at_origin, std::span<const int> destination,
                int countries, std::uint64_t seed) {
  for (const CorridorScores& one : all) {
    ForecasterScores scored{one.name, one.kind, {}};
    for (std::size_t i = 0; i < one.scores.size(); ++i) {
      scored.table.add(persons_at_origin[i], one.scores[i]);
    }
    report.forecasters.push_back(std::move(scored));
  }
  for (std::size_t k = 1; k < all.size(); ++k) {
    add_difference(report, all.front(), all[k], "MAE", &Score::absolute_error, destination,
                   countries, seed);
    add_difference(report, all.front(), all[k], "CRPS", &Score::crps, destination, countries, seed);
  }
}

Headline mean_headline(std::string metric, const std::vector<std::vector<double>>& values,
                       std::span<const int> cluster, int clusters, std::uint64_t seed) {
  Headline headline{std::move(metric), {}, {}};
  std::vector<double> gain(cluster.size());
  for (const std::vector<double>& one : values) {
    headline.values.push_back(std::accumulate(one.begin(), one.end(), 0.0) /
                              static_cast<double>(one.size()));
    if (&one == &values.front()) continue;
    std::ranges::transform(values.front(), one, gain.begin(), std::minus<>());
    headline.differences.push_back(cluster_bootstrap(gain, cluster, clusters, seed));
  }
  return headline;
}

std::vector<std::vector<double>> absolute_errors(const std::vector<CorridorScores>& all,
                                                 double scale) {
  std::vector<std::vector<double>> errors;
  for (const CorridorScores& one : all) {
    errors.emplace_back();
    for (const Score& score : one.scores) errors.back().push_back(scale * score.absolute_error);
  }
  return errors;
}

std::string format_report(const BacktestReport& report) {
  std::string text = wrapped("", report.title);
  text += wrapped("origin: ", report.origin) + wrapped("target: ", report.target);
  text += wrapped("data:   ", report.vintage) + wrapped("fitted: ", report.fitted) + "\n";
  const std::span<const ForecasterScores> forecasters(report.forecasters);
  for (std::size_t k = 0; k < forecasters.size(); k += forecasters_per_block) {
    text += error_block(
        forecasters.subspan(k, std::min(forecasters_per_block, forecasters.size() - k)));
  }
  for (const ForecasterScores& one : forecasters) {
    if (one.kind == ForecastKind::distribution) text += coverage_block(one);
  }
  if (!report.differences.empty()) text += difference_block(report.differences);
  text += scalar_block(report);
  for (const std::string& note : report.notes) text += wrapped("note:", note);
  return text;
}

nlohmann::json report_json(const BacktestReport& report) {
  nlohmann::json document = {{"title", report.title},
                             {"origin", report.origin},
                             {"target", report.target},
                             {"years_ahead", report.years_ahead},
                             {"vintage", report.vintage},
                             {"fitted", report.fitted},
                             {"notes", report.notes},
                             {"rows", nlohmann::json::array()},
                             {"differences", nlohmann::json::array()},
                             {"headlines", nlohmann::json::array()},
                             {"scalars", nlohmann::json::array()}};
  for (const ForecasterScores& one : report.forecasters) {
    for (std::size_t size = 0; size < size_class_count; ++size) {
      document["rows"].push_back(row_json(one, class_at(size)));
    }
  }
  for (const ScoreDifference& one : report.differences) {
    document["differences"].push_back(difference_json(one));
  }
  for (const Headline& one : report.headlines) {
    document["headlines"].push_back(headline_json(report, one));
  }
  for (const NamedScalar& scalar : report.scalars) {
    nlohmann::json values = nlohmann::json::object();
    for (std::size_t k = 0; k < scalar.values.size() && k < report.forecasters.size(); ++k) {
      values[report.forecasters[k].name] = scalar.values[k];
    }
    document["scalars"].push_back({{"name", scalar.name}, {"values", values}});
  }
  return document;
}

}  // namespace peregrine
