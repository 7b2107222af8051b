// What an ensemble file says about itself: coordinates and root attributes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/store/route_names.h"
#include "host/store/schema.h"

namespace peregrine {

struct EnsembleHeader {
  // Coordinates.
  std::int64_t kept = 0;                  // realizations written one by one, the first of `draws`
  std::vector<int> years;                 // ascending, the baseline year first
  std::vector<std::string> country_iso3;  // [country] three characters, unknown origin (OOO) last
  std::vector<std::string> country_name;  // [country] UTF-8, at most 64 bytes
  std::vector<std::int32_t> corridor_origin;       // [corridor] index into country
  std::vector<std::int32_t> corridor_destination;  // [corridor] index into country
  std::vector<std::uint8_t> corridor_listed;  // [corridor] 1: in the baseline table, 0: may open
  RouteNames routes;                          // empty: no irregular corridors in this world
  // Whose single draws are kept in addition, from version 4 of the format on; both may be empty.
  std::vector<std::int32_t> kept_corridor;  // [kept corridor] index into corridor, ascending
  std::vector<std::int32_t> month_ahead;    // [month ahead] index into time, one after the other

  // Root attributes.
  std::string title;
  std::string model_version;
  std::string scenario;       // its name
  std::string scenario_toml;  // its whole text, every key resolved
  std::string inputs_sha256;
  std::string known_to;  // to when the run knew figures, in a line; from version 3 of the format
  std::string vintages;  // of each input table, a line each; likewise
  std::string
      own_months;  // border, first and last month of a user's own, a line each; may be empty
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
  std::string git_revision;
  std::string build;
  std::string machine;  // ranks, devices, SLURM job
  std::string history;
};

// Root attributes that say how long a part of the run took end in this.
inline constexpr std::string_view runtime_suffix = "_seconds";

// Where a file may hold the statistics of all its draws.
inline constexpr const char* mergeable_group = "mergeable";
inline constexpr const char* mergeable_dataset = "statistics";

// Days from 1 January 2020 to the first day of every month of the years [month].
std::vector<std::int32_t> first_days_of_months(const std::vector<int>& years);

// Extents that follow from a header.
Extents extents_of(const EnsembleHeader& header);

// Size of the finished file in bytes: within a few per cent where nothing is compressed, within a
// tenth where it is and the reference's numbers are in it.
double estimated_file_bytes(const EnsembleHeader& header,
                            Compression compression = Compression::none);

}  // namespace peregrine
