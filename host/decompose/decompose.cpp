#include "host/decompose/decompose.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "host/cluster/cluster.h"
#include "host/decompose/drivers.h"
#include "host/decompose/sampling.h"
#include "host/run/coordinates.h"
#include "host/scenario/scenario.h"
#include "host/support/error.h"
#include "host/support/version.h"

namespace peregrine {

namespace {

struct Wanted {
  std::vector<Quantity> quantities;
  std::vector<Place> places;
  std::vector<int> years;
};

Wanted wanted_of(const DecomposeRequest& request, const EnsembleHeader& header,
                 const std::string& source) {
  std::vector<std::int64_t> years;
  for (const int year : request.years) years.push_back(require_year(header, source, year));
  if (years.empty()) years.push_back(static_cast<std::int64_t>(header.years.size()) - 1);
  Wanted wanted;
  const auto add = [&](Stock stock, std::int64_t place) {
    for (const std::int64_t year : years) {
      wanted.quantities.push_back({stock, place, year});
      wanted.places.push_back(place_of(header, stock, place));
      wanted.years.push_back(header.years[static_cast<std::size_t>(year)]);
    }
  };
  add(Stock::world, 0);
  for (const std::string& code : request.countries) {
    const int country = require_country(header, source, code);
    add(Stock::immigrants, country);
    add(Stock::emigrants, country);
  }
  for (const std::string& corridor : request.corridors) {
    add(Stock::corridor, require_corridor(header, source, corridor));
  }
  return wanted;
}

// The scenario under both seeds, once more for each driver with its luck from the second, and once
// more for each driver frozen that is not off already.
class Design {
 public:
  explicit Design(const RunSettings& settings) : settings_(settings) {
    const std::uint64_t second = second_seed_of(settings.seed);
    runs_.push_back({&settings_, {}});
    runs_.push_back({&settings_, {second, all_groups}});
    for (const Driver& driver : drivers()) {
      runs_.push_back({&settings_, {second, group_bit(driver.group)}});
    }
    const std::string scenario = render_scenario(settings_, Comments::none);
    frozen_.assign(drivers().size(), settings_);
    for (std::size_t d = 0; d < drivers().size(); ++d) {
      const Driver& driver = drivers()[d];
      driver.freeze(frozen_[d]);
      drivers_.push_back({std::string(driver.name), std::string(driver.luck),
                          std::string(driver.frozen),
                          changed_keys(scenario, render_scenario(frozen_[d], Comments::none))});
      frozen_run_.push_back(drivers_.back().keys.empty() ? scenario_run : runs_.size());
      if (!drivers_.back().keys.empty()) runs_.push_back({&frozen_[d], {}});
    }
  }
  Design(const Design&) = delete;
  Design& operator=(const Design&) = delete;

  std::span<const SampledRun> runs() const { return runs_; }
  const std::vector<DecomposedDriver>& drivers_described() const { return drivers_; }

  DecomposedQuantity analyse(const Samples& samples, std::size_t quantity) const {
    const auto sample = [&](std::size_t run) -> const std::vector<double>& {
      return samples[run][quantity];
    };
    const std::vector<double> single(sample(scenario_run).size(), 1.0);
    DecomposedQuantity result;
    std::vector<std::vector<double>> mixed;
    for (std::size_t d = 0; d < drivers_.size(); ++d) {
      mixed.push_back(sample(first_mixed_run + d));
      result.effect.push_back(paired_mean(sample(frozen_run_[d]), sample(scenario_run), single));
    }
    result.variance = variance_shares(sample(scenario_run), sample(second_run), mixed);
    return result;
  }

 private:
  static constexpr std::size_t scenario_run = 0;
  static constexpr std::size_t second_run = 1;
  static constexpr std::size_t first_mixed_run = 2;

  RunSettings settings_;
  std::vector<RunSettings> frozen_;      // [driver]
  std::vector<std::size_t> frozen_run_;  // [driver] its run
  std::vector<SampledRun> runs_;
  std::vector<DecomposedDriver> drivers_;
};

void check(const RunSettings& settings) {
  if (settings.draws < least_draws_to_decompose) {
    throw UsageError(
        fmt::format("run.draws = {} is too few for shares of a variance (must be {} or more)",
                    settings.draws, least_draws_to_decompose));
  }
}

}  // namespace

Decomposition decompose(const RunSettings& settings, const MachineSettings& machine,
                        const DecomposeRequest& request, const ProgressCallback& progress) {
  check(settings);
  const DeviceChoice device = choose_device(machine);
  const ForecastInputs inputs = load_forecast_inputs(machine.inputs);
  EnsembleHeader header;
  set_coordinates(inputs.baseline, settings, header);
  const Wanted wanted = wanted_of(request, header, inputs.folder);
  const Design design(settings);
  if (world_rank() == 0 && !device.remark.empty()) spdlog::info("{}", device.remark);
  const Samples samples =
      sample_runs(inputs, design.runs(), wanted.quantities, settings.draws, device, progress);
  Decomposition result;
  result.scenario = settings.name;
  result.model_version = model_version;
  result.seed = settings.seed;
  result.second_seed = second_seed_of(settings.seed);
  result.draws = settings.draws;
  result.runs = static_cast<std::int64_t>(design.runs().size());
  result.drivers = design.drivers_described();
  if (world_rank() != 0) return result;
  for (std::size_t q = 0; q < wanted.quantities.size(); ++q) {
    result.quantities.push_back(design.analyse(samples, q));
    result.quantities.back().place = wanted.places[q];
    result.quantities.back().year = wanted.years[q];
  }
  return result;
}

}  // namespace peregrine
