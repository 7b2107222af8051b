// What an ensemble says of irregular corridors, campaigns and responses, as data and in three
// forms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/report/estimates.h"

namespace peregrine {

// A code in a list, in lower case, or all of it.
struct IrregularRequest {
  std::string route;        // code or "all"; empty: not asked for
  std::string front;        // likewise
  std::string from;         // first month shown, YYYY-MM; empty: the first that draws differ in
  int months = 24;          // shown
  std::optional<int> year;  // this year alone
};

// A month, or a year where `month` is 0.
struct Period {
  int year = 0;
  int month = 0;

  std::string text() const;  // "2024" or "2024-07"
};

// Of one route, or of one group of nationals at one of its borders.
struct DetectionsRow {
  Period period;
  StockEstimate detections;  // crossings detected
  double entries = 0;        // mean, persons; NaN of a group of nationals
  double deaths = 0;         // mean of the dead and missing, persons; likewise
};

struct NationalsSeries {
  std::string border;       // code
  std::string nationality;  // ISO code or REST
  DetectionsRow row;        // of the last year shown
};

struct RouteReport {
  std::string code;
  std::string name;
  std::vector<DetectionsRow> years;
  std::vector<DetectionsRow> months;
  std::vector<NationalsSeries> nationals;  // the largest, of one route alone
};

// Means over all draws. NaN: the front presses on no border of the file, or no draw has such a
// month.
struct FrontRow {
  Period period;
  double campaign = 0;          // share of draws with a campaign in the period
  double begun = 0;             // campaigns that begin in the period; NaN of a month
  double attempts = 0;          // at the front's border, whoever makes them
  double deaths = 0;            // there, dead and missing
  double level = 0;             // of the response there, 0 to 4
  double observed_during = 0;   // observer's probability of a campaign, in months with one
  double observed_without = 0;  // ... and in months without
  double actor_during = 0;      // observer's probability of the front's actor, in months with one
};

struct FrontReport {
  std::string code;
  std::string name;
  std::vector<FrontRow> years;
  std::vector<FrontRow> months;
};

// All routes and fronts together, in one year.
struct IrregularWorldRow {
  int year = 0;
  StockEstimate flow;  // irregular arrivals in the world; NaN in the first year
  double deaths = 0;   // mean, at all borders of the file
  double begun = 0;    // mean campaigns that begin, in the world
};

struct IrregularReport {
  std::vector<RouteReport> routes;
  std::vector<FrontReport> fronts;
  std::vector<IrregularWorldRow> world;  // of the overview alone

  bool empty() const { return routes.empty() && fronts.empty(); }
};

// The routes or fronts asked for, by year and by month. Throws UsageError for what the file lacks,
// InputError where it cannot be read.
IrregularReport report_irregular(const EnsembleReader& reader, const IrregularRequest& request);

// The years' detections of every route and the world's row, in every tenth year and the last, or in
// one; empty where the file has no irregular corridors.
IrregularReport irregular_overview(const EnsembleReader& reader, const std::optional<int>& year);

// For people: at most 100 columns.
std::string irregular_as_text(const IrregularReport& report);
std::string irregular_overview_as_text(const IrregularReport& report);
// One line a route, group of nationals or front and period, RFC 4180.
std::string irregular_as_csv(const IrregularReport& report);
// A JSON object, one line.
std::string irregular_as_json(const IrregularReport& report);

}  // namespace peregrine
