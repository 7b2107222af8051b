// Deaths in violence to which no state is a party, fitted.
#include <algorithm>
#include <cmath>
#include <vector>

#include "host/model/conflict/fit/conflict.h"
#include "host/model/fitting/least_absolute.h"
#include "kernels/conflict/view.h"

namespace peregrine {
namespace {

constexpr int terms = 5;
constexpr double least_deaths = static_cast<double>(least_minor_deaths);

struct OtherRows {
  std::vector<Eigen::Matrix<double, terms, 1>> x;
  std::vector<double> y;

  Eigen::MatrixXd matrix() const {
    Eigen::MatrixXd all(static_cast<Eigen::Index>(x.size()), terms);
    for (std::size_t i = 0; i < x.size(); ++i) {
      all.row(static_cast<Eigen::Index>(i)) = x[i].transpose();
    }
    return all;
  }
};

Eigen::Matrix<double, terms, 1> other_terms(const ConflictPanel& panel, int country, int year) {
  const Intensity now = panel.intensity(country, year);
  Eigen::Matrix<double, terms, 1> x;
  x << 1.0, std::log1p(panel.other(country, year - 1)),
      panel.other_past[ConflictHistory::at(country, year - 1)], now != Intensity::none ? 1.0 : 0.0,
      now == Intensity::war ? 1.0 : 0.0;
  return x;
}

// Fleishman's tail and the standard deviation whose 90 and 99 % quantiles are the residuals': the
// upper half alone, since what falls falls to nothing and is the hurdle's.
void fit_rises(OtherViolenceFit& fit) {
  constexpr double z90 = 1.2815516;
  constexpr double z99 = 2.3263479;
  std::vector<double> sorted(fit.size.residual.begin(), fit.size.residual.end());
  std::sort(sorted.begin(), sorted.end());
  const auto quantile = [&](double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
  };
  const double ratio = quantile(0.99) / quantile(0.9);
  // z99 (1 + t z99^2) = ratio z90 (1 + t z90^2), for t.
  const double tail = (ratio * z90 - z99) / (z99 * z99 * z99 - ratio * z90 * z90 * z90);
  fit.tail = std::clamp(tail, 0.0, 1.0);
  const double unit = 1.0 / std::sqrt(1.0 + fit.tail * (6.0 + 15.0 * fit.tail));
  fit.spread = quantile(0.9) / (unit * z90 * (1.0 + fit.tail * z90 * z90));
}

}  // namespace

OtherViolenceFit fit_other_violence(const ConflictPanel& panel, int origin_year) {
  OtherRows rows;
  OtherRows large;
  std::vector<int> any;
  for (int year = ConflictHistory::first_counted + 1; year <= origin_year; ++year) {
    for (const int country : panel.active) {
      const double now = panel.other(country, year);
      rows.x.push_back(other_terms(panel, country, year));
      any.push_back(now > 0.0 ? 1 : 0);
      if (now < least_deaths || panel.other(country, year - 1) < least_deaths) continue;
      large.x.push_back(rows.x.back());
      large.y.push_back(std::log1p(now));
    }
  }
  constexpr double weak = 10.0;
  const LogitPrior prior = {Eigen::VectorXd::Zero(terms), Eigen::VectorXd::Constant(terms, weak)};
  OtherViolenceFit fit;
  fit.any = fit_logit(rows.matrix(), any, 2, prior);
  fit.size = fit_least_absolute(
      large.matrix(),
      Eigen::Map<const Eigen::VectorXd>(large.y.data(), static_cast<Eigen::Index>(large.y.size())));
  fit_rises(fit);
  return fit;
}

}  // namespace peregrine
