#include "host/model/stock/fit/flows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "host/model/fitting/normal_equations.h"

namespace peregrine {
namespace {

// Knots of the hat functions, persons in the last period.
constexpr std::array<double, 5> knot_persons{0, 30, 1'000, 30'000, 300'000};
constexpr int knots = static_cast<int>(knot_persons.size());

constexpr int predictors = 6;
constexpr std::array<bool, predictors> is_bilateral{false, true, true, true, false, false};
constexpr int coefficient_count = knots * predictors;

// Least absolute deviations by iterated weighting: residuals below the floor (log units) weigh the
// same, so that one corridor cannot take the fit.
constexpr double deviation_floor = 0.05;
constexpr int weighting_rounds = 12;
// Prior precision of every coefficient about zero, that is about persistence. Chosen, like the
// knots and the power below, on forecasts of the periods up to 2010-15.
constexpr double prior_precision = 5;
// Corridors weigh with the square root of the larger of flow and return flow: between one vote a
// corridor and one vote a person.
constexpr double weight_power = 0.5;

using Coefficients = Eigen::Matrix<double, coefficient_count, 1>;
using Predictors = Eigen::Matrix<double, predictors, 1>;

// One corridor's row of the regression: hats `knot` and `knot + 1` have weights 1 - upper, upper.
struct Row {
  int knot = 0;
  double upper = 0;
  Predictors x;
  double change = 0;  // of log(1 + persons)
  double weight = 0;
};

// What a row adds to the last log flow.
struct Change {
  double national = 0;
  double bilateral = 0;
};

const Eigen::MatrixXd& persons_before(const FlowPanel& panel, int period) {
  return panel.persons[static_cast<std::size_t>(period - 1)];
}

Row predictors_of(const FlowPanel& panel, int period, int origin, int destination) {
  const auto at = static_cast<std::size_t>(period);
  const Eigen::MatrixXd& before = persons_before(panel, period);
  const double last = std::log1p(before(origin, destination));
  Row row;
  row.x << 1, std::log1p(before(destination, origin)) - last,
      std::log1p(panel.stock[at](origin, destination)) - last,
      std::log1p(panel.stock[at](destination, origin)) - last, panel.growth[at](origin),
      panel.growth[at](destination);
  while (row.knot < knots - 2 && before(origin, destination) > knot_persons[row.knot + 1]) {
    ++row.knot;
  }
  const double low = std::log1p(knot_persons[row.knot]);
  const double high = std::log1p(knot_persons[row.knot + 1]);
  row.upper = std::clamp((last - low) / (high - low), 0.0, 1.0);
  row.weight =
      std::pow(std::max(before(origin, destination), before(destination, origin)), weight_power);
  return row;
}

Change change_of(const Row& row, const Coefficients& coefficients) {
  Change change;
  for (int k = 0; k < predictors; ++k) {
    const double effect = row.x(k) * ((1 - row.upper) * coefficients(row.knot * predictors + k) +
                                      row.upper * coefficients((row.knot + 1) * predictors + k));
    (is_bilateral[static_cast<std::size_t>(k)] ? change.bilateral : change.national) += effect;
  }
  return change;
}

// The rows of one period, their weights scaled to a mean of one so that every period counts alike.
std::vector<Row> rows_of(const FlowPanel& panel, int period) {
  std::vector<Row> rows;
  double total = 0;
  for_each_pair(panel.size(), [&](int origin, int destination) {
    if (!has_history(panel, period, origin, destination)) return;
    Row row = predictors_of(panel, period, origin, destination);
    row.change = std::log1p(panel.persons[static_cast<std::size_t>(period)](origin, destination)) -
                 std::log1p(persons_before(panel, period)(origin, destination));
    total += row.weight;
    rows.push_back(row);
  });
  for (Row& row : rows) row.weight *= static_cast<double>(rows.size()) / total;
  return rows;
}

using NormalMatrix = Eigen::Matrix<double, coefficient_count, coefficient_count>;

void accumulate(const Row& row, double weight, NormalMatrix& matrix, Coefficients& right) {
  const Eigen::Matrix<double, predictors, predictors> product = weight * row.x * row.x.transpose();
  const int at = row.knot * predictors;
  const double lower = 1 - row.upper;
  matrix.block<predictors, predictors>(at, at) += lower * lower * product;
  matrix.block<predictors, predictors>(at, at + predictors) += lower * row.upper * product;
  matrix.block<predictors, predictors>(at + predictors, at) += lower * row.upper * product;
  matrix.block<predictors, predictors>(at + predictors, at + predictors) +=
      row.upper * row.upper * product;
  right.segment<predictors>(at) += lower * weight * row.change * row.x;
  right.segment<predictors>(at + predictors) += row.upper * weight * row.change * row.x;
}

// Weighted least absolute deviations over all periods but `left_out` (-1: none).
Coefficients robust_fit(const std::vector<std::vector<Row>>& periods, int left_out) {
  Coefficients coefficients = Coefficients::Zero();
  for (int round = 0; round < weighting_rounds; ++round) {
    NormalMatrix matrix = prior_precision * NormalMatrix::Identity();
    Coefficients right = Coefficients::Zero();
    for (std::size_t period = 0; period < periods.size(); ++period) {
      if (static_cast<int>(period) == left_out) continue;
      for (const Row& row : periods[period]) {
        const Change change = change_of(row, coefficients);
        const double residual = row.change - change.national - change.bilateral;
        accumulate(row, row.weight / std::max(std::abs(residual), deviation_floor), matrix, right);
      }
    }
    coefficients = solve_normal_equations(matrix, right);
  }
  return coefficients;
}

Eigen::MatrixXd forecast(const FlowPanel& panel, const Coefficients& coefficients,
                         double bilateral_share, int period) {
  Eigen::MatrixXd log_flow = Eigen::MatrixXd::Zero(panel.size(), panel.size());
  for_each_pair(panel.size(), [&](int origin, int destination) {
    double value = std::log1p(persons_before(panel, period)(origin, destination));
    if (has_history(panel, period, origin, destination)) {
      const Change change =
          change_of(predictors_of(panel, period, origin, destination), coefficients);
      value = std::max(0.0, value + change.national + bilateral_share * change.bilateral);
    }
    log_flow(origin, destination) = value;
  });
  return log_flow;
}

// Error of flows plus error of nets, each relative to persistence's, of one left-out period.
double relative_loss(const FlowPanel& panel, const Eigen::MatrixXd& log_flow, int period) {
  const Eigen::MatrixXd& observed = panel.persons[static_cast<std::size_t>(period)];
  const Eigen::MatrixXd& before = persons_before(panel, period);
  const Eigen::MatrixXd persons = log_flow.array().expm1().matrix();
  return (observed - persons).cwiseAbs().sum() / (observed - before).cwiseAbs().sum() +
         net_error(observed, persons) / net_error(observed, before);
}

// The share, in tenths, that forecasts the left-out periods best on average.
double choose_bilateral_share(const FlowPanel& panel, const std::vector<Coefficients>& left_out) {
  constexpr int tenths = 10;
  double best_share = 0;
  double best_loss = std::numeric_limits<double>::infinity();
  for (int step = 0; step <= tenths; ++step) {
    const double share = static_cast<double>(step) / tenths;
    double loss = 0;
    for (std::size_t k = 0; k < left_out.size(); ++k) {
      const int period = static_cast<int>(k) + 1;
      loss += relative_loss(panel, forecast(panel, left_out[k], share, period), period);
    }
    if (loss < best_loss) {
      best_loss = loss;
      best_share = share;
    }
  }
  return best_share;
}

}  // namespace

Eigen::MatrixXd central_log_flow(const FlowPanel& panel, const FlowModel& model, int period) {
  return forecast(panel, model.coefficients, model.bilateral_share, period);
}

FlowModel fit_flow_model(const FlowPanel& panel, int target) {
  if (target < 3 || target >= panel.periods()) {
    throw std::invalid_argument("fit_flow_model needs three periods before its target");
  }
  std::vector<std::vector<Row>> periods;
  for (int period = 1; period < target; ++period) periods.push_back(rows_of(panel, period));
  std::vector<Coefficients> left_out;
  for (int k = 0; k < target - 1; ++k) left_out.push_back(robust_fit(periods, k));

  FlowModel model;
  model.coefficients = robust_fit(periods, -1);
  model.bilateral_share = choose_bilateral_share(panel, left_out);
  std::vector<Eigen::MatrixXd> forecasts;
  for (int period = 1; period < target; ++period) {
    forecasts.push_back(forecast(panel, left_out[static_cast<std::size_t>(period - 1)],
                                 model.bilateral_share, period));
  }
  const FlowSpread spread = fit_flow_spread(panel, forecasts);
  model.residuals = spread.residuals;
  model.shares = spread.shares;
  return model;
}

}  // namespace peregrine
