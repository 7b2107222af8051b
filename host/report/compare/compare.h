// What `peregrine compare` says of ensembles on common random numbers, as data and in three forms.
// Everywhere B less A.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
  // The world, or a place in chosen draws, draw by draw; a place by year, or the places that differ
  // most, by batches of draws.
  enum class Shape { draws, years, ranking };
  Shape shape = Shape::draws;
  std::string title;
  std::vector<DifferenceSeries> series;
  std::int64_t mean_draws = 0;  // that the means are taken over
};

// What a border, a front or all borders differ in, over a year or over all years shown together.
struct BorderDifference {
  std::string code;    // "all" of all borders together
  std::string period;  // "2024", or "2020-2050" for the sum of these years
  PairedMean mean;
  std::optional<PairedSpread> spread;  // where the files hold the draws one by one
};

struct BorderTable {
  std::string quantity;  // "attempts"
  std::string title;
  std::vector<BorderDifference> rows;
  std::int64_t mean_draws = 0;  // that the means are taken over
};

struct ComparedFile {
  std::string path;
  std::string scenario;
  std::string content_hash;
};

// Of one place in one calendar year: months are added up, or their mean taken where the variable is
// a level or a chance.
struct OutputDifference {
  std::string code;  // of the place; empty: the world
  std::string name;  // in words
  int year = 0;
  PairedMean mean;
  std::optional<PairedSpread> spread;  // where the files hold the draws one by one
};

// The rows of one variable, by year; in a year the places in the file's order.
struct OutputTable {
  std::string variable;
  std::size_t section = 0;  // index into all_sections(), host/report/compare/sections.h
  std::string title;        // its long name
  std::string units;        // CF; "1" of what is counted
  bool of_places = false;
  std::int64_t mean_draws = 0;    // that the means are taken over
  std::int64_t spread_draws = 0;  // that quantiles and probabilities are taken over; 0: none
  std::vector<OutputDifference> rows;
};

// The draws in which something happens in A, by which B is judged as well.
struct GivenDraws {
  std::vector<std::uint8_t> chosen;  // [kept draw] 1: counts
  std::int64_t draws = 0;            // chosen
  std::int64_t also_in_b = 0;        // of them, those in which it happens in B as well
  std::string text;                  // as given
  std::string words;                 // "Central Mediterranean has more than 100,000"
  std::string period;                // "2025-01 to 2025-12"
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
  std::vector<OutputTable> outputs;  // where variables were asked for, and no other tables
  std::optional<GivenDraws> given;   // the tables are of these draws alone
};

struct CompareRequest {
  PlaceRequest place;
  std::string border;           // code or "all"; empty: not asked for
  bool all = false;             // every variable that the files have by draw or by batch
  std::vector<std::string> of;  // of these, sections or variables
  // Of variables, where no year is asked for; else the last one that each has.
  bool every_year = false;
  std::vector<std::string> given;   // each route=CODE:exceeds:N; all hold in A
  std::string given_from;           // first month of these, YYYY-MM; empty: the first simulated
  std::optional<int> given_months;  // added up; 12 where nothing is said

  bool of_variables() const { return all || !of.empty(); }
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

// The first file with each of the others, at least one; with every problem of all of them.
std::vector<ComparablePair> open_scenarios(const std::vector<std::string>& paths);

// The world by year, and the ten destinations, origins and corridors that differ most in the last
// year; or what is asked instead. Throws UsageError for a country, corridor, border or year that
// the files lack, for a condition that too few draws fulfil or that leaves nothing of what is
// asked, and InputError where a file cannot be read.
Comparison compare(const ComparablePair& pair, const CompareRequest& request);

// Of several scenarios with the same A, each as above, with the same places in the same order:
// those that differ most in any of them.
std::vector<Comparison> compare_scenarios(std::span<const ComparablePair> pairs,
                                          const CompareRequest& request);

// "all 2,000 draws", "the 120 draws kept", "the 57 draws chosen".
std::string draws_in_words(const Comparison& comparison, std::int64_t mean_draws);
// With fewer chosen draws a probability of a half has an error of more than 0.035.
inline constexpr std::int64_t few_chosen_draws = 200;
// That the draws chosen are few, and what helps; empty where they are not.
std::string few_draws_in_words(const GivenDraws& given);
// The keys that changed, a line each; how many draws of what both are of.
std::string changes_as_text(const Comparison& comparison);
std::string draws_line(const Comparison& comparison);
// For people: at most 100 columns.
std::string comparison_as_text(const Comparison& comparison);
// One line a place and year, persons, RFC 4180.
std::string comparison_as_csv(const Comparison& comparison);
std::string comparison_as_json(const Comparison& comparison);

}  // namespace peregrine
