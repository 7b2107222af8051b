#include "host/calibrate/elasticities.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace peregrine {

namespace {

// Constant, diaspora, origin's population, destination's population, reverse stock.
using Terms = Eigen::Matrix<double, 5, 1>;
using Square = Eigen::Matrix<double, 5, 5>;

struct Flows {
  std::vector<Terms> terms;
  std::vector<double> persons;
  std::vector<int> cluster;
};

Flows gather(const StockPanel& panel) {
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
  Flows flows;
  for (std::size_t i = 0; i < panel.flow.size(); ++i) {
    const int origin = panel.flow_origin[i];
    const int destination = panel.flow_destination[i];
    const double at_origin = population[static_cast<std::size_t>(origin)];
    const double at_destination = population[static_cast<std::size_t>(destination)];
    if (at_origin <= 0.0 || at_destination <= 0.0) continue;
    Terms terms;
    terms << 1.0, log_stock(origin, destination), at_origin, at_destination,
        log_stock(destination, origin);
    flows.terms.push_back(terms);
    flows.persons.push_back(panel.flow[i]);
    flows.cluster.push_back(destination);
  }
  return flows;
}

Square information_at(const Flows& flows, const Terms& b, Terms& score) {
  Square information = Square::Zero();
  score.setZero();
  for (std::size_t i = 0; i < flows.terms.size(); ++i) {
    const double expected = std::exp(std::min(b.dot(flows.terms[i]), 30.0));
    information += expected * flows.terms[i] * flows.terms[i].transpose();
    score += (flows.persons[i] - expected) * flows.terms[i];
  }
  return information;
}

Square clustered_meat(const Flows& flows, const Terms& b) {
  std::map<int, Terms> scores;
  for (std::size_t i = 0; i < flows.terms.size(); ++i) {
    const double expected = std::exp(std::min(b.dot(flows.terms[i]), 30.0));
    scores.try_emplace(flows.cluster[i], Terms::Zero()).first->second +=
        (flows.persons[i] - expected) * flows.terms[i];
  }
  Square meat = Square::Zero();
  for (const auto& [cluster, score] : scores) meat += score * score.transpose();
  return meat;
}

}  // namespace

Elasticities fit_elasticities(const StockPanel& panel) {
  const Flows flows = gather(panel);
  double total = 0.0;
  for (const double persons : flows.persons) total += persons;
  Terms b = Terms::Zero();
  b(0) = std::log(std::max(total, 1.0) /
                  static_cast<double>(std::max<std::size_t>(flows.persons.size(), 1)));
  Terms score;
  for (int iteration = 0; iteration < 100; ++iteration) {
    const Terms step = information_at(flows, b, score).ldlt().solve(score);
    b += step;
    if (step.cwiseAbs().maxCoeff() < 1e-9) break;
  }
  const Square bread = information_at(flows, b, score).inverse();
  const Square covariance = bread * clustered_meat(flows, b) * bread;
  Elasticities found;
  found.mean = b.segment<3>(1);
  found.covariance = covariance.block<3, 3>(1, 1);
  return found;
}

}  // namespace peregrine
