#include "host/model/climate/energy_step.h"

#include <cmath>

namespace peregrine {
namespace {

// CO2 warms through the stratosphere and clouds as well: 5 % (FaIR 1.4.1, tropospheric_adjustment).
constexpr double tropospheric_adjustment = 0.05;

// A year is cut into 2^halvings parts, over each of which a short series is exact to double
// precision: the fastest rates of the posterior are below 100 a year.
constexpr int halvings = 14;
constexpr int terms = 8;

template <std::size_t N>
using Square = std::array<std::array<double, N>, N>;

template <std::size_t N>
Square<N> product(const Square<N>& a, const Square<N>& b) {
  Square<N> result{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t k = 0; k < N; ++k) {
      for (std::size_t j = 0; j < N; ++j) result[i][j] += a[i][k] * b[k][j];
    }
  }
  return result;
}

template <std::size_t N>
Square<N> transposed(const Square<N>& a) {
  Square<N> result{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) result[j][i] = a[i][j];
  }
  return result;
}

template <std::size_t N>
void add(Square<N>& to, const Square<N>& what, double factor) {
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) to[i][j] += factor * what[i][j];
  }
}

// exp(a / 2^halvings)
template <std::size_t N>
Square<N> exponential_of_part(const Square<N>& a) {
  const double part = std::ldexp(1.0, -halvings);
  Square<N> sum{};
  for (std::size_t i = 0; i < N; ++i) sum[i][i] = 1.0;
  Square<N> power = sum;
  double factor = 1.0;
  for (int k = 1; k <= terms; ++k) {
    power = product(power, a);
    factor *= part / k;
    add(sum, power, factor);
  }
  return sum;
}

// Rates of change of the states, 1/year.
EnergyMatrix rates(const ClimateMember& m) {
  const auto& [c1, c2, c3] = m.capacity;
  const auto& [k1, k2, k3] = m.transfer;
  const double drawn = m.efficacy * k3;
  return {{{-m.gamma, 0, 0, 0},
           {1 / c1, -(k1 + k2) / c1, k2 / c1, 0},
           {0, k2 / c2, -(k2 + drawn) / c2, drawn / c2},
           {0, 0, k3 / c3, -k3 / c3}}};
}

// The covariance of what noise of constant strength `strength` adds over a year: by its Taylor
// series over a part, whose terms are D' = A D + D A^T, then by doubling.
EnergyMatrix covariance_of_year(const EnergyMatrix& a, const EnergyMatrix& strength) {
  const double part = std::ldexp(1.0, -halvings);
  EnergyMatrix term = strength;
  EnergyMatrix sum{};
  double factor = 1.0;
  for (int k = 1; k <= terms; ++k) {
    factor *= part / k;
    add(sum, term, factor);
    EnergyMatrix next = product(a, term);
    add(next, product(term, transposed(a)), 1.0);
    term = next;
  }
  EnergyMatrix step = exponential_of_part(a);
  for (int k = 0; k < halvings; ++k) {
    add(sum, product(product(step, sum), transposed(step)), 1.0);
    step = product(step, step);
  }
  return sum;
}

// Lower factor L of L L^T. A direction without variance stays without.
EnergyMatrix cholesky(const EnergyMatrix& a) {
  EnergyMatrix lower{};
  for (std::size_t i = 0; i < energy_states; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = a[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
      if (i == j) {
        lower[i][i] = rest > 0 ? std::sqrt(rest) : 0.0;
      } else {
        lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0.0;
      }
    }
  }
  return lower;
}

}  // namespace

EnergyStep energy_step(const ClimateMember& member) {
  const EnergyMatrix a = rates(member);
  // Constant forcing is a fifth state that does not change.
  Square<energy_states + 1> with_forcing{};
  for (std::size_t i = 0; i < energy_states; ++i) {
    for (std::size_t j = 0; j < energy_states; ++j) with_forcing[i][j] = a[i][j];
  }
  with_forcing[0][energy_states] = member.gamma;
  Square<energy_states + 1> year = exponential_of_part(with_forcing);
  for (int k = 0; k < halvings; ++k) year = product(year, year);

  EnergyMatrix strength{};
  strength[0][0] = member.sigma_forcing * member.sigma_forcing;
  const double surface = member.sigma_surface / member.capacity[0];
  strength[1][1] = surface * surface;
  EnergyStep result{{}, {}, covariance_of_year(a, strength)};
  for (std::size_t i = 0; i < energy_states; ++i) {
    for (std::size_t j = 0; j < energy_states; ++j) result.step[i][j] = year[i][j];
    result.gain[i] = year[i][energy_states];
  }
  return result;
}

double equilibrium_sensitivity(const ClimateMember& member) {
  return forcing_2co2_of_4co2 * member.forcing_4co2 / member.transfer[0];
}

double transient_response(const ClimateMember& member) {
  constexpr int doubling_years = 70;
  const EnergyStep year = energy_step(member);
  std::array<double, energy_states> state{};
  for (int k = 1; k <= doubling_years; ++k) {
    const double forcing = forcing_2co2_of_4co2 * member.forcing_4co2 * k / doubling_years;
    std::array<double, energy_states> next{};
    for (std::size_t i = 0; i < energy_states; ++i) {
      for (std::size_t j = 0; j < energy_states; ++j) next[i] += year.step[i][j] * state[j];
      next[i] += year.gain[i] * forcing;
    }
    state = next;
  }
  return state[1];
}

std::array<float, climate_parameter_count> climate_parameters(const ClimateMember& member) {
  const EnergyStep year = energy_step(member);
  const EnergyMatrix factor = cholesky(year.covariance);
  std::array<float, climate_parameter_count> row{};
  const auto set = [&row](int which, double value) {
    row[static_cast<std::size_t>(which)] = static_cast<float>(value);
  };
  set(iirf_start, member.iirf_start);
  set(iirf_uptake, member.iirf_uptake);
  set(iirf_temperature, member.iirf_temperature);
  set(iirf_airborne, member.iirf_airborne);
  set(co2_start, member.co2_1750);
  set(co2_forcing_scale, member.co2_forcing_scale * (1.0 + tropospheric_adjustment));
  set(forcing_decay, year.step[0][0]);
  int next = innovation_factor;
  for (std::size_t i = 0; i < energy_states; ++i) {
    if (i > 0) {
      const int layer = static_cast<int>(i) - 1;
      for (std::size_t j = 0; j < energy_states; ++j) {
        set(energy_steps + energy_states * layer + static_cast<int>(j), year.step[i][j]);
      }
      set(energy_gain + layer, year.gain[i]);
    }
    for (std::size_t j = 0; j <= i; ++j) set(next++, factor[i][j]);
  }
  return row;
}

}  // namespace peregrine
