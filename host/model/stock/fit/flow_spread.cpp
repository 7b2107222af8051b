#include "host/model/stock/fit/flow_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "kernels/ground/math.h"

namespace peregrine {
namespace {

// Upper edges of the size classes, log(1 + persons); the last has none.
const std::array<double, 9> class_edges{0.5,
                                        1.0,
                                        2.0,
                                        3.0,
                                        std::log(100.0),
                                        std::log(1e3),
                                        std::log(1e4),
                                        std::log(1e5),
                                        std::numeric_limits<double>::infinity()};

// Corridors forecast below this, log(1 + persons), say little about shared shocks: whole persons
// fill their scores with ties.
const double shared_shock_floor = std::log(100.0);

// One corridor and period of a class.
struct Member {
  double forecast = 0;
  double residual = 0;
  int period = 0;
  int origin = 0;
  int destination = 0;
};

double normal_probability(double score) {
  return std::erfc(-score / std::numbers::sqrt2) / 2;
}

// Ascending residuals as a function of the normal score of their rank.
ResidualCurve curve_of(const std::vector<Member>& sorted) {
  ResidualCurve curve;
  if (sorted.empty()) return curve;
  for (const Member& member : sorted) curve.centre += member.forecast;
  curve.centre /= static_cast<double>(sorted.size());
  for (int point = 0; point < ResidualCurve::points; ++point) {
    const double score =
        ResidualCurve::lowest_score + static_cast<double>(point) / ResidualCurve::steps_per_unit;
    const double position = normal_probability(score) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double fraction = position - static_cast<double>(below);
    curve.residual[static_cast<std::size_t>(point)] = static_cast<float>(
        sorted[below].residual + fraction * (sorted[above].residual - sorted[below].residual));
  }
  return curve;
}

void sort_by_residual(std::vector<Member>& members) {
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& a, const Member& b) { return a.residual < b.residual; });
}

// Members by class: absent, zero, then by size.
std::vector<std::vector<Member>> classify(const FlowPanel& panel,
                                          const std::vector<Eigen::MatrixXd>& log_forecasts) {
  std::vector<std::vector<Member>> classes(2 + class_edges.size());
  for (std::size_t k = 0; k < log_forecasts.size(); ++k) {
    const int period = static_cast<int>(k) + 1;
    for_each_pair(panel.size(), [&](int origin, int destination) {
      const double forecast = log_forecasts[k](origin, destination);
      const double outcome = std::log1p(panel.persons[k + 1](origin, destination));
      const auto edge = std::lower_bound(class_edges.begin(), class_edges.end(), forecast);
      std::size_t at = 2 + static_cast<std::size_t>(edge - class_edges.begin());
      if (forecast == 0) at = has_history(panel, period, origin, destination) ? 1 : 0;
      classes[at].push_back({forecast, outcome - forecast, period, origin, destination});
    });
  }
  for (std::vector<Member>& members : classes) sort_by_residual(members);
  return classes;
}

// Normal scores of one period's residuals, each within its class; `weight` is 1 where there is one.
struct Scores {
  Eigen::MatrixXd score;
  Eigen::MatrixXd weight;
};

std::vector<Scores> scores_of(const std::vector<std::vector<Member>>& classes, int areas,
                              std::size_t periods) {
  const Eigen::MatrixXd none = Eigen::MatrixXd::Zero(areas, areas);
  std::vector<Scores> scores(periods, {none, none});
  for (const std::vector<Member>& members : classes) {
    const double count = static_cast<double>(members.size());
    for (std::size_t rank = 0; rank < members.size(); ++rank) {
      const Member& member = members[rank];
      if (member.forecast < shared_shock_floor) continue;
      Scores& one = scores[static_cast<std::size_t>(member.period - 1)];
      one.score(member.origin, member.destination) =
          normal_quantile(static_cast<float>((static_cast<double>(rank) + 0.5) / count));
      one.weight(member.origin, member.destination) = 1;
    }
  }
  return scores;
}

// Mean products of the scores of two different corridors of the same period.
struct Covariances {
  double any = 0;  // any two corridors
  double same_origin = 0;
  double same_destination = 0;
  double in_and_out = 0;  // into a country, and out of it to some other
};

Covariances covariances_of(const Scores& one) {
  const auto [score, weight] = one;
  const Eigen::VectorXd out = score.rowwise().sum();
  const Eigen::VectorXd in = score.colwise().sum().transpose();
  const Eigen::VectorXd out_count = weight.rowwise().sum();
  const Eigen::VectorXd in_count = weight.colwise().sum().transpose();
  const double squares = score.squaredNorm();
  const double count = weight.sum();
  const double sum = score.sum();
  Covariances covariances;
  covariances.any = (sum * sum - squares) / (count * count - count);
  covariances.same_origin = (out.squaredNorm() - squares) / (out_count.squaredNorm() - count);
  covariances.same_destination = (in.squaredNorm() - squares) / (in_count.squaredNorm() - count);
  const double returns = score.cwiseProduct(score.transpose()).sum();
  const double return_count = weight.cwiseProduct(weight.transpose()).sum();
  covariances.in_and_out = (in.dot(out) - returns) / (in_count.dot(out_count) - return_count);
  return covariances;
}

// Method of moments on the means over periods.
ShockShares shares_of(const std::vector<Scores>& periods) {
  Covariances mean;
  for (const Scores& one : periods) {
    const Covariances covariances = covariances_of(one);
    const double weight = 1.0 / static_cast<double>(periods.size());
    mean.any += weight * covariances.any;
    mean.same_origin += weight * covariances.same_origin;
    mean.same_destination += weight * covariances.same_destination;
    mean.in_and_out += weight * covariances.in_and_out;
  }
  ShockShares shares;
  shares.common = std::max(0.0, mean.any);
  shares.origin = std::max(0.0, mean.same_origin - shares.common);
  shares.destination = std::max(0.0, mean.same_destination - shares.common);
  const double scale = std::sqrt(shares.origin * shares.destination);
  if (scale > 0) {
    shares.in_out_correlation = std::clamp((mean.in_and_out - shares.common) / scale, -1.0, 1.0);
  }
  return shares;
}

}  // namespace

ResidualCurve FlowResiduals::at(double log_forecast, bool history) const {
  if (log_forecast == 0) return history ? zero : absent;
  const auto above = std::lower_bound(
      by_size.begin(), by_size.end(), log_forecast,
      [](const ResidualCurve& curve, double value) { return curve.centre < value; });
  if (above == by_size.begin()) return by_size.front();
  if (above == by_size.end()) return by_size.back();
  const ResidualCurve& below = *(above - 1);
  const auto fraction =
      static_cast<float>((log_forecast - below.centre) / (above->centre - below.centre));
  ResidualCurve mixed;
  mixed.centre = log_forecast;
  for (std::size_t point = 0; point < mixed.residual.size(); ++point) {
    mixed.residual[point] =
        fused(fraction, above->residual[point] - below.residual[point], below.residual[point]);
  }
  return mixed;
}

FlowSpread fit_flow_spread(const FlowPanel& panel,
                           const std::vector<Eigen::MatrixXd>& log_forecasts) {
  const std::vector<std::vector<Member>> classes = classify(panel, log_forecasts);
  FlowSpread spread;
  spread.residuals.absent = curve_of(classes[0]);
  spread.residuals.zero = curve_of(classes[1]);
  for (std::size_t k = 2; k < classes.size(); ++k) {
    if (!classes[k].empty()) spread.residuals.by_size.push_back(curve_of(classes[k]));
  }
  spread.shares = shares_of(scores_of(classes, panel.size(), log_forecasts.size()));
  return spread;
}

}  // namespace peregrine
