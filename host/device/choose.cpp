#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "host/cluster/cluster.h"
#include "host/device/gpu.h"
#include "host/device/simulator.h"
#include "host/support/error.h"
#include "host/support/process_start.h"
#include "host/support/processors.h"
#include "host/support/version.h"
#include "kernels/ensemble.h"

namespace peregrine {

namespace {

// Fastest in whole runs on AVX2: 7.4 s where 16 takes 9.3 (2,000 draws to 2050, two cores).
constexpr int usual_tile_width = 32;

// The CPUs of a rank as a text that others can compare, after its host's name.
std::string cpus_as_text() {
  std::string text = host_name() + ' ';
  for (int cpu = 0; cpu < most_cpus; ++cpu) {
    if (was_given_cpu(cpu)) text += fmt::format("{},", cpu);
  }
  return text;
}

// Ranks that were given the same CPUs of the same host, this one among them; those that a launcher
// has bound apart are not. Collective.
int ranks_on_these_cpus() {
  const std::string mine = cpus_as_text();
  std::string all;
  for (const std::string& text : gather_texts(mine)) all += text + '\n';
  broadcast(all);
  int sharers = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = all.find('\n', begin);
    if (std::string_view(all).substr(begin, end - begin) == mine) ++sharers;
    begin = end + 1;
  }
  return sharers;
}

ProcessorChoice processors(const DeviceRequest& machine) {
  ProcessorFacts facts;
  facts.asked = machine.threads;
  facts.given = cpus_at_start();
  facts.sharers = ranks_on_these_cpus();
  facts.ranks_here = ranks_on_node();
  facts.quota = cpu_quota();
  facts.cpus_per_task = number_in_environment("SLURM_CPUS_PER_TASK");
  facts.openmp_threads = number_in_environment("OMP_NUM_THREADS");
  return choose_processors(facts);
}

bool built(const char* name) {
  const auto devices = built_devices();
  return std::find(devices.begin(), devices.end(), name) != devices.end();
}

DeviceChoice cpu_choice(DeviceChoice choice, const char* name) {
  choice.description = fmt::format("{}, {} thread{}, tiles of {}", name, choice.threads,
                                   choice.threads == 1 ? "" : "s", choice.tile_width);
  return choice;
}

DeviceChoice serial_choice(DeviceChoice choice) {
  choice.kind = DeviceChoice::Kind::serial;
  choice.threads = 1;
  choice.threads_why = "the device serial has no more";
  return cpu_choice(choice, "serial");
}

DeviceChoice usual_cpu(DeviceChoice choice) {
  if (built("omp")) {
    choice.kind = DeviceChoice::Kind::omp;
    return cpu_choice(choice, "omp");
  }
  if (built("tbb")) {
    choice.kind = DeviceChoice::Kind::tbb;
    return cpu_choice(choice, "tbb");
  }
  return serial_choice(choice);
}

DeviceChoice gpu_choice(DeviceChoice choice, int gpus) {
  choice.kind = DeviceChoice::Kind::cuda;
  choice.gpu = rank_on_node() % gpus;
  choice.description = fmt::format("cuda {}: {}", choice.gpu, gpu_name(choice.gpu));
  return choice;
}

}  // namespace

DeviceChoice choose_device(const DeviceRequest& machine) {
  DeviceChoice choice;
  const ProcessorChoice usable = processors(machine);
  choice.threads = usable.threads;
  choice.threads_why = usable.why;
  choice.tile_width = machine.tile_width > 0 ? machine.tile_width : usual_tile_width;
  if (std::find(std::begin(tile_widths), std::end(tile_widths), choice.tile_width) ==
      std::end(tile_widths)) {
    throw UsageError(fmt::format("tile width {} is not one of {}", choice.tile_width,
                                 fmt::join(tile_widths, ", ")));
  }
  const std::string asked = machine.device.empty() ? "auto" : machine.device;
  if (asked != "auto" && !built(asked.c_str())) {
    throw UsageError(
        fmt::format("device '{}' is not in this program, which has {} (rebuild with "
                    "-DPEREGRINE_DEVICE=AUTO where the device's libraries are)",
                    asked, fmt::join(built_devices(), ", ")));
  }
  if (asked == "serial") return serial_choice(choice);
  if (asked == "omp" || asked == "tbb") {
    choice.kind = asked == "omp" ? DeviceChoice::Kind::omp : DeviceChoice::Kind::tbb;
    return cpu_choice(choice, asked.c_str());
  }
  if (!built("cuda")) return usual_cpu(choice);
  const GpuSearch gpus = find_gpus();
  if (gpus.count > 0) return gpu_choice(choice, gpus.count);
  if (asked == "cuda") {
    throw UsageError(fmt::format(
        "device 'cuda': no usable GPU on {} ({}) (--device auto takes the CPU where there is none)",
        host_name(), gpus.why_none));
  }
  choice = usual_cpu(choice);
  choice.remark =
      fmt::format("no usable GPU ({}); running on the CPU: {}", gpus.why_none, choice.description);
  return choice;
}

}  // namespace peregrine
