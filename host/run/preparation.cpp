#include "host/run/preparation.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "host/cluster/cluster.h"
#include "host/device/gpu_ensemble.h"
#include "host/model/assembly/kept.h"
#include "host/model/assembly/vintages.h"
#include "host/outcome/blocks.h"
#include "host/outcome/rows.h"
#include "host/outcome/statistics.h"
#include "host/run/block_simulator.h"
#include "host/run/coordinates.h"
#include "host/support/command_line.h"
#include "host/support/numbers.h"
#include "host/support/version.h"

namespace peregrine {
namespace {

// Bytes of histograms a corridor and year, with what the allocator does not give back: 2,300 as
// measured at 32,768 draws, and more for the tails of a million.
constexpr double histogram_bytes_per_cell = 2600.0;

// Bytes of a part of statistics a corridor and year: 300 as measured at 2,000 draws, 645 at 16,384;
// counts and the bins that have any grow as the logarithm of the draws.
double stored_bytes_per_cell(double draws) {
  constexpr double few = 2000.0;
  constexpr double at_few = 300.0;
  constexpr double a_doubling = 115.0;
  return at_few + a_doubling * std::log2(std::max(draws / few, 1.0));
}

std::string slurm_job() {
  const char* job = std::getenv("SLURM_JOB_ID");
  return job == nullptr ? std::string() : fmt::format("; SLURM job {}", job);
}

EnsembleHeader header_of(const RunSettings& settings, const Preparation& prepared) {
  EnsembleHeader header;
  header.kept = prepared.kept;
  set_coordinates(prepared.inputs.baseline, settings, header);
  header.routes = route_names(prepared.inputs.irregular_history, prepared.inputs.fronts);
  const KeptView& kept = prepared.world.view.kept;
  header.kept_corridor.assign(kept.corridor, kept.corridor + kept.corridors);
  const RoutesView& routes = prepared.world.view.routes;
  for (int month = 0; month < routes.kept_years * months_a_year; ++month) {
    header.month_ahead.push_back(routes.kept_from * months_a_year + month);
  }
  header.title =
      fmt::format("Peregrine ensemble forecast of the global migrant stock: {}", settings.name);
  header.model_version = model_version;
  header.scenario = settings.name;
  header.scenario_toml = settings.resolved_toml;
  header.seed = settings.seed;
  header.draws = settings.draws;
  header.git_revision = git_revision();
  header.build = build_description();
  header.machine = fmt::format("{} rank{}; {}{}", world_size(), world_size() == 1 ? "" : "s",
                               prepared.device.description, slurm_job());
  header.history =
      fmt::format("{:%Y-%m-%dT%H:%M:%SZ} {}", fmt::gmtime(std::time(nullptr)), command_line());
  return header;
}

std::vector<std::string> words_of(const std::vector<OwnMonths>& own) {
  std::vector<std::string> words;
  for (const OwnMonths& one : own) words.push_back(in_words(one));
  return words;
}

// From when the figures are, in the header.
void describe_knowledge(const RunSettings& settings, const ContinuedHistory& crossings,
                        Preparation& prepared) {
  const std::vector<OwnMonths>& own = crossings.own;
  const std::vector<Vintage> vintages = load_vintages(prepared.inputs.folder);
  std::vector<std::string> lines = vintage_lines(vintages);
  if (!own.empty()) lines.push_back(own_vintage_line(settings.routes, own));
  prepared.header.known_to = known_to(vintages, settings, crossings);
  prepared.header.vintages = fmt::format("{}", fmt::join(lines, "\n"));
  prepared.header.own_months = own_months_as_text(own);
}

// Draws whose rows are gathered at once.
std::int64_t rows_at_once(const DeviceChoice& device) {
  if (device.kind == DeviceChoice::Kind::cuda) return most_kept_blocks * block_draws;
  return std::int64_t{device.threads} * std::max(most_lanes_together, device.tile_width);
}

// As many as keep the GPU busy and have room in its memory, and no more than draws.
void choose_lanes(const RunSettings& settings, Preparation& prepared) {
  DeviceChoice& device = prepared.device;
  const std::int64_t histograms =
      EnsembleStatistics::histograms(prepared.world.view, prepared.world.listed_corridors);
  const GpuLanes lanes = lanes_of_gpu(device.gpu, prepared.world, histograms);
  device.lanes = std::min(lanes.usual(), block_count(settings.draws) * block_draws);
  device.description += fmt::format(", {} draws at once", grouped(device.lanes));
  if (lanes.memory < lanes.most && lanes.memory == device.lanes) {
    device.description +=
        fmt::format(" (as its memory allows; {} would fill it)", grouped(lanes.most));
  }
}

}  // namespace

Preparation prepare(const RunSettings& settings, const MachineSettings& machine) {
  Preparation prepared;
  prepared.device = choose_device(machine);
  prepared.inputs = load_forecast_inputs(machine.inputs);
  prepared.world = make_forecast_world(prepared.inputs, settings);
  World& world = prepared.world;
  keep_more(prepared.inputs, settings, world);
  if (prepared.device.kind == DeviceChoice::Kind::cuda) choose_lanes(settings, prepared);
  prepared.kept = settings.keep < 0 ? settings.draws : std::min(settings.keep, settings.draws);
  prepared.header = header_of(settings, prepared);
  prepared.header.inputs_sha256 = sha256_of_inputs(prepared.inputs.folder);
  const ContinuedHistory crossings = continued_history(prepared.inputs, settings);
  describe_knowledge(settings, crossings, prepared);

  RunPlan& plan = prepared.plan;
  plan.draws = settings.draws;
  plan.blocks = block_count(settings.draws);
  plan.years = prepared.world.view.years;
  plan.corridors = prepared.world.listed_corridors;
  plan.countries = prepared.world.view.countries;
  plan.ranks = world_size();
  plan.own_months = fmt::format("{}", fmt::join(words_of(crossings.own), "; "));
  plan.threads = prepared.device.threads;
  plan.tile_width = prepared.device.tile_width;
  plan.device = prepared.device.description;
  plan.threads_why = prepared.device.threads_why;
  const double cells = static_cast<double>(plan.corridors) * (plan.years + 1);
  const WorldView& view = prepared.world.view;
  const auto row_bytes = static_cast<double>(RowCollector(view, prepared.kept).row_bytes());
  // Rows of the draws that are simulated at once, and of as many that are being written.
  const std::int64_t rows_held = std::min(prepared.kept, 2 * rows_at_once(prepared.device));
  plan.memory_bytes = Simulator::memory_bytes(prepared.world, prepared.device, KeptYears::two) +
                      static_cast<double>(EnsembleStatistics::histograms(view, plan.corridors)) *
                          histogram_bytes_per_cell +
                      static_cast<double>(rows_held) * row_bytes +
                      BatchMeans::bytes(static_cast<std::int64_t>(cells), settings.draws);
  // Statistics as a part: in memory twice while it is made, on the disk twice while it is replaced.
  const double stored =
      2.0 * stored_bytes_per_cell(static_cast<double>(settings.draws) / plan.ranks) * cells;
  if (machine.checkpoint_every >= 0 || machine.mergeable) plan.memory_bytes += stored;
  plan.file_bytes = estimated_file_bytes(prepared.header, machine.compression);
  plan.parts_bytes = static_cast<double>(prepared.kept) * row_bytes;
  if (machine.checkpoint_every >= 0) plan.parts_bytes += stored * plan.ranks;
  return prepared;
}

}  // namespace peregrine
