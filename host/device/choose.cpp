#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sched.h>

#include <algorithm>
#include <iterator>

#include "host/cluster/cluster.h"
#include "host/device/gpu.h"
#include "host/device/simulator.h"
#include "host/support/error.h"
#include "host/support/version.h"
#include "kernels/ensemble.h"

namespace peregrine {

namespace {

// Fastest in whole runs on AVX2: 7.4 s where 16 takes 9.3 (2,000 draws to 2050, two cores).
constexpr int usual_tile_width = 32;

// Cores this process may run on, shared among the ranks of the node unless they are bound apart.
int usable_threads() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  const int mine = CPU_COUNT(&cores);
  const int ranks = ranks_on_node();
  return std::max(1, ranks > 1 && mine > 1 ? mine / ranks : mine);
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

DeviceChoice usual_cpu(DeviceChoice choice) {
  if (built("omp")) {
    choice.kind = DeviceChoice::Kind::omp;
    return cpu_choice(choice, "omp");
  }
  if (built("tbb")) {
    choice.kind = DeviceChoice::Kind::tbb;
    return cpu_choice(choice, "tbb");
  }
  choice.kind = DeviceChoice::Kind::serial;
  choice.threads = 1;
  return cpu_choice(choice, "serial");
}

DeviceChoice gpu_choice(DeviceChoice choice, int gpus) {
  choice.kind = DeviceChoice::Kind::cuda;
  choice.gpu = rank_on_node() % gpus;
  choice.description = fmt::format("cuda {}: {}", choice.gpu, gpu_name(choice.gpu));
  return choice;
}

}  // namespace

DeviceChoice choose_device(const MachineSettings& machine) {
  DeviceChoice choice;
  choice.threads = machine.threads > 0 ? machine.threads : usable_threads();
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
  if (asked == "serial") {
    choice.kind = DeviceChoice::Kind::serial;
    choice.threads = 1;
    return cpu_choice(choice, "serial");
  }
  if (asked == "omp" || asked == "tbb") {
    choice.kind = asked == "omp" ? DeviceChoice::Kind::omp : DeviceChoice::Kind::tbb;
    return cpu_choice(choice, asked.c_str());
  }
  if (!built("cuda")) return usual_cpu(choice);
  const GpuSearch gpus = find_gpus();
  if (gpus.count > 0) return gpu_choice(choice, gpus.count);
  choice = usual_cpu(choice);
  choice.remark =
      fmt::format("no usable GPU ({}); running on the CPU: {}", gpus.why_none, choice.description);
  return choice;
}

}  // namespace peregrine
