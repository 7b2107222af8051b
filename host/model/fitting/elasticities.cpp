#include "host/model/fitting/elasticities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace peregrine {

namespace {

// Of a flow: constant, diaspora, origin's population, destination's population, reverse stock, and
// in the longer form both incomes.
constexpr int plain = 5;
constexpr int with_incomes = 7;
template <int N>
using Terms = Eigen::Matrix<double, N, 1>;
template <int N>
using Square = Eigen::Matrix<double, N, N>;

template <int N>
struct Flows {
  std::vector<Terms<N>> terms;
  std::vector<double> persons;
  std::vector<int> cluster;
};

Flows<plain> gather(const StockPanel& panel) {
  const std::vector<double>& before = panel.stock[static_cast<std::size_t>(panel.times() - 2)];
  std::map<std::pair<int, int>, double> stock;
  for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
    stock[{panel.origin[pair], panel.destination[pair]}] = before[pair];
  }
  const auto log_stock = [&stock](int origin, int destination) {
    const auto found = stock.find({origin, destination});
    return found == stock.end() ? 0.0 : std::log1p(found->second);
  };
  const std::vector<double>& population =
      panel.log_population[static_cast<std::size_t>(panel.times() - 2)];
  Flows<plain> flows;
  for (std::size_t i = 0; i < panel.flow.size(); ++i) {
    const int origin = panel.flow_origin[i];
    const int destination = panel.flow_destination[i];
    const double at_origin = population[static_cast<std::size_t>(origin)];
    const double at_destination = population[static_cast<std::size_t>(destination)];
    if (at_origin <= 0.0 || at_destination <= 0.0) continue;
    Terms<plain> terms;
    terms << 1.0, log_stock(origin, destination), at_origin, at_destination,
        log_stock(destination, origin);
    flows.terms.push_back(terms);
    flows.persons.push_back(panel.flow[i]);
    flows.cluster.push_back(destination);
  }
  return flows;
}

// Flows between countries whose incomes are known, log dollars a head.
Flows<with_incomes> gather_with_incomes(const StockPanel& panel,
                                        const std::vector<double>& log_income) {
  StockPanel known = panel;
  known.flow.clear();
  known.flow_origin.clear();
  known.flow_destination.clear();
  std::vector<std::array<double, 2>> incomes;
  const std::vector<double>& population =
      panel.log_population[static_cast<std::size_t>(panel.times() - 2)];
  for (std::size_t i = 0; i < panel.flow.size(); ++i) {
    const auto origin = static_cast<std::size_t>(panel.flow_origin[i]);
    const auto destination = static_cast<std::size_t>(panel.flow_destination[i]);
    if (!std::isfinite(log_income[origin] + log_income[destination])) continue;
    if (population[origin] <= 0.0 || population[destination] <= 0.0) continue;
    known.flow.push_back(panel.flow[i]);
    known.flow_origin.push_back(panel.flow_origin[i]);
    known.flow_destination.push_back(panel.flow_destination[i]);
    incomes.push_back({log_income[origin], log_income[destination]});
  }
  const Flows<plain> shorter = gather(known);
  Flows<with_incomes> flows = {{}, shorter.persons, shorter.cluster};
  for (std::size_t i = 0; i < incomes.size(); ++i) {
    Terms<with_incomes> terms;
    terms << shorter.terms[i], incomes[i][0], incomes[i][1];
    flows.terms.push_back(terms);
  }
  return flows;
}

template <int N>
Square<N> information_at(const Flows<N>& flows, const Terms<N>& b, Terms<N>& score) {
  Square<N> information = Square<N>::Zero();
  score.setZero();
  for (std::size_t i = 0; i < flows.terms.size(); ++i) {
    const double expected = std::exp(std::min(b.dot(flows.terms[i]), 30.0));
    information += expected * flows.terms[i] * flows.terms[i].transpose();
    score += (flows.persons[i] - expected) * flows.terms[i];
  }
  return information;
}

template <int N>
Square<N> clustered_meat(const Flows<N>& flows, const Terms<N>& b) {
  std::map<int, Terms<N>> scores;
  for (std::size_t i = 0; i < flows.terms.size(); ++i) {
    const double expected = std::exp(std::min(b.dot(flows.terms[i]), 30.0));
    scores.try_emplace(flows.cluster[i], Terms<N>::Zero()).first->second +=
        (flows.persons[i] - expected) * flows.terms[i];
  }
  Square<N> meat = Square<N>::Zero();
  for (const auto& [cluster, score] : scores) meat += score * score.transpose();
  return meat;
}

template <int N>
struct Fit {
  Terms<N> mean;
  Square<N> covariance;  // clustered
};

// Newton's method on the Poisson likelihood.
template <int N>
Fit<N> fit_poisson(const Flows<N>& flows) {
  double total = 0.0;
  for (const double persons : flows.persons) total += persons;
  Fit<N> fit;
  Terms<N>& b = fit.mean;
  b.setZero();
  b(0) = std::log(std::max(total, 1.0) /
                  static_cast<double>(std::max<std::size_t>(flows.persons.size(), 1)));
  Terms<N> score;
  for (int iteration = 0; iteration < 100; ++iteration) {
    const Terms<N> step = information_at(flows, b, score).ldlt().solve(score);
    b += step;
    if (step.cwiseAbs().maxCoeff() < 1e-9) break;
  }
  const Square<N> bread = information_at(flows, b, score).inverse();
  fit.covariance = bread * clustered_meat(flows, b) * bread;
  return fit;
}

}  // namespace

Elasticities fit_elasticities(const StockPanel& panel) {
  const Fit<plain> fit = fit_poisson(gather(panel));
  Elasticities found;
  found.mean = fit.mean.segment<3>(1);
  found.covariance = fit.covariance.block<3, 3>(1, 1);
  return found;
}

IncomeElasticities fit_income_elasticities(const StockPanel& panel,
                                           const std::vector<double>& log_income) {
  const Fit<with_incomes> fit = fit_poisson(gather_with_incomes(panel, log_income));
  return {fit.mean.segment<2>(plain), fit.covariance.block<2, 2>(plain, plain)};
}

}  // namespace peregrine
