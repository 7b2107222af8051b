#include "host/run/batch_means.h"

#include <algorithm>
#include <cmath>

#include "host/cluster/cluster.h"
#include "host/store/batches.h"
#include "host/store/schema.h"

namespace peregrine {

namespace {

// Means in the precision of the variable: a second copy in doubles would be as large as the sums.
template <typename Value>
void write_means(EnsembleWriter& writer, std::string_view variable,
                 std::span<const std::int64_t> sums, std::int64_t cells, std::int64_t draws,
                 double steps_per_unit) {
  std::vector<Value> means;
  means.reserve(sums.size());
  for (std::int64_t batch = 0; batch < batch_count(draws); ++batch) {
    const double steps = steps_per_unit * static_cast<double>(draws_in_batch(batch, draws));
    for (const std::int64_t sum :
         sums.subspan(static_cast<std::size_t>(batch * cells), static_cast<std::size_t>(cells))) {
      means.push_back(static_cast<Value>(static_cast<double>(sum) / steps));
    }
  }
  writer.write(variable, std::span<const Value>(means));
}

}  // namespace

BatchMeans::BatchMeans(std::int64_t cells, std::int64_t draws, double steps_per_unit)
    : cells_(cells),
      draws_(draws),
      steps_per_unit_(steps_per_unit),
      sums_(static_cast<std::size_t>(cells * batch_count(draws)), 0) {}

void BatchMeans::add(std::int64_t batch, std::int64_t cell, double value) {
  sums_[static_cast<std::size_t>(batch * cells_ + cell)] += std::llround(value * steps_per_unit_);
}

std::span<std::int64_t> BatchMeans::sums(std::int64_t batch) {
  return std::span(sums_).subspan(static_cast<std::size_t>(batch * cells_),
                                  static_cast<std::size_t>(cells_));
}

void BatchMeans::gather_on_root() {
  sum_on_root(sums_);
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
