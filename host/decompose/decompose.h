// What `peregrine decompose` says of a scenario: how much each driver moves the mean of a stock,
// and what share of its variance is each driver's, as data and in three forms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/report/compare/compare.h"
#include "host/report/places.h"
#include "host/run/machine.h"
#include "host/run/run.h"
#include "host/statistics/paired.h"
#include "host/statistics/variance_shares.h"

namespace peregrine {

// Beside the world: immigrants and emigrants of countries, corridors.
struct DecomposeRequest {
  std::vector<std::string> countries;  // ISO 3166-1 alpha-3
  std::vector<std::string> corridors;  // ORIG-DEST
  std::vector<int> years;              // none: the last
};

// Draws below which no error is to be trusted.
inline constexpr std::int64_t least_draws_to_decompose = 100;

// The seed that a driver's luck is drawn anew from. Its first bit is one, and no scenario's seed
// has that, so that the two never meet.
constexpr std::uint64_t second_seed_of(std::uint64_t seed) {
  return seed ^ 0x9E3779B97F4A7C15u;
}

struct DecomposedDriver {
  std::string name;
  std::string luck;
  std::string frozen;
  std::vector<ChangedKey> keys;  // of the scenario, what freezing changes; none: it is off already
};

struct DecomposedQuantity {
  Place place;
  int year = 0;
  VarianceShares variance;
  // [driver] B: the scenario, A: the same draws with the driver frozen. Persons.
  std::vector<PairedMean> effect;
};

struct Decomposition {
  std::string scenario;
  std::string model_version;
  std::uint64_t seed = 0;
  std::uint64_t second_seed = 0;
  std::int64_t draws = 0;
  std::int64_t runs = 0;  // of so many draws
  std::vector<DecomposedDriver> drivers;
  std::vector<DecomposedQuantity> quantities;
};

// On all ranks; what comes back is whole on rank 0 alone. Throws UsageError for too few draws and
// for places and years that the forecast lacks, InputError for a table that is wrong.
Decomposition decompose(const RunSettings& settings, const MachineSettings& machine,
                        const DecomposeRequest& request, const ProgressCallback& progress);

// For people: at most 100 columns.
std::string decomposition_as_text(const Decomposition& decomposition);
// One line a quantity and driver, persons, RFC 4180.
std::string decomposition_as_csv(const Decomposition& decomposition);
std::string decomposition_as_json(const Decomposition& decomposition);

}  // namespace peregrine
