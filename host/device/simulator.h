// Simulates draws of one world on one device.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "host/device/request.h"
#include "host/device/tile_memory.h"
#include "host/model/assembly/world.h"
#include "host/support/work_list.h"
#include "kernels/ground/driver_groups.h"

namespace peregrine {

// Which device a rank uses, how wide and with how many threads.
struct DeviceChoice {
  enum class Kind { serial, omp, tbb, cuda } kind = Kind::serial;
  int threads = 1;
  int tile_width = 16;
  int gpu = -1;             // CUDA device number
  std::string description;  // in words
  std::string threads_why;  // what their number follows from, in words
  std::string remark;       // one line on why not the GPU, where that was to be expected
};

// Resolves "auto" and zeros of `machine`; ranks of one node take different GPUs and share its CPUs.
// Collective. Throws UsageError for a device that this program was not built with, or a GPU that is
// not there; where "auto" finds none, it is the CPU, with a remark.
DeviceChoice choose_device(const DeviceRequest& machine);

class Simulator {
 public:
  // Parts of a draw that are wanted back.
  enum class Stocks { every_year, latest_only };

  // `world` must outlive the simulator. Throws std::bad_alloc, std::runtime_error (device errors).
  static std::unique_ptr<Simulator> make(const World& world, const StockSwitches& switches,
                                         std::uint64_t seed, const DeviceChoice& device,
                                         Stocks stocks);
  virtual ~Simulator() = default;

  // The result of the last call of simulate or simulate_beside: tiles of `tile_width()` lanes in
  // host memory, valid until the next call returns.
  virtual const TileOutput& output() const = 0;
  virtual int tile_width() const = 0;
  // Most draws one call of simulate takes.
  virtual std::int64_t draws_at_once() const = 0;
  // For the calls of simulate that follow: the groups that take their random numbers from another
  // seed. None at first.
  virtual void use_second_seed(const SecondSeed& second) = 0;
  // Simulates draws first ... first + count - 1; lanes beyond the last are not meaningful.
  virtual void simulate(std::uint64_t first, std::int64_t count) = 0;
  // The same, for at most draws_beside() draws, and does all of `work` meanwhile, for which the
  // output of the call before, of this function too, is still there. Throws what `work` throws.
  virtual void simulate_beside(std::uint64_t first, std::int64_t count, WorkList& work) = 0;
  virtual std::int64_t draws_beside() const = 0;

  static double memory_bytes(const World& world, const DeviceChoice& device, Stocks stocks);
};

}  // namespace peregrine
