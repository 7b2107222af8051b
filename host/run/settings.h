// What one run is asked to do: a scenario, resolved. Plain data, no behaviour.
#pragma once

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
  std::int64_t keep = 1000;   // realizations written one by one; quantiles use all of them

  // [baseline]
  Sampling measurement_error = Sampling::on;

  // [stock]
  Sampling parameter_uncertainty = Sampling::on;  // a posterior draw per realization, or its mean
  Sampling innovations = Sampling::on;            // yearly shocks
  Sampling new_corridors = Sampling::on;          // corridors without migrants in 2020 may open

  std::string resolved_toml;  // the whole scenario with every key, as stored in the ensemble file
};

// How and where it is computed; nothing here changes a bit of the result.
struct MachineSettings {
  std::string output;  // ensemble file to write
  std::string inputs;  // folder of the compiled inputs; empty: the ones that came with the program
  std::string device;  // "", "auto", "serial", "omp", "tbb", "cuda"
  int threads = 0;     // CPU threads a rank uses; 0: all it may
  int tile_width = 0;  // lanes a CPU tile: 1, 8, 16, 32; 0: the default of this build
};

}  // namespace peregrine
