// What `peregrine summary` says of an ensemble, as data and in three forms.
#pragma once

#include <string>
#include <vector>

#include "host/report/irregular.h"
#include "host/report/places.h"

namespace peregrine {

// The stock of one place by year.
struct StockSeries {
  Place place;
  std::vector<int> years;
  std::vector<StockEstimate> estimates;  // one a year
};

// Series that are shown together.
struct SummaryTable {
  enum class Shape { years, ranking };
  Shape shape = Shape::years;
  std::string title;
  std::vector<StockSeries> series;
};

// What the draws lived through in a year, over the realizations kept one by one.
struct WorldYear {
  int year = 0;
  double low = 0;  // 5 %
  double median = 0;
  double high = 0;  // 95 %
};
struct WorldSeries {
  std::string title;             // with its unit
  std::string variable;          // of the ensemble file
  double shown_per_unit = 1.0;   // 1e-6 for millions
  int decimals = 0;              // shown
  std::vector<WorldYear> years;  // every ten years and the last, in the variable's unit
};

struct Summary {
  std::string file;
  std::string scenario;
  std::string model_version;
  std::string known_to;  // to when the figures behind it reach; empty: not in the file
  std::string content_hash;
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
  std::vector<SummaryTable> tables;
  std::vector<WorldSeries> world;  // empty where places were asked for
  // The overview, or where routes or fronts were asked for, these, and no tables.
  IrregularReport irregular;
};

struct SummaryRequest {
  PlaceRequest place;
  IrregularRequest irregular;
};

// The world by year, the largest ten destinations, origins and corridors in the last year and an
// overview of irregular corridors; or what is asked instead. Throws UsageError for a country,
// corridor, route, front, month or year that the file lacks, and InputError where the file cannot
// be read.
Summary summarize(const EnsembleReader& reader, const SummaryRequest& request);

// For people: at most 100 columns.
std::string summary_as_text(const Summary& summary);
// One line a place and year, persons, RFC 4180.
std::string summary_as_csv(const Summary& summary);
std::string summary_as_json(const Summary& summary);

}  // namespace peregrine
