// An output: what a simulator leaves behind for every draw and what a file says of it. One row of a
// table (host/output/outputs.h), from which the rows of single realizations, the statistics, the
// variables of the file and their table in docs/formats.md follow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/output/variable.h"
#include "kernels/statistics/cell_rows.h"
#include "kernels/world.h"

namespace peregrine {

// Where a row finds its numbers: an array of the simulator's, [year or month][place][lane] or
// [lane]; or what is made of several of its cells (kernels/statistics/cell_rows.h); or in nothing
// of its own: means by batch then take the sums of the quantiles of the same name, and a mean is
// made of others' means in host/outcome/statistics.cpp.
template <typename Number>
using ArrayOf = Number* (*)(const TileOutput&);
struct Derived {
  CellKind kind;
  ArrayOf<float> array;
};
using Values = std::variant<std::monostate, ArrayOf<int>, ArrayOf<float>, ArrayOf<double>, Derived>;

// The array behind a path of members, as in member<&TileOutput::conflict, &ConflictOutput::deaths>.
template <auto... path>
auto member(const TileOutput& output) {
  return (output.*....*path);
}

// Of the histograms behind quantiles. `width`, in the logarithm, is the largest relative error of a
// quantile; below `linear_below` bins are of one person and less.
struct Bins {
  double width;
  float linear_below;
};
inline constexpr Bins corridor_bins = {0.01, 100.0f};  // of corridors, and of single months
inline constexpr Bins country_bins = {0.002, 500.0f};  // of countries, and of years of a route
inline constexpr Bins world_bins = {0.0002, 5000.0f};  // of the world, whose cells are few

inline constexpr double steps_per_person = 8.0;  // of the sums behind means

// Single realizations, NAME(realization, ...).
struct Realizations {
  std::string_view long_name;
  std::string_view cell_methods;  // CF
  std::string_view description;   // one sentence
  ElementType type = ElementType::float64;
  std::string_view units = "1";  // CF; "1" for persons
  Demand demand = Demand::not_negative;
  bool rounded = false;  // a float32, to 12 bits of the mantissa (0.012 %)
};

// NAME_quantile(quantile, ...), NAME_quantile_error and NAME_mean, over all draws.
struct Quantiles {
  Bins bins;
  std::string_view of;    // for the long names: "the migrants of a corridor"
  std::string_view unit;  // for the descriptions: "persons at mid-year"
  ElementType type = ElementType::float64;
  ElementType mean_type = ElementType::float64;
  bool rounded = false;  // to the bits that the bins resolve
};

// NAME_mean(...) over all draws; with `above`, NAME_probability, the share of draws above it.
struct Mean {
  std::string_view long_name;
  std::string_view description;
  ElementType type = ElementType::float64;
  std::optional<double> above = std::nullopt;
  double steps = steps_per_person;  // of the sum in a unit
  Demand demand = Demand::not_negative;
};

// NAME_batch_mean(batch, ...), for the Monte Carlo error of a difference (host/store/batches.h).
struct MeanByBatch {
  std::string_view of;
  std::string_view unit;
  ElementType type = ElementType::float64;
};

struct Output {
  std::string_view name;
  std::vector<Dimension> dimensions;  // of one draw, slowest first
  Values values = {};
  std::optional<Realizations> realizations = std::nullopt;  // written one by one
  std::optional<Quantiles> quantiles = std::nullopt;
  std::optional<Mean> mean = std::nullopt;
  std::optional<MeanByBatch> by_batch = std::nullopt;
  Missing missing = Missing::never;
  Presence presence = Presence::always;
  // Where an array holds several outputs beside each other: how many, and which of them this is.
  int interleaved = 1;
  int place = 0;
  int since = 1;  // version of the format that first has it
};

// What follows from a row, a variable each.
enum class Facet { realizations, quantile, quantile_error, mean, probability, batch_mean };
std::string variable_name(const Output& output, Facet facet);

}  // namespace peregrine
