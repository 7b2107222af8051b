// Differences as cells of CSV and members of JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "host/statistics/paired.h"

namespace peregrine {

// "mean_a,mean_b,difference,mc_error,draws_saved", and the cells under it.
std::string paired_mean_columns();
std::string paired_mean_as_csv(const PairedMean& mean);

// "q0.1,...,mc_error_q0.1,...,probability_b_exceeds_a,probability_mc_error,ties", and the cells
// under it, empty where there is no spread.
std::string paired_spread_columns();
std::string paired_spread_as_csv(const std::optional<PairedSpread>& spread);

// Adds the members; of a spread none where there is none.
void add_to_json(nlohmann::ordered_json& row, const PairedMean& mean);
void add_to_json(nlohmann::ordered_json& row, const std::optional<PairedSpread>& spread);

}  // namespace peregrine
