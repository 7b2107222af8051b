// Conflict and displacement of the synthetic world: two observed years, then wars, coups and
// flight.
#pragma once

#include <vector>

#include "tests/model/synthetic_world.h"

namespace peregrine {

inline constexpr int observed_steps = 2;

struct SyntheticConflict {
  Numbers numbers;
  std::vector<float> active = std::vector<float>(countries, 1.0f);
  std::vector<int> neighbour_start;
  std::vector<int> neighbour;
  std::vector<float> log_population = numbers.list((years + 1) * countries, -3.0f, 2.0f);
  std::vector<float> log_income = numbers.list((years + 1) * countries, -2.0f, 2.0f);
  std::vector<float> deaths = {0.0f, 30.0f, 5000.0f, 0.0f, 120.0f, 7.0f, 40000.0f, 0.0f};
  std::vector<float> fought = {0.0f, 30.0f, 4000.0f, 0.0f, 20.0f, 0.0f, 39000.0f, 0.0f};
  std::vector<float> memory = numbers.list(countries, 0.0f, 8.0f);
  std::vector<float> long_memory = numbers.list(countries, 0.0f, 8.0f);
  std::vector<float> other_past = numbers.list(countries, 0.0f, 6.0f);
  std::vector<float> effect = numbers.list(countries, -0.3f, 0.3f);
  std::vector<float> effect_deviation = numbers.list(countries, 0.1f, 0.3f);
  std::vector<float> interstate = {0, 0, 1, 0, 0, 0, 1, 0};
  std::vector<int> held_until = {0, 0, 3, 0, 0, 0, 0, 0};
  std::vector<float> share = std::vector<float>(countries, 1.0f / (countries - 1));
  std::vector<float> elsewhere = std::vector<float>(countries, 0.0f);
  std::vector<float> belt = {0, 1, 1, 0, 0, 0, 1, 0};
  std::vector<float> coup_memory = numbers.list(countries, 0.0f, 2.0f);
  std::vector<float> posterior;
  std::vector<float> past_deaths = numbers.list((observed_steps + 1) * countries, 0.0f, 2000.0f);
  std::vector<float> past_fought = numbers.list((observed_steps + 1) * countries, 0.0f, 1500.0f);
  std::vector<float> past_interstate = std::vector<float>((observed_steps + 1) * countries, 0.0f);
  std::vector<float> past_coups = {1.0f, 0.0f, 2.0f};
  std::vector<float> heat = numbers.list(countries, 0.0f, 3.0f);
  std::vector<float> per_kelvin = numbers.list(countries, 0.5f, 3.0f);

  SyntheticConflict() {
    active.back() = share.back() = 0.0f;
    for (int country = 0; country < countries; ++country) {
      neighbour_start.push_back(static_cast<int>(neighbour.size()));
      if (country > 0) neighbour.push_back(country - 1);
      if (country + 2 < countries) neighbour.push_back(country + 1);
    }
    neighbour_start.push_back(static_cast<int>(neighbour.size()));
    for (int row = 0; row < posterior_rows; ++row) add_posterior_row();
  }

  void add_posterior_row() {
    float row[conflict_parameter_count] = {};
    for (int which = 0; which < coup_odds; ++which) row[which] = numbers.next(-0.5f, 1.0f);
    row[minor_odds] = -1.0f;
    row[war_odds] = -2.0f;
    row[coup_odds] = numbers.next(0.0f, 1.0f);
    row[common_persist] = numbers.next(0.3f, 0.9f);
    row[common_spread] = numbers.next(0.05f, 0.3f);
    row[any_level] = -1.0f;
    row[other_level] = 1.0f;
    row[any_last] = row[any_past] = numbers.next(0.2f, 0.6f);
    row[other_last] = numbers.next(0.4f, 0.8f);
    row[ConflictParameter::other_past] = numbers.next(0.0f, 0.1f);
    row[any_in_conflict] = row[any_in_war] = numbers.next(0.5f, 1.5f);
    row[other_in_conflict] = row[other_in_war] = numbers.next(0.0f, 0.5f);
    row[other_spread] = numbers.next(0.5f, 1.0f);
    row[other_tail] = numbers.next(0.0f, 0.2f);
    row[minor_level] = -2.0f;
    row[minor_deaths] = row[minor_memory] = numbers.next(0.1f, 0.5f);
    row[minor_spread] = row[war_spread] = numbers.next(0.8f, 1.5f);
    row[war_level] = 0.2f;
    row[war_persist] = numbers.next(0.4f, 0.8f);
    row[war_entry] = -0.3f;
    row[war_tail] = numbers.next(0.0f, 0.3f);
    row[quiet_level] = -1.0f;
    row[quiet_deaths] = row[quiet_memory] = 0.3f;
    row[interstate_rate] = numbers.next(0.5f, 2.0f);
    row[interstate_end] = numbers.next(0.2f, 0.6f);
    row[interstate_tail] = numbers.next(0.4f, 0.7f);
    row[coups_africa] = numbers.next(1.0f, 4.0f);
    row[coups_elsewhere] = numbers.next(0.5f, 2.0f);
    row[coup_self] = row[coup_belt_rate] = numbers.next(0.05f, 0.2f);
    posterior.insert(posterior.end(), row, row + conflict_parameter_count);
  }

  void add_to(WorldView& world) const {
    ConflictView& view = world.conflict;
    view.countries = countries;
    view.active = active.data();
    view.neighbour_start = neighbour_start.data();
    view.neighbour = neighbour.data();
    view.log_population = log_population.data();
    view.log_income = log_income.data();
    view.deaths = deaths.data();
    view.fought = fought.data();
    view.memory = memory.data();
    view.long_memory = long_memory.data();
    view.other_past = other_past.data();
    view.effect = effect.data();
    view.effect_deviation = effect_deviation.data();
    view.interstate = interstate.data();
    view.held_until = held_until.data();
    view.interstate_weight = view.coup_weight_africa = share.data();
    view.coup_weight_elsewhere = elsewhere.data();
    view.coup_belt = belt.data();
    view.coup_memory = coup_memory.data();
    view.coup_belt_countries = 3.0f;
    view.posterior = posterior.data();
    view.posterior_rows = posterior_rows;
    world.conflict_switches = {1.0f, 1.0f, 1.0f, 1, 0.5f, 0.3f, 0.2f, 2};
    world.conflict_links = {1,
                            observed_steps,
                            1,
                            past_deaths.data(),
                            past_fought.data(),
                            past_interstate.data(),
                            past_coups.data(),
                            heat.data(),
                            per_kelvin.data()};
  }
};

// One area a country, and a pair for every third corridor.
struct SyntheticDisplacement {
  Numbers numbers;
  std::vector<int> first_pair;
  std::vector<int> pair_of_corridor = std::vector<int>(corridors, -1);
  std::vector<int> area;
  std::vector<int> host;
  std::vector<float> contiguous, log_distance, log_openness, stock, arrivals, observed_stock,
      observed_arrivals, rich, late_exits, log_volatility, first_shock;
  std::vector<float> deaths = numbers.list(countries, 0.0f, 3000.0f);
  std::vector<float> calm_years = numbers.list(countries, 0.0f, 20.0f);
  std::vector<float> log_own_outflow = numbers.list(countries, 2.3f, 8.0f);
  std::vector<float> cap = numbers.list(countries, 9.0f, 14.0f);
  std::vector<float> most_abroad = numbers.list(countries, 5.0e4f, 5.0e6f);
  std::vector<float> most_hosted = std::vector<float>(countries, 4.0e5f);
  std::vector<float> rise = numbers.list(countries, 0.0f, 1.0f);
  std::vector<float> posterior;

  SyntheticDisplacement(const std::vector<int>& origin, const std::vector<int>& destination) {
    for (int here = 0; here < countries; ++here) {
      area.push_back(here);
      first_pair.push_back(static_cast<int>(stock.size()));
      std::vector<char> taken(countries, 0);
      for (std::size_t c = 0; c < origin.size(); c += 3) {
        const auto to = static_cast<std::size_t>(destination[c]);
        if (origin[c] != here || taken[to] != 0) continue;
        taken[to] = 1;
        pair_of_corridor[c] = static_cast<int>(stock.size());
        host.push_back(destination[c]);
        add_pair();
      }
    }
    first_pair.push_back(static_cast<int>(stock.size()));
    const int pairs = static_cast<int>(stock.size());
    observed_stock = numbers.list(observed_steps * pairs, 0.0f, 40000.0f);
    observed_arrivals = numbers.list(observed_steps * pairs, 0.0f, 9000.0f);
    for (int row = 0; row < posterior_rows; ++row) add_posterior_row();
  }

  void add_pair() {
    contiguous.push_back(stock.size() % 2 == 0 ? 1.0f : 0.0f);
    log_distance.push_back(numbers.next(5.0f, 9.5f));
    log_openness.push_back(numbers.next(4.6f, 14.0f));
    stock.push_back(numbers.next(0.0f, 50000.0f));
    arrivals.push_back(numbers.next(0.0f, 5000.0f));
    late_exits.push_back(0.7f * arrivals.back());
    rich.push_back(numbers.next(0.0f, 1.0f));
    log_volatility.push_back(numbers.next(-1.0f, 0.5f));
    first_shock.push_back(numbers.next(-1.0f, 0.0f));
  }

  void add_posterior_row() {
    float row[displacement_parameter_count] = {};
    row[outflow_constant] = numbers.next(0.0f, 0.4f);
    row[outflow_memory] = numbers.next(0.8f, 0.97f);
    row[outflow_own] = numbers.next(0.0f, 0.2f);
    row[outflow_fade] = numbers.next(0.1f, 0.4f);
    row[outflow_level] = numbers.next(0.05f, 0.2f);
    row[outflow_jump] = numbers.next(0.1f, 0.4f);
    row[outflow_scale] = numbers.next(0.5f, 0.9f);
    row[outflow_tail] = numbers.next(0.1f, 0.3f);
    row[calm_constant] = numbers.next(-0.2f, 0.2f);
    row[calm_memory] = numbers.next(0.6f, 0.9f);
    row[calm_own] = numbers.next(0.1f, 0.2f);
    row[calm_fade] = numbers.next(0.2f, 0.9f);
    row[calm_scale] = numbers.next(0.4f, 0.7f);
    row[calm_tail] = numbers.next(0.1f, 0.3f);
    row[share_memory] = numbers.next(0.3f, 0.6f);
    row[share_contiguity] = numbers.next(0.2f, 0.6f);
    row[share_distance] = numbers.next(-0.4f, -0.1f);
    row[share_diaspora] = numbers.next(0.1f, 0.3f);
    row[share_openness] = numbers.next(0.0f, 0.2f);
    row[share_scale] = numbers.next(0.5f, 1.1f);
    row[exit_after] = numbers.next(0.02f, 0.1f);
    row[conflict_turnover] = numbers.next(0.1f, 0.6f);
    row[count_scale] = numbers.next(-0.5f, 0.0f);
    row[count_scale_by_size] = numbers.next(-0.15f, -0.05f);
    row[count_rise] = numbers.next(0.6f, 1.0f);
    row[count_tail] = numbers.next(0.2f, 0.6f);
    row[count_memory] = numbers.next(0.1f, 0.4f);
    row[count_origin_share] = numbers.next(0.1f, 0.3f);
    row[closing_peace] = numbers.next(0.02f, 0.2f);
    row[closing_minor] = row[closing_war] = numbers.next(0.02f, 0.1f);
    row[closing_after] = numbers.next(0.02f, 0.2f);
    row[closing_depth] = numbers.next(1.0f, 4.0f);
    posterior.insert(posterior.end(), row, row + displacement_parameter_count);
  }

  void add_to(WorldView& world) const {
    DisplacementView& view = world.displacement;
    view.areas = countries;
    view.pairs = static_cast<int>(stock.size());
    view.observed_years = observed_steps;
    view.first_pair = first_pair.data();
    view.host = host.data();
    view.contiguous = contiguous.data();
    view.log_distance = log_distance.data();
    view.log_openness = log_openness.data();
    view.stock = stock.data();
    view.arrivals = arrivals.data();
    view.deaths_row = area.data();
    view.deaths = deaths.data();
    view.log_volatility = log_volatility.data();
    view.first_shock = first_shock.data();
    view.calm_years = calm_years.data();
    view.log_own_outflow = log_own_outflow.data();
    view.log_outflow_cap = cap.data();
    view.most_abroad = most_abroad.data();
    view.most_hosted = most_hosted.data();
    view.observed_stock = observed_stock.data();
    view.observed_arrivals = observed_arrivals.data();
    view.posterior = posterior.data();
    view.posterior_rows = posterior_rows;
    view.outflow_rise = rise.data();
    view.rich = rich.data();
    view.log_recognition = -0.4f;
    view.more_exits = 0.5f;
    view.policy_step = 4;
    world.refugees = {pair_of_corridor.data(), area.data(), arrivals.data(), arrivals.data(),
                      late_exits.data()};
  }
};

}  // namespace peregrine
