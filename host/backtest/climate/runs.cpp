#include "host/backtest/climate/runs.h"

#include <algorithm>

#include "host/backtest/climate/fair_noise.h"
#include "host/device/tile_memory.h"
#include "kernels/climate/year.h"
#include "kernels/tile_arrays.h"

namespace peregrine {
namespace {

// One member in one lane.
class MemberLane {
 public:
  MemberLane(const ClimateView& view, int member) : view_(view) {
    state_.parameters = parameters_;
    state_.variables = variables_;
    output_.row = &row_;
    row_ = member;
    load_members<1>(view_, tile_, state_, output_);
  }

  void force(double forcing) {
    const float one[1] = {static_cast<float>(forcing)};
    advance_energy<1>(tile_, state_, forced_state, one);
  }

  // A year of emissions, GtCO2, to the year `index`, then the innovations of internal variability.
  void advance(int index, float emissions, const std::array<double, energy_states>& innovations) {
    variables_[emissions_now] = emissions;
    advance_globe<1>(view_, tile_, index, state_, output_);
    const float none[1] = {0.0f};
    advance_energy<1>(tile_, state_, internal_state, none);
    for (std::size_t i = 0; i < energy_states; ++i) {
      variables_[internal_state + i] += static_cast<float>(innovations[i]);
    }
  }

  double temperature() const {
    return static_cast<double>(variables_[forced_state + 1] + variables_[internal_state + 1]);
  }
  double co2() const {
    float airborne = 0.0f;
    for (int pool = 0; pool < carbon_pools; ++pool) airborne += variables_[carbon_pool + pool];
    return static_cast<double>(concentration(parameters_[co2_start], airborne));
  }

 private:
  ClimateView view_;
  Tile tile_ = {0, 0, 0, 1};
  ClimateState state_ = {};
  ClimateOutput output_ = {};
  float parameters_[climate_parameter_count] = {};
  float variables_[climate_variable_count] = {};
  int row_ = 0;
};

ClimateSettings settings_for(EmissionPath emissions) {
  ClimateSettings settings;
  settings.emissions = emissions;
  return settings;
}

// Takes the mean of 1850-1900 off every row, as the kernels weigh it.
void take_preindustrial_off(ClimateRun& run) {
  const auto years = static_cast<std::size_t>(run.years);
  for (std::size_t row = 0; row < run.rows(); ++row) {
    double* const series = run.temperature.data() + row * years;
    double mean = 0.0;
    for (std::size_t y = 0; y < years; ++y) {
      const int index = run.first_year + static_cast<int>(y) - climate_origin;
      mean += static_cast<double>(preindustrial_share(index)) * series[y];
    }
    for (std::size_t y = 0; y < years; ++y) series[y] -= mean;
  }
}

}  // namespace

std::vector<double> ClimateRun::sorted(const std::vector<double>& series, int year) const {
  std::vector<double> values;
  for (std::size_t row = 0; row < rows(); ++row) {
    values.push_back(series[row * static_cast<std::size_t>(years) +
                            static_cast<std::size_t>(year - first_year)]);
  }
  std::ranges::sort(values);
  return values;
}

std::vector<double> doubling_response(const ClimateInputs& inputs, int years, int ramp_years) {
  const Climate climate =
      make_climate(inputs, settings_for(EmissionPath::none), PopulationTrend::first_year);
  std::vector<double> response;
  for (std::size_t member = 0; member < inputs.members.size(); ++member) {
    MemberLane lane(climate.view, static_cast<int>(member));
    const double doubled = forcing_2co2_of_4co2 * inputs.members[member].forcing_4co2;
    for (int year = 1; year <= years; ++year) {
      lane.force(doubled * std::min(static_cast<double>(year) / ramp_years, 1.0));
    }
    response.push_back(lane.temperature());
  }
  return response;
}

ClimateRun run_members(const ClimateInputs& inputs, EmissionPath scenario,
                       const std::vector<std::uint32_t>& noise_seeds) {
  const Climate climate = make_climate(inputs, settings_for(scenario), PopulationTrend::first_year);
  const ClimateView& view = climate.view;
  ClimateRun run{ClimateYears::first, ClimateYears::count, {}, {}};
  for (std::size_t member = 0; member < inputs.members.size(); ++member) {
    const auto noise = fair_noise(energy_step(inputs.members[member]).covariance,
                                  noise_seeds[member], ClimateYears::count);
    MemberLane lane(view, static_cast<int>(member));
    run.temperature.push_back(lane.temperature());
    run.co2.push_back(lane.co2());
    for (int index = 1; index < ClimateYears::count; ++index) {
      float emissions = view.land[index - 1];
      for (int bloc = 0; bloc < bloc_count; ++bloc) {
        emissions += view.fossil[(index - 1) * bloc_count + bloc];
      }
      lane.advance(index, emissions, noise[static_cast<std::size_t>(index)]);
      run.temperature.push_back(lane.temperature());
      run.co2.push_back(lane.co2());
    }
  }
  take_preindustrial_off(run);
  return run;
}

ClimateRun run_draws_of_climate(const ClimateInputs& inputs, const ClimateSettings& settings,
                                YearSpan span, int draws, std::uint64_t seed) {
  constexpr int width = 16;
  const Climate climate = make_climate(inputs, settings, span.first);
  WorldView world = {};
  world.countries = static_cast<int>(inputs.pattern.size());
  world.years = span.last - span.first;
  world.climate = climate.view;
  const TileMemory memory(world, 1, width, {world.years + 1, 1});
  ClimateRun run{span.first, world.years + 1, {}, {}};
  for (int first = 0; first < draws; first += width) {
    const Tile tile = {seed, static_cast<std::uint64_t>(first), 0, width};
    for (int step = 0; step <= world.years; ++step) {
      const TileOutput year = output_of_year(world, memory.output(), step, width);
      const ClimateState& state = memory.state().climate;
      if (step == 0)
        begin_climate<width>(world.climate, world.countries, tile, state, year.climate);
      if (step > 0) {
        advance_climate<width>(world.climate, world.countries, tile, step, state, year.climate);
      }
    }
    for (int lane = 0; lane < std::min(width, draws - first); ++lane) {
      for (int step = 0; step <= world.years; ++step) {
        const auto& out = memory.output().climate;
        run.temperature.push_back(static_cast<double>(out.temperature[step * width + lane]));
        run.co2.push_back(static_cast<double>(out.co2[step * width + lane]));
      }
    }
  }
  // Where the run begins before 1901 the kernels do not yet know the mean of 1850-1900.
  if (span.first < 1901) take_preindustrial_off(run);
  return run;
}

}  // namespace peregrine
