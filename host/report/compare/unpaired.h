// What has changed between two forecasts that are not the same futures: of other tables, another
// model, another seed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/report/places.h"

namespace peregrine {

// Medians over all draws of each file, persons. Draws are not paired: the square of the change's
// Monte Carlo error is the sum of the squares of both.
struct UnpairedChange {
  Place place;        // of a route its name alone
  std::string route;  // code: crossings detected there in the calendar year; empty: migrants
  int year = 0;
  double median_old = 0;
  double median_new = 0;
  double change = 0;  // of the medians
  double error = 0;
  double mean_old = 0;
  double mean_new = 0;
};

struct UnpairedTable {
  bool by_year = false;  // of one place; else the places that have changed most in a year
  std::string title;
  std::vector<UnpairedChange> rows;
};

struct ForecastFile {
  std::string path;
  std::string scenario;
  std::string content_hash;
  std::string model_version;
  std::string known_to;  // empty: the file is of a format that does not say
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
};

struct UnpairedComparison {
  ForecastFile before;
  ForecastFile after;
  bool same_luck = false;            // model, tables and seed are the same
  std::vector<std::string> differs;  // what the runs differ in, a sentence each
  std::vector<std::string> alone;    // what only one of the files has, likewise
  std::vector<UnpairedTable> tables;
};

// The world by year and the ten destinations, origins, corridors and routes that have changed most
// in the last year that both files have (or the one asked for); or a country or corridor by year.
// Places are matched by their codes. Throws UsageError for a country, corridor or year that either
// file lacks, or where they have no year in common, and InputError where a file cannot be read.
UnpairedComparison compare_unpaired(const std::string& before, const std::string& after,
                                    const PlaceRequest& request);

std::string unpaired_as_text(const UnpairedComparison& comparison);
std::string unpaired_as_csv(const UnpairedComparison& comparison);
std::string unpaired_as_json(const UnpairedComparison& comparison);

}  // namespace peregrine
