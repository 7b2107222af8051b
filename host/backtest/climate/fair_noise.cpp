#include "host/backtest/climate/fair_noise.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

namespace peregrine {
namespace {

// numpy's legacy normal numbers: pairs by Marsaglia's polar method, the second one first.
class LegacyNormal {
 public:
  explicit LegacyNormal(std::uint32_t seed) : bits_(seed) {}

  double next() {
    if (kept_) {
      const double value = *kept_;
      kept_.reset();
      return value;
    }
    double x = 0;
    double y = 0;
    double square = 0;
    do {
      x = 2.0 * uniform() - 1.0;
      y = 2.0 * uniform() - 1.0;
      square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(square) / square);
    kept_ = factor * x;
    return factor * y;
  }

 private:
  // 53 bits of two words.
  double uniform() {
    const auto high = static_cast<double>(bits_() >> 5);
    const auto low = static_cast<double>(bits_() >> 6);
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  std::mt19937 bits_;
  std::optional<double> kept_;
};

using Matrix = Eigen::Matrix<double, energy_states, energy_states>;

// Rows: singular vectors times the square root of their singular value, the largest first. LAPACK's
// signs, found to be these for all 841 members: by row, which entry is negative or positive.
Matrix colouring(const EnergyMatrix& covariance) {
  struct Sign {
    int entry;
    double sign;
  };
  constexpr std::array<Sign, energy_states> signs = {Sign{0, -1.0}, Sign{0, 1.0}, Sign{1, 1.0},
                                                     Sign{3, 1.0}};
  Matrix matrix;
  for (std::size_t i = 0; i < energy_states; ++i) {
    for (std::size_t j = 0; j < energy_states; ++j) {
      matrix(static_cast<int>(i), static_cast<int>(j)) =
          0.5 * (covariance[i][j] + covariance[j][i]);
    }
  }
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
  Matrix rows;
  for (int k = 0; k < energy_states; ++k) {
    const int ascending = energy_states - 1 - k;
    const double value = std::max(solver.eigenvalues()(ascending), 0.0);
    const auto vector = solver.eigenvectors().col(ascending);
    const Sign& wanted = signs[static_cast<std::size_t>(k)];
    const double flip = vector(wanted.entry) * wanted.sign < 0 ? -1.0 : 1.0;
    rows.row(k) = flip * std::sqrt(value) * vector.transpose();
  }
  return rows;
}

}  // namespace

std::vector<std::array<double, energy_states>> fair_noise(const EnergyMatrix& covariance,
                                                          std::uint32_t seed, int years) {
  const Matrix rows = colouring(covariance);
  LegacyNormal normal(seed);
  std::vector<std::array<double, energy_states>> noise;
  for (int year = 0; year < years; ++year) {
    Eigen::RowVector4d white;
    for (int k = 0; k < energy_states; ++k) white(k) = normal.next();
    const Eigen::RowVector4d coloured = white * rows;
    noise.push_back({coloured(0), coloured(1), coloured(2), coloured(3)});
  }
  return noise;
}

}  // namespace peregrine
