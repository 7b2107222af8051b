// The chance that migrants in or from a country are more than a number, for the view of countries.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "host/report/page/sources.h"

namespace peregrine {

// Shares of the draws between whose quantiles the page interpolates.
inline constexpr std::array<double, 25> chance_levels = {
    0,    0.01, 0.025, 0.05, 0.1,  0.15, 0.2,  0.25, 0.3,  0.35,  0.4,  0.45, 0.5,
    0.55, 0.6,  0.65,  0.7,  0.75, 0.8,  0.85, 0.9,  0.95, 0.975, 0.99, 1};

// Whether the file keeps draws of countries, from format 4 on, and enough of them.
bool has_country_draws(const EnsembleReader& reader);

// Years, levels, the number of draws, and of immigrants and emigrants [country][year] the least
// draw, a step in persons, and by how many steps each quantile is above the one before it.
nlohmann::json chances_json(const EnsembleReader& reader);

// Of the largest destinations and origins, the chances of more than round numbers near the median
// of the last year; counted, not interpolated.
std::string chances_as_html(const EnsembleReader& reader);

}  // namespace peregrine
