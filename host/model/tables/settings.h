// What the processes of a run share of its settings: plain data.
#pragma once

#include <algorithm>

namespace peregrine {

// Whether a part of the ensemble's uncertainty is sampled or held at its centre.
enum class Sampling { off, on };

// As the kernels take it: 1 where it is sampled, 0 where it is held.
inline constexpr int flag_of(Sampling sampling) {
  return sampling == Sampling::on ? 1 : 0;
}
inline constexpr float weight_of(Sampling sampling) {
  return sampling == Sampling::on ? 1.0f : 0.0f;
}

// Measures that states take from a year on, each borne on by one process or more.
struct PolicySettings {
  int from_year = 2026;
  double adaptation_finance = 0.0;  // share of the responses to heat that it takes away
  double legal_pathways = 0.0;      // share of arrivals that rich destinations take in addition
  double asylum_recognition = 1.0;  // times the weight of rich destinations of the displaced
  double returns = 1.0;             // times the share of the displaced who leave those a year
  double coup_belt_stabilisation = 0.0;  // share of the belt's coups and odds that it takes away
};

struct SharedSettings {
  int first_year = 2020;      // whose stocks a run begins with; a back-test's is an earlier one
  int to_year = 2050;         // last year forecast, first_year + 1 ... 2100
  int observed_until = 2024;  // last year that repeats what was observed, first_year ... 2024
  // A posterior draw per realization, or the posterior's mean: of all but the climate's parameters.
  Sampling parameter_uncertainty = Sampling::on;
  PolicySettings policy;

  // Of a run that may end earlier than the record.
  int last_observed_year() const { return std::min(observed_until, to_year); }
};

}  // namespace peregrine
