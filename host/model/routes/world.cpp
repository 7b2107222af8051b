#include "host/model/routes/world.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/model/routes/choice.h"
#include "host/model/routes/entries.h"
#include "host/model/routes/parts.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

constexpr double least_recognition = 0.01;  // times

float as_float(double value) {
  return static_cast<float>(value);
}

// In the order of the parameters; those that are fitted have their priors' bounds.
void put_parameters(const RouteInputs& inputs, Routes& routes) {
  std::vector<RoutePrior> priors = inputs.fronts.priors;
  const auto fit = [&priors](RouteParameter parameter, const Estimate& fitted) {
    RoutePrior& prior = priors[static_cast<std::size_t>(parameter)];
    prior.mean = std::clamp(fitted.mean, prior.low, prior.high);
    prior.spread = fitted.spread;
  };
  fit(route_log_scale, inputs.calibration.log_scale);
  fit(lead_effect, inputs.calibration.lead_effect);
  fit(displaced_effect, inputs.calibration.displaced_effect);
  RoutesView& view = routes.view;
  routes.put(view.mean, column<float>(priors, [](const RoutePrior& one) { return one.mean; }));
  routes.put(view.spread, column<float>(priors, [](const RoutePrior& one) { return one.spread; }));
  routes.put(view.low, column<float>(priors, [](const RoutePrior& one) { return one.low; }));
  routes.put(view.high, column<float>(priors, [](const RoutePrior& one) { return one.high; }));
}

void set_posture(const PostureSettings& settings, int first_month, PostureView& posture) {
  posture.posture = static_cast<int>(settings.level);
  posture.rule = settings.rule;
  posture.collective = settings.alliance == Alliance::collective ? 1 : 0;
  posture.surge = as_float(settings.surge);
  posture.least_detections = as_float(settings.least_detections);
  posture.confidence = as_float(settings.confidence);
  posture.from_month = settings.from - first_month;
  posture.hold_months = as_float(settings.hold_months);
  for (std::size_t level = 0; level < response_levels; ++level) {
    posture.delay_months[level] = as_float(settings.delay_months[level]);
    posture.cost[level] = as_float(settings.cost[level]);
  }
}

double log_refusal(const PolicySettings& policy) {
  const double recognition = std::max(policy.asylum_recognition, least_recognition);
  const double refused = std::clamp(1.0 - recognised_share * recognition, 0.01, 1.0);
  return std::log(refused / (1.0 - recognised_share));
}

// Months of the run to the end of `last_month`, a month_number.
int months_to(int last_month, const RouteSpan& span) {
  return std::clamp(last_month - month_number(span.first_year, 1) + 1, 0,
                    (span.years + 1) * months_a_year);
}

// [border] of the run.
std::vector<int> observed_months(const RouteState& state, const RouteSpan& span) {
  std::vector<int> months = state.last_month;
  for (int& one : months) one = months_to(one, span);
  return months;
}

// From when on campaigns begin where they press on no border of the table: after the record, or
// after the months that users gave of every border.
int unobserved_from(const RouteState& state, const RouteSpan& span) {
  const int first = *std::ranges::min_element(state.last_month);
  return months_to(std::max(first, state.month), span);
}

}  // namespace

std::vector<std::string> route_codes(const IrregularHistory& history) {
  std::vector<std::string> codes;
  for (const Border& border : history.borders) {
    if (std::find(codes.begin(), codes.end(), border.route) == codes.end()) {
      codes.push_back(border.route);
    }
  }
  return codes;
}

int months_from_start(int month) {
  return month - month_number(PopulationTrend::first_year, 1);
}

Routes make_route_process(const RouteInputs& inputs, const Countries& countries,
                          const RoutesSettings& settings, const PolicySettings& policy,
                          const RouteSpan& span) {
  Routes routes;
  RoutesView& view = routes.view;
  const int first_month = month_number(span.first_year, 1);
  view.present = 1;
  view.simulated = flag_of(settings.simulated);
  view.campaigns = flag_of(settings.campaigns.simulated);
  view.campaign_rate = as_float(settings.campaigns.rate);
  view.log_refusal = as_float(log_refusal(policy));
  view.policy_month = (policy.from_year - span.first_year) * months_a_year;
  for (std::size_t power = 0; power < inputs.fronts.worth.size(); ++power) {
    view.worth[power] = as_float(inputs.fronts.worth[power]);
  }
  put_parameters(inputs, routes);
  put_borders(inputs, countries, settings, first_month, (span.years + 1) * months_a_year, routes);
  put_months(inputs, routes);
  put_corridors(inputs, countries, routes);
  routes.put(view.borders.elsewhere, choice_of_routes(inputs, view));
  put_observed(inputs.history, first_month, observed_months(inputs.state, span), routes);
  view.campaigns_from = unobserved_from(inputs.state, span);
  put_fronts(inputs, settings, routes);
  put_orders(inputs.fronts, settings.campaigns, first_month, routes);
  set_posture(settings.posture, first_month, view.posture);
  return routes;
}

Routes make_routes(const RouteInputs& inputs, const BaselineInputs& baseline,
                   const EntrySource& source, const RoutesSettings& settings,
                   const SharedSettings& shared) {
  Routes routes = make_route_process(inputs, baseline.countries, settings, shared.policy,
                                     {shared.first_year, shared.to_year - shared.first_year});
  put_entries(inputs, baseline, source, shared.first_year, routes);
  return routes;
}

}  // namespace peregrine
