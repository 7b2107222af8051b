// What `peregrine compare` says of two ensembles on common random numbers, as data and in three
// forms. Everywhere B less A.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/report/places.h"
#include "host/statistics/paired.h"
#include "host/support/toml_keys.h"

namespace peregrine {

// Of one place in one year, persons.
struct Difference {
  int year = 0;
  PairedMean mean;
  std::optional<PairedSpread> spread;  // where the files hold the draws one by one
};

struct DifferenceSeries {
  Place place;
  std::vector<Difference> differences;  // one a year
};

struct ComparisonTable {
  // The world draw by draw; a place by year, or the places that differ most, by batches of draws.
  enum class Shape { draws, years, ranking };
  Shape shape = Shape::draws;
  std::string title;
  std::vector<DifferenceSeries> series;
};

// What a border, a front or all borders differ in, over a year or over all years shown together.
struct BorderDifference {
  std::string code;    // "all" of all borders together
  std::string period;  // "2024", or "2020-2050" for the sum of these years
  PairedMean mean;
};

struct BorderTable {
  std::string quantity;  // "attempts"
  std::string title;
  std::vector<BorderDifference> rows;
};

struct ComparedFile {
  std::string path;
  std::string scenario;
  std::string content_hash;
};

struct Comparison {
  ComparedFile a;
  ComparedFile b;
  std::vector<ChangedKey> changed;  // the scenario's name and description aside
  std::string model_version;
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
  std::int64_t kept = 0;
  std::int64_t batches = 0;
  std::vector<ComparisonTable> tables;
  std::vector<BorderTable> borders;  // where borders were asked for, and no other tables
};

struct CompareRequest {
  PlaceRequest place;
  std::string border;  // code or "all"; empty: not asked for
};

// Two files that were found comparable.
struct ComparablePair {
  EnsembleReader a;
  EnsembleReader b;
};

// Throws InputError with every problem of either file, or with everything in which they are not two
// scenarios on common random numbers: model version, inputs, seed, draws, kept realizations, years,
// countries, corridors, routes, borders, fronts.
ComparablePair open_comparable(const std::string& path_a, const std::string& path_b);

// The world by year, and the ten destinations, origins and corridors that differ most in the last
// year; or what is asked instead. Throws UsageError for a country, corridor, border or year that
// the files lack, and InputError where a file cannot be read.
Comparison compare(const ComparablePair& pair, const CompareRequest& request);

// For people: at most 100 columns.
std::string comparison_as_text(const Comparison& comparison);
// One line a place and year, persons, RFC 4180.
std::string comparison_as_csv(const Comparison& comparison);
std::string comparison_as_json(const Comparison& comparison);

}  // namespace peregrine
