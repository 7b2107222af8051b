// What the audit of a forecast says, one statement a row.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace peregrine {

class Audited;

// What a bound rests on: computed from the tables of history, printed in a publication, or chosen.
enum class Basis { record, published, judgement };

// What a value counts or measures.
enum class AuditUnit {
  persons,
  countries,
  country_years,
  origins,
  routes,
  coups,
  campaigns,
  share,
  times,
  logs,
  kelvin,
  per_million,
  parts_per_million,
  gigatonnes
};

// The words for one and for many: "country", "countries"; "K" and "K".
struct Counted {
  const char* one;
  const char* many;
};
Counted counted(AuditUnit unit);

// What a file has and what is not odd, both ends included; infinite where there is no end.
struct Finding {
  double value = 0;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::string where = {};  // of which places or year the value is; empty: of the statement's own
  // Those that a reason must name: countries, corridors, routes or a year that the value is of.
  std::vector<std::string> places = {};
};

struct Statement {
  std::string id;      // "conflict.china"; the section stands before the point
  std::string words;   // what the value is, as a noun
  std::string source;  // of the bound
  Basis basis = Basis::record;
  AuditUnit unit = AuditUnit::share;
  // Throws Untold where the file lacks what it takes.
  std::function<Finding(const Audited&)> find;
};

using Statements = std::vector<Statement>;

// The source of a bound that is known from a publication of which no file stands in inputs/.
std::string recalled(const std::string& publication);

// A file each, in the order of the card.
Statements world_statements();
Statements country_statements();
Statements gain_statements();
Statements corridor_statements();
Statements corridor_share_statements();
Statements displacement_statements();
Statements origin_statements();
Statements whose_displaced_statements();
Statements war_statements();
Statements war_chance_statements();
Statements route_statements();
Statements crossing_statements();
Statements climate_statements();

}  // namespace peregrine
