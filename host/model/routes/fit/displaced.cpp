// Elasticity of detections in the displaced abroad.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "host/model/routes/fit/routes.h"

namespace peregrine {
namespace {

constexpr const char* us_border = "us-south-west";
constexpr double yearly_offset = 12.0 * route_offset;
constexpr double refugee_offset = 1000.0;          // persons; keeps tiny populations from deciding
constexpr double least_yearly_detections = 100.0;  // in the year before

// A nationality's change of both logs from one year to the next.
struct Change {
  int nationality;
  int year;
  double refugees;
  double detections;
};

// Detections of nationalities at European borders of first entry, by year from 2009 on.
std::map<std::string, std::vector<double>> yearly_detections(const IrregularHistory& history,
                                                             int first_year, int last_year) {
  std::map<std::string, std::vector<double>> table;
  for (int k = 0; k < history.corridor_count(); ++k) {
    const RouteCorridor& corridor = history.corridors[static_cast<std::size_t>(k)];
    const Border& border = history.borders[static_cast<std::size_t>(corridor.border)];
    if (!border.first_entry || border.code == us_border) continue;
    std::vector<double>& years = table[corridor.nationality];
    years.resize(static_cast<std::size_t>(last_year - first_year + 1), 0.0);
    for (int year = first_year; year <= last_year; ++year) {
      for (int month = month_number(year, 1); month <= month_number(year, 12); ++month) {
        years[static_cast<std::size_t>(year - first_year)] +=
            history.detections[history.at(month, k)];
      }
    }
  }
  return table;
}

// [year - first_year] of one origin; empty where UNHCR has none from there.
std::vector<double> refugees_of(const DisplacementHistory& displacement, const std::string& origin,
                                int first_year, int last_year) {
  const int area = displacement.area_of(origin);
  if (area < 0) return {};
  std::vector<double> persons(static_cast<std::size_t>(last_year - first_year + 1), 0.0);
  for (int pair = 0; pair < displacement.pairs(); ++pair) {
    if (displacement.origin[static_cast<std::size_t>(pair)] != area) continue;
    for (int year = first_year; year <= last_year; ++year) {
      persons[static_cast<std::size_t>(year - first_year)] +=
          static_cast<double>(displacement.refugees[DisplacementHistory::at(pair, year)]);
    }
  }
  return persons;
}

// What years have in common is not the origins' doing.
void take_off_year_means(std::vector<Change>& changes) {
  std::map<int, Change> sum;
  std::map<int, double> count;
  for (const Change& one : changes) {
    sum[one.year].refugees += one.refugees;
    sum[one.year].detections += one.detections;
    count[one.year] += 1.0;
  }
  for (Change& one : changes) {
    one.refugees -= sum[one.year].refugees / count[one.year];
    one.detections -= sum[one.year].detections / count[one.year];
  }
}

}  // namespace

Estimate fit_displaced_effect(const IrregularHistory& history,
                              const DisplacementHistory& displacement, int last_year) {
  const int first_year = IrregularHistory::first_month / 12;
  std::vector<Change> changes;
  int nationality = 0;
  for (const auto& [code, detections] : yearly_detections(history, first_year, last_year)) {
    const std::vector<double> refugees = refugees_of(displacement, code, first_year, last_year);
    ++nationality;
    if (refugees.empty()) continue;
    for (std::size_t i = 1; i < detections.size(); ++i) {
      if (detections[i - 1] < least_yearly_detections) continue;
      changes.push_back(
          {nationality, first_year + static_cast<int>(i),
           std::log((refugees[i] + refugee_offset) / (refugees[i - 1] + refugee_offset)),
           std::log((detections[i] + yearly_offset) / (detections[i - 1] + yearly_offset))});
    }
  }
  take_off_year_means(changes);
  double product = 0.0;
  double square = 0.0;
  for (const Change& one : changes) {
    product += one.refugees * one.detections;
    square += one.refugees * one.refugees;
  }
  if (square <= 0.0) return {};
  const double slope = product / square;
  std::map<int, double> scores;
  for (const Change& one : changes) {
    scores[one.nationality] += one.refugees * (one.detections - slope * one.refugees);
  }
  double variance = 0.0;
  for (const auto& [code, score] : scores) variance += score * score;
  return {slope, std::sqrt(variance) / square};
}

}  // namespace peregrine
