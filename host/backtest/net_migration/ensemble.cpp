#include "host/backtest/net_migration/ensemble.h"

#include <algorithm>
#include <cstddef>

#include "kernels/ground/math.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

using Grid = NetMigrationGrid;

// Net migrants per 1000 persons and year at which nobody is left after five years, with either
// sign.
constexpr float most_rate = 200.0f;

// Shocks of periods to come are larger than those that the spreads were fitted on: five years
// ahead, bands of 50, 80 and 95 % held 48, 73 and 87 % of the targets 1985-89 ... 1995-99, and hold
// 52, 76 and 90 % since the shocks are widened by this.
constexpr float shock_widening = 1.15f;

struct CountryParameters {
  float memory;
  float spread;
  float mean;
};

// A cell of the posterior, and a place within it: the grid leaves no steps in the draws.
CountryParameters draw_parameters(const NetMigrationFit& fit, int area, const RandomWords& words) {
  const float* const begin = fit.cumulative.col(area).data();
  const float* const end = begin + Grid::cells;
  const float* const found = std::lower_bound(begin, end, uniform_open(words.word[0]));
  const int cell = static_cast<int>(std::min(found, end - 1) - begin);
  const auto place = [](int index, std::uint32_t word) {
    return static_cast<float>(index) + uniform_open(word) - 0.5f;
  };
  CountryParameters drawn;
  drawn.memory = (place(cell / (Grid::spreads * Grid::means), words.word[1]) + 0.5f) *
                 static_cast<float>(Grid::memory_width);
  const float log_spread = fused(place(cell / Grid::means % Grid::spreads, words.word[2]),
                                 static_cast<float>(Grid::log_spread_width),
                                 static_cast<float>(Grid::lowest_log_spread));
  drawn.spread = exponential(log_spread);
  const float x =
      fused(place(cell % Grid::means, words.word[3]), static_cast<float>(Grid::mean_width),
            static_cast<float>(Grid::lowest_mean_x));
  drawn.mean = static_cast<float>(Grid::mean_unit / 2) * (exponential(x) - exponential(-x));
  return drawn;
}

// Student's t of three degrees of freedom: a normal over the root of a mean of three squares, two
// of which are an exponential number.
float draw_shock(const RandomWords& words) {
  static_assert(net_migration_shock_freedom == 3);
  const float third = normal_from_bits(words.word[1]);
  const float squares = fused(third, third, -2.0f * natural_logarithm(uniform_open(words.word[2])));
  return normal_from_bits(words.word[0]) / square_root(squares / 3.0f);
}

// Distance between the 10 % and 90 % quantiles.
double spread_of(Eigen::ArrayXd values) {
  const auto place = [&](double probability) {
    const auto at =
        static_cast<std::ptrdiff_t>(probability * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[at];
  };
  const double high = place(0.9);
  return high - place(0.1);
}

// What one country gains another loses: the excess of a draw is taken from the countries in
// proportion to the spread of their net migrants.
void balance(const Eigen::ArrayXd& population, Eigen::ArrayXXd& rates) {
  Eigen::ArrayXd share(population.size());
  for (Eigen::Index area = 0; area < share.size(); ++area) {
    share[area] = population[area] * spread_of(rates.col(area));
  }
  share /= share.sum();
  const Eigen::ArrayXd excess = (rates.matrix() * population.matrix()).array();
  rates -= (excess.matrix() * (share / population).matrix().transpose()).array();
}

}  // namespace

NetMigrationEnsemble::NetMigrationEnsemble(const NetMigrationPanel& panel,
                                           const NetMigrationFit& fit, int steps, int draws,
                                           std::uint64_t seed)
    : rates_(static_cast<std::size_t>(steps), Eigen::ArrayXXd(draws, panel.size())) {
  const auto words = [&](int draw, std::uint32_t unit, int step) {
    return random_words(seed, static_cast<std::uint64_t>(draw), Process::net_migration, unit,
                        static_cast<std::uint32_t>(step));
  };
  const auto fade = static_cast<float>(net_migration_fade);
  const auto volatility_deviation = static_cast<float>(fit.volatility_deviation);
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<float> volatility;
    for (int step = 1; step <= steps; ++step) {
      const float z = normal_from_bits(words(draw, largest_unit, step).word[0]);
      volatility.push_back(shock_widening * exponential(volatility_deviation * z));
    }
    for (int area = 0; area < panel.size(); ++area) {
      const auto unit = static_cast<std::uint32_t>(panel.source[static_cast<std::size_t>(area)]);
      const CountryParameters country = draw_parameters(fit, area, words(draw, unit, 0));
      auto rate = static_cast<float>(panel.rate(panel.periods() - 1, area));
      for (int step = 1; step <= steps; ++step) {
        const auto at = static_cast<std::size_t>(step - 1);
        const float centre =
            fused(country.memory, faded(rate - country.mean, country.spread, fade), country.mean);
        const float scale = country.spread * volatility[at];
        rate = within(fused(scale, draw_shock(words(draw, unit, step)), centre), -most_rate,
                      most_rate);
        rates_[at](draw, area) = static_cast<double>(rate);
      }
    }
  }
  for (Eigen::ArrayXXd& one : rates_) balance(panel.population, one);
}

}  // namespace peregrine
