// The random numbers of the posterior tables: the same on every machine.
#pragma once

#include <Eigen/Dense>
#include <cstdint>

#include "kernels/ground/random.h"

namespace peregrine {

// Standard normal numbers of one row of a posterior, in the order in which they are taken.
class PosteriorNormals {
 public:
  PosteriorNormals(Process process, int row)
      : process_(process), row_(static_cast<std::uint64_t>(row)) {}

  double next() {
    constexpr std::uint64_t seed = 2020;
    const RandomWords words = random_words(seed, row_, process_, used_++, 0);
    return static_cast<double>(normal_from_bits(words.word[0]));
  }

  Eigen::VectorXd next(Eigen::Index count) {
    Eigen::VectorXd z(count);
    for (Eigen::Index i = 0; i < count; ++i) z(i) = next();
    return z;
  }

 private:
  Process process_;
  std::uint64_t row_;
  std::uint32_t used_ = 0;
};

}  // namespace peregrine
