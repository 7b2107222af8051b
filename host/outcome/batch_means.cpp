#include "host/outcome/batch_means.h"

#include <algorithm>

#include "host/store/batches.h"
#include "host/store/schema.h"
#include "kernels/statistics/bins.h"

namespace peregrine {

namespace {

// Means in the precision of the variable: a second copy in doubles would be as large as the sums.
template <typename Value>
void write_means(EnsembleWriter& writer, std::string_view variable,
                 std::span<const std::int64_t> sums, std::int64_t cells, std::int64_t draws,
                 double steps_per_unit) {
  const std::int64_t batches = batch_count(draws);
  std::vector<Value> means(sums.size());
  for (std::int64_t batch = 0; batch < batches; ++batch) {
    const double steps = steps_per_unit * static_cast<double>(draws_in_batch(batch, draws));
    for (std::int64_t cell = 0; cell < cells; ++cell) {
      const std::int64_t sum = sums[static_cast<std::size_t>(cell * batches + batch)];
      means[static_cast<std::size_t>(batch * cells + cell)] =
          static_cast<Value>(static_cast<double>(sum) / steps);
    }
  }
  writer.write(variable, std::span<const Value>(means));
}

}  // namespace

BatchMeans::BatchMeans(std::int64_t cells, std::int64_t draws, double steps_per_unit)
    : cells_(cells),
      draws_(draws),
      steps_per_unit_(steps_per_unit),
      batches_(batch_count(draws)),
      sums_(static_cast<std::size_t>(cells * batches_), 0) {}

void BatchMeans::add(std::int64_t draw, std::int64_t cell, double value) {
  sums(cell)[static_cast<std::size_t>(batch_of(draw))] += steps_away(value * steps_per_unit_);
}

std::span<std::int64_t> BatchMeans::sums(std::int64_t cell) {
  return std::span(sums_).subspan(static_cast<std::size_t>(cell * batches_),
                                  static_cast<std::size_t>(batches_));
}

void BatchMeans::write_and_clear(EnsembleWriter& writer, std::string_view variable) {
  if (variable_schema(variable).type == ElementType::float32) {
    write_means<float>(writer, variable, sums_, cells_, draws_, steps_per_unit_);
  } else {
    write_means<double>(writer, variable, sums_, cells_, draws_, steps_per_unit_);
  }
  std::vector<std::int64_t>().swap(sums_);
}

double BatchMeans::bytes(std::int64_t cells, std::int64_t draws) {
  return static_cast<double>(cells * batch_count(draws)) * sizeof(std::int64_t);
}

}  // namespace peregrine
