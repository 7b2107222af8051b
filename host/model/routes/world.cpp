#include "host/model/routes/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

#include "host/model/routes/choice.h"
#include "host/model/routes/entries.h"
#include "host/model/routes/novelty.h"

namespace peregrine {

namespace {

constexpr double least_recognition = 0.01;  // times
// Share of crossings that is detected, by kind of border; what attempts are fewer by is stopped. An
// assumption: hardly a boat lands unseen, and one in five walks through.
constexpr double detection_at_sea = 0.95;
constexpr double detection_on_land = 0.8;
// No ordinary month detects more than three times the largest month on record, and a thousand: a
// bound of our own, against draws that no smugglers' boats could carry.
constexpr double most_over_record = 3.0;
constexpr double least_most_detections = 1000.0;
constexpr float log_of_no_risk = -20.0f;
// The first month for which the successes remembered in fronts.csv hold.
constexpr int remembered_from = month_number(2023, 1);

int months_from(int first_year, int month) {
  return month - month_number(first_year, 1);
}

float as_float(double value) {
  return static_cast<float>(value);
}

void add_priors(const FrontInputs& inputs, Routes& routes) {
  for (const RoutePrior& prior : inputs.priors) {
    routes.mean.push_back(as_float(prior.mean));
    routes.spread.push_back(as_float(prior.spread));
    routes.low.push_back(as_float(prior.low));
    routes.high.push_back(as_float(prior.high));
  }
}

void set_prior(RouteParameter parameter, const Estimate& fitted, Routes& routes) {
  const auto at = static_cast<std::size_t>(parameter);
  routes.mean[at] = std::clamp(as_float(fitted.mean), routes.low[at], routes.high[at]);
  routes.spread[at] = as_float(fitted.spread);
}

// The share that belongs to the route of that code; 0 where a scenario says nothing about it.
template <std::size_t count>
double share_of(const std::string& route, const std::array<std::string_view, count>& codes,
                const std::array<double, count>& shares) {
  const auto found = std::find(codes.begin(), codes.end(), route);
  return found == codes.end() ? 0.0 : shares[static_cast<std::size_t>(found - codes.begin())];
}

// Up to `last_month`.
double record_month(const IrregularHistory& history, int border, int last_month) {
  double most = 0.0;
  for (int month = IrregularHistory::first_month; month <= last_month; ++month) {
    const double total = history.totals[history.border_at(month, border)];
    if (std::isfinite(total)) most = std::max(most, total);
  }
  return most;
}

// A figure that may be missing.
float known_or_minus_one(double value) {
  return std::isfinite(value) ? as_float(value) : -1.0f;
}

void add_borders(const RouteInputs& inputs, const Countries& countries,
                 const RoutesSettings& settings, Routes& routes) {
  const IrregularHistory& history = inputs.history;
  const std::vector<std::string> codes = route_codes(history);
  for (std::size_t b = 0; b < history.borders.size(); ++b) {
    const Border& border = history.borders[b];
    routes.route.push_back(
        static_cast<int>(std::find(codes.begin(), codes.end(), border.route) - codes.begin()));
    routes.target.push_back(countries.index_of(border.target));
    routes.leads_to.push_back(border.leads_to);
    routes.near.push_back(inputs.fronts.near[b]);
    routes.front_of_border.push_back(-1);
    const BorderCalibration& fitted = inputs.calibration.borders[b];
    const double share = std::exp(fitted.log_detection_share.mean);
    const double usual = border.kind == BorderKind::sea ? detection_at_sea : detection_on_land;
    const double detection = std::max(usual, share);
    routes.detection.push_back(as_float(detection));
    routes.interception.push_back(as_float(1.0 - share / detection));
    const bool risk_known = std::isfinite(fitted.log_death_risk.mean);
    // The mean of the months' log-normal risk is what was fitted.
    const double spread = risk_known ? fitted.log_death_risk.spread : 0.0;
    const double log_risk = fitted.log_death_risk.mean - 0.5 * spread * spread;
    routes.log_death_risk.push_back(risk_known ? as_float(log_risk) : log_of_no_risk);
    routes.death_scale.push_back(as_float(spread));
    routes.enforcement.push_back(
        as_float(share_of(border.route, enforced_route_codes, settings.enforcement)));
    routes.departures_kept.push_back(
        as_float(share_of(border.route, transit_route_codes, settings.transit_deal)));
    routes.first_entry.push_back(border.first_entry ? 1.0f : 0.0f);
    routes.level.push_back(as_float(inputs.state.level[b]));
    for (int month = 0; month < months_a_year; ++month) {
      routes.season.push_back(as_float(fitted.season[static_cast<std::size_t>(month)]));
    }
    routes.memory.push_back(as_float(inputs.calibration.memory));
    routes.persistent_scale.push_back(as_float(fitted.persistent_scale));
    routes.transient_scale.push_back(as_float(fitted.transient_scale));
    routes.log_most.push_back(as_float(
        std::log(most_over_record * record_month(history, static_cast<int>(b), inputs.state.month) +
                 least_most_detections)));
    routes.anomaly.push_back(as_float(inputs.state.anomaly[b]));
  }
  BordersView& view = routes.scalars.borders;
  view.count = static_cast<int>(history.borders.size());
  routes.scalars.routes = static_cast<int>(codes.size());
}

// Makes logs of weights those of shares that sum to one at every border.
void make_shares(const std::vector<int>& first_corridor, std::vector<float>& logs) {
  for (std::size_t b = 0; b + 1 < first_corridor.size(); ++b) {
    double sum = 0.0;
    for (int k = first_corridor[b]; k < first_corridor[b + 1]; ++k) {
      sum += std::exp(static_cast<double>(logs[static_cast<std::size_t>(k)]));
    }
    for (int k = first_corridor[b]; k < first_corridor[b + 1]; ++k) {
      logs[static_cast<std::size_t>(k)] -= as_float(std::log(sum));
    }
  }
}

void add_corridors(const RouteInputs& inputs, const Countries& countries, Routes& routes) {
  const IrregularHistory& history = inputs.history;
  const std::size_t listed = history.corridors.size();
  const std::size_t padded = (listed + 3) / 4 * 4;
  for (std::size_t k = 0; k < listed; ++k) {
    const int country = countries.index_of(history.corridors[k].nationality);
    routes.border_of_corridor.push_back(history.corridors[k].border);
    routes.origin.push_back(country < 0 ? countries.unknown_origin() : country);
    const RouteCorridorCalibration& fitted = inputs.calibration.corridors[k];
    routes.log_share.push_back(as_float(inputs.state.log_share[k]));
    routes.long_run.push_back(as_float(fitted.long_run_log_share));
    routes.share_scale.push_back(as_float(fitted.share_scale));
  }
  routes.border_of_corridor.resize(padded, 0);
  routes.origin.resize(padded, countries.unknown_origin());
  for (std::vector<float>* column : {&routes.log_share, &routes.long_run, &routes.share_scale}) {
    column->resize(padded, 0.0f);
  }
  routes.first_corridor.assign(history.borders.size() + 1, 0);
  for (const RouteCorridor& corridor : history.corridors) {
    ++routes.first_corridor[static_cast<std::size_t>(corridor.border) + 1];
  }
  for (std::size_t b = 1; b < routes.first_corridor.size(); ++b) {
    routes.first_corridor[b] += routes.first_corridor[b - 1];
  }
  make_shares(routes.first_corridor, routes.log_share);
  make_shares(routes.first_corridor, routes.long_run);
  RouteCorridorsView& view = routes.scalars.corridors;
  view.count = static_cast<int>(padded);
  view.share_memory = as_float(inputs.calibration.share_memory);
  view.tail = as_float(inputs.calibration.tail);
}

// Detections, deaths and, where a month of them was reported, attempts of the observed months.
void add_observed(const IrregularHistory& history, int first_year, Routes& routes) {
  const int start = month_number(first_year, 1);
  const int observed_months = routes.scalars.observed_months;
  for (int month = start; month < start + observed_months; ++month) {
    for (int k = 0; k < routes.scalars.corridors.count; ++k) {
      const double crossings =
          k < history.corridor_count() ? history.detections[history.at(month, k)] : 0.0;
      routes.observed.push_back(std::isfinite(crossings) ? as_float(crossings) : 0.0f);
    }
    for (int b = 0; b < history.border_count(); ++b) {
      routes.observed_deaths.push_back(
          known_or_minus_one(history.deaths[history.border_at(month, b)]));
      routes.observed_attempts.push_back(-1.0f);
    }
  }
  for (const BorderAttempts& reported : history.attempts) {
    const int month = reported.first_month - start;
    const bool whole = reported.first_month == reported.last_month && reported.first_day == 1;
    if (!whole || month < 0 || month >= observed_months) continue;
    if (reported.kind != AttemptKind::attempts) continue;
    const auto row = static_cast<std::size_t>(month) * history.borders.size();
    routes.observed_attempts[row + static_cast<std::size_t>(reported.border)] =
        as_float(reported.attempts);
  }
}

void add_fronts(const RouteInputs& inputs, const RoutesSettings& settings, Routes& routes) {
  const bool remembers = settings.observed_until >= remembered_from;
  std::vector<std::string> actors;
  for (const Front& front : inputs.fronts.fronts) {
    const auto found = std::find(actors.begin(), actors.end(), front.actor);
    routes.actor.push_back(static_cast<int>(found - actors.begin()));
    if (found == actors.end()) actors.push_back(front.actor);
    if (front.border >= 0) {
      routes.front_of_border[static_cast<std::size_t>(front.border)] =
          static_cast<int>(routes.border_of_front.size());
    }
    routes.border_of_front.push_back(front.border);
    routes.partner.push_back(front.partner);
    routes.at_war.push_back(front.at_war);
    routes.rate.push_back(as_float(front.onsets_per_year));
    routes.remembered.push_back(remembers ? as_float(front.remembered) : 0.0f);
    routes.log_size.push_back(as_float(std::log(front.median_attempts)));
    routes.coup_belt.push_back(as_float(front.coup_belt));
    const NoveltyScale usual = usual_novelty(inputs.history, front.border, inputs.state.month);
    routes.novelty.push_back(as_float(usual.mean));
    routes.novelty_scale.push_back(as_float(usual.spread));
  }
  routes.scalars.fronts.count = static_cast<int>(inputs.fronts.fronts.size());
  routes.scalars.fronts.actors = static_cast<int>(actors.size());
}

void add_orders(const FrontInputs& inputs, const CampaignSettings& settings, int first_year,
                Routes& routes) {
  for (const OrderedCampaign& order : settings.ordered) {
    if (order.front == no_front) continue;
    const auto found = std::find_if(inputs.fronts.begin(), inputs.fronts.end(),
                                    [&](const Front& front) { return front.code == order.front; });
    if (found == inputs.fronts.end()) throw std::logic_error("no front " + order.front);
    routes.scheduled_front.push_back(static_cast<int>(found - inputs.fronts.begin()));
    routes.scheduled_month.push_back(months_from(first_year, order.month));
    routes.scheduled_size.push_back(as_float(order.attempts));
    routes.scheduled_kind.push_back(static_cast<int>(order.kind));
  }
  routes.scalars.fronts.scheduled = static_cast<int>(routes.scheduled_front.size());
}

void set_posture(const PostureSettings& settings, int first_year, PostureView& posture) {
  posture.posture = static_cast<int>(settings.level);
  posture.rule = settings.rule;
  posture.collective = settings.alliance == Alliance::collective ? 1 : 0;
  posture.surge = as_float(settings.surge);
  posture.least_detections = as_float(settings.least_detections);
  posture.confidence = as_float(settings.confidence);
  posture.from_month = months_from(first_year, settings.from);
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
  return months_from(PopulationTrend::first_year, month);
}

Routes make_route_process(const RouteInputs& inputs, const Countries& countries,
                          const RoutesSettings& settings, const PolicySettings& policy,
                          const RouteSpan& span) {
  Routes routes;
  RoutesView& view = routes.scalars;
  const int last_known = IrregularHistory::last_month - month_number(span.first_year, 1);
  view.present = 1;
  view.observed_months = std::min({months_from(span.first_year, settings.observed_until),
                                   last_known, (span.years + 1) * months_a_year - 1}) +
                         1;
  view.simulated = flag_of(settings.simulated);
  view.campaigns = flag_of(settings.campaigns.simulated);
  view.campaign_rate = as_float(settings.campaigns.rate);
  view.log_refusal = as_float(log_refusal(policy));
  view.policy_month = (policy.from_year - span.first_year) * months_a_year;
  add_priors(inputs.fronts, routes);
  for (std::size_t power = 0; power < inputs.fronts.worth.size(); ++power) {
    view.worth[power] = as_float(inputs.fronts.worth[power]);
  }
  const RouteCalibration& fitted = inputs.calibration;
  set_prior(route_log_scale, fitted.log_scale, routes);
  set_prior(lead_effect, fitted.lead_effect, routes);
  set_prior(displaced_effect, fitted.displaced_effect, routes);
  add_borders(inputs, countries, settings, routes);
  add_corridors(inputs, countries, routes);
  routes.elsewhere = choice_of_routes(inputs, routes);
  add_observed(inputs.history, span.first_year, routes);
  add_fronts(inputs, settings, routes);
  add_orders(inputs.fronts, settings.campaigns, span.first_year, routes);
  set_posture(settings.posture, span.first_year, view.posture);
  if (view.simulated == 0) {
    for (std::vector<float>* scale :
         {&routes.persistent_scale, &routes.transient_scale, &routes.share_scale}) {
      std::fill(scale->begin(), scale->end(), 0.0f);
    }
  }
  return routes;
}

Routes make_routes(const RouteInputs& inputs, const BaselineInputs& baseline,
                   const EntrySource& source, const RoutesSettings& settings,
                   const SharedSettings& shared) {
  constexpr int first_year = PopulationTrend::first_year;
  Routes routes = make_route_process(inputs, baseline.countries, settings, shared.policy,
                                     {first_year, shared.to_year - first_year});
  add_entries(inputs, baseline, source, routes);
  return routes;
}

}  // namespace peregrine
