// What one run is asked to do: a scenario, resolved. Plain data, no behaviour.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace peregrine {

// Whether a part of the ensemble's uncertainty is sampled or held at its centre.
enum class Sampling { off, on };

struct RunSettings {
  // [scenario]
  std::string name = "reference";
  std::string description;

  // [run]
  std::int64_t draws = 2000;  // realizations, 1 ... 2^40
  std::uint64_t seed = 281;   // key of every random stream
  int to_year = 2050;         // last year forecast, 2021 ... 2100; the first is 2020
  int observed_until = 2023;  // last year that repeats what was observed, 2020 ... 2023
  std::int64_t keep = 1000;   // realizations written one by one; quantiles use all of them

  // [baseline]
  Sampling measurement_error = Sampling::on;

  // [stock]
  Sampling parameter_uncertainty = Sampling::on;  // a posterior draw per realization, or its mean
  Sampling innovations = Sampling::on;            // yearly shocks
  Sampling new_corridors = Sampling::on;          // corridors without migrants in 2020 may open

  // [climate]
  std::string climate_emissions =
      "pledges";                // one of emission_choices (host/model/climate/world.h)
  double delivery_china = 0.5;  // probabilities that a pledge is kept
  double delivery_united_states = 0.35;
  double delivery_european_union = 0.6;
  double delivery_india = 0.4;
  double delivery_rest_of_world = 0.3;
  double slip_years = 20.0;                               // mean delay of one that is not
  Sampling climate_parameter_uncertainty = Sampling::on;  // a member per draw, or the central one
  Sampling climate_variability = Sampling::on;            // of the globe and of each country
  Sampling climate_pattern_spread = Sampling::on;         // countries' patterns differ by model

  // [economy]
  Sampling economy_shocks = Sampling::on;   // incomes wander about their path
  Sampling income_response = Sampling::on;  // arrivals respond to incomes

  // [response]
  double warming_response = 1.0;  // of arrivals to warming: 0 none, 1 as published
  double food_response = 1.0;     // of arrivals to hot years where people live of agriculture

  // [conflict]
  Sampling conflict_simulated = Sampling::on;  // after observed_until, or as in that year
  Sampling new_wars = Sampling::on;            // countries at peace may come to conflict
  double coup_rate = 1.0;                      // times attempts, everywhere
  double interstate_war_rate = 1.0;            // times wars between states that begin
  double coup_belt_rate = 1.0;                 // times attempts in the coup belt
  double coup_belt_odds = 1.0;                 // times odds of minor conflict and of war there
  int ukraine_war_until = 2023;                // the war there does not end before
  double infrastructure_attacks = 0.0;         // share of outflow that they add while it lasts

  // [displacement]
  Sampling displacement_simulated = Sampling::on;  // after observed_until, or as in that year

  // [policy]
  int policy_from_year = 2026;
  double adaptation_finance = 0.0;  // share of the responses to heat that it takes away
  double legal_pathways = 0.0;      // share of arrivals that rich destinations take in addition
  double asylum_recognition = 1.0;  // times the weight of rich destinations of the displaced
  double returns = 1.0;             // times the share of the displaced who leave those a year
  double coup_belt_stabilisation = 0.0;  // share of the belt's coups and odds that it takes away

  // [irregular]
  Sampling irregular_simulated = Sampling::on;       // or as in a usual year
  std::string irregular_observed_until = "2023-12";  // month
  double enforcement_central_mediterranean = 0.0;    // share of crossings stopped in addition
  double enforcement_eastern_mediterranean = 0.0;
  double enforcement_western_balkans = 0.0;
  double enforcement_western_mediterranean = 0.0;
  double enforcement_western_africa = 0.0;
  double enforcement_eastern_borders = 0.0;
  double enforcement_darien = 0.0;
  double enforcement_us_south_west = 0.0;
  double transit_deal_libya = 0.0;  // share of departures prevented
  double transit_deal_turkey = 0.0;
  double transit_deal_morocco = 0.0;
  double transit_deal_west_africa = 0.0;

  // [campaign]
  Sampling campaigns_simulated = Sampling::on;  // begin by chance
  double campaign_rate = 1.0;                   // times
  std::string first_front = "none";             // of a campaign that is ordered
  std::string first_month = "2026-07";
  double first_attempts = 40000.0;  // in all
  std::string first_kind = "open";  // one of campaign_kinds
  std::string second_front = "none";
  std::string second_month = "2026-07";
  double second_attempts = 40000.0;
  std::string second_kind = "open";
  std::string third_front = "none";
  std::string third_month = "2026-07";
  double third_attempts = 40000.0;
  std::string third_kind = "open";

  // [posture]
  std::string posture = "frontex";
  std::string posture_rule = "triggered";
  std::string alliance = "collective";
  std::string posture_from = "2024-01";  // month
  double response_surge = 3.0;           // times the usual detections
  double response_least = 200.0;         // detections a month
  double response_confidence = 0.8;      // probability of a campaign
  double delay_national = 1.0;           // months
  double delay_frontex = 2.0;
  double delay_nato_non_military = 3.0;
  double delay_nato_military = 4.0;
  double hold_months = 6.0;
  double cost_national = 10.0;  // million euros a month and border
  double cost_frontex = 15.0;
  double cost_nato_non_military = 20.0;
  double cost_nato_military = 40.0;

  std::string resolved_toml;  // the whole scenario with every key, as stored in the ensemble file
};

// The last year of a run that repeats what was observed: settings.observed_until, or the run's own
// last year where that is earlier.
inline int last_observed_year(const RunSettings& settings) {
  return std::min(settings.observed_until, settings.to_year);
}

}  // namespace peregrine
