// Simulates draws of one world on one device.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "host/device/request.h"
#include "host/model/assembly/world.h"
#include "host/output/year_lanes.h"
#include "kernels/ground/driver_groups.h"

namespace peregrine {

// Which device a rank uses, how wide and with how many threads.
struct DeviceChoice {
  enum class Kind { serial, omp, tbb, cuda } kind = Kind::serial;
  int threads = 1;
  int tile_width = 16;
  int gpu = -1;             // CUDA device number
  std::int64_t lanes = 0;   // draws that the GPU is to advance at once, if memory allows
  std::string description;  // in words
  std::string threads_why;  // what their number follows from, in words
  std::string remark;       // one line on why not the GPU, where that was to be expected
};

// Resolves "auto" and zeros of `machine`; ranks of one node take different GPUs and share its CPUs.
// Collective. Throws UsageError for a device that this program was not built with, or a GPU that is
// not there; where "auto" finds none, it is the CPU, with a remark.
DeviceChoice choose_device(const DeviceRequest& machine);

// Years of a draw that stay until it is done: all, all but for stocks only the latest, or only the
// latest and the one before.
enum class KeptYears { all, all_but_stocks, two };

// Draws whose years a thread hands over together: as many as make it worth while to bring each
// cell's histogram into the cache, few enough for the year's values to be there still.
inline constexpr int most_lanes_together = 64;

class Simulator {
 public:
  // `world` must outlive the simulator. Throws std::bad_alloc, std::runtime_error (device errors).
  static std::unique_ptr<Simulator> make(const World& world, const StockSwitches& switches,
                                         std::uint64_t seed, const DeviceChoice& device,
                                         KeptYears kept);
  virtual ~Simulator() = default;

  virtual int tile_width() const = 0;
  // For the calls that follow: the groups that take their random numbers from another seed. None at
  // first.
  virtual void use_second_seed(const SecondSeed& second) = 0;

  // Draws at once, for simulators that keep more than two years.

  // Most draws one call of simulate takes.
  virtual std::int64_t draws_at_once() const = 0;
  // Simulates draws first ... first + count - 1; lanes beyond the last are not meaningful.
  virtual void simulate(std::uint64_t first, std::int64_t count) = 0;
  // The result of the last call: tiles of `tile_width()` lanes in host memory, valid until the next
  // call begins.
  virtual const TileOutput& output() const = 0;

  // Year by year, for simulators that keep two: calls `take` with every year of every draw, on
  // several threads at once, but with the years of one draw in order; the next is made when `take`
  // has returned. Throws what the first call of `take` threw that failed, when those under way are
  // done.
  using TakeYear = std::function<void(const YearLanes&)>;
  virtual void simulate_by_year(std::int64_t first, std::int64_t count, const TakeYear& take) = 0;

  static double memory_bytes(const World& world, const DeviceChoice& device, KeptYears kept);
};

}  // namespace peregrine
