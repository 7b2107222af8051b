#include "host/model/routes/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>

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
constexpr std::string_view remembered_from = "2023-01";

int months_from(int first_year, std::string_view month) {
  const std::string text(month);
  return (std::stoi(text.substr(0, 4)) - first_year) * months_a_year +
         std::stoi(text.substr(5, 2)) - 1;
}

std::vector<std::string_view> words_of(std::string_view choices) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at <= choices.size();) {
    const std::size_t end = std::min(choices.find('|', at), choices.size());
    words.push_back(choices.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

int number_of(std::string_view choice, std::string_view choices) {
  const std::vector<std::string_view> words = words_of(choices);
  const auto found = std::find(words.begin(), words.end(), choice);
  if (found == words.end()) throw std::logic_error("not a choice: " + std::string(choice));
  return static_cast<int>(found - words.begin());
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

double enforcement_of(const std::string& route, const RunSettings& settings) {
  const std::map<std::string, double> shares = {
      {"central-mediterranean", settings.enforcement_central_mediterranean},
      {"eastern-mediterranean", settings.enforcement_eastern_mediterranean},
      {"western-balkans", settings.enforcement_western_balkans},
      {"western-mediterranean", settings.enforcement_western_mediterranean},
      {"western-africa", settings.enforcement_western_africa},
      {"eastern-borders", settings.enforcement_eastern_borders},
      {"darien", settings.enforcement_darien},
      {"us-south-west", settings.enforcement_us_south_west}};
  const auto found = shares.find(route);
  return found == shares.end() ? 0.0 : found->second;
}

double deal_of(const std::string& route, const RunSettings& settings) {
  const std::map<std::string, double> shares = {
      {"central-mediterranean", settings.transit_deal_libya},
      {"eastern-mediterranean", settings.transit_deal_turkey},
      {"western-mediterranean", settings.transit_deal_morocco},
      {"western-africa", settings.transit_deal_west_africa}};
  const auto found = shares.find(route);
  return found == shares.end() ? 0.0 : found->second;
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

void add_borders(const RouteInputs& inputs, const Countries& countries, const RunSettings& settings,
                 Routes& routes) {
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
    routes.enforcement.push_back(as_float(enforcement_of(border.route, settings)));
    routes.departures_kept.push_back(as_float(deal_of(border.route, settings)));
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

void add_fronts(const RouteInputs& inputs, const RunSettings& settings, Routes& routes) {
  const bool remembers = settings.irregular_observed_until >= remembered_from;
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

struct Order {
  const std::string& front;
  const std::string& month;
  double attempts;
  const std::string& kind;
};

void add_orders(const FrontInputs& inputs, const RunSettings& settings, int first_year,
                Routes& routes) {
  const std::array<Order, 3> orders = {Order{settings.first_front, settings.first_month,
                                             settings.first_attempts, settings.first_kind},
                                       Order{settings.second_front, settings.second_month,
                                             settings.second_attempts, settings.second_kind},
                                       Order{settings.third_front, settings.third_month,
                                             settings.third_attempts, settings.third_kind}};
  for (const Order& order : orders) {
    if (order.front == "none") continue;
    const auto found = std::find_if(inputs.fronts.begin(), inputs.fronts.end(),
                                    [&](const Front& front) { return front.code == order.front; });
    if (found == inputs.fronts.end()) throw std::logic_error("no front " + order.front);
    routes.scheduled_front.push_back(static_cast<int>(found - inputs.fronts.begin()));
    routes.scheduled_month.push_back(months_from(first_year, order.month));
    routes.scheduled_size.push_back(as_float(order.attempts));
    routes.scheduled_kind.push_back(number_of(order.kind, campaign_kind_choices));
  }
  routes.scalars.fronts.scheduled = static_cast<int>(routes.scheduled_front.size());
}

void set_posture(const RunSettings& settings, int first_year, PostureView& posture) {
  posture.posture = number_of(settings.posture, posture_choices);
  posture.rule = settings.posture_rule == "fixed" ? PostureRule::fixed : PostureRule::triggered;
  posture.collective = settings.alliance == "collective" ? 1 : 0;
  posture.surge = as_float(settings.response_surge);
  posture.least_detections = as_float(settings.response_least);
  posture.confidence = as_float(settings.response_confidence);
  posture.from_month = months_from(first_year, settings.posture_from);
  posture.hold_months = as_float(settings.hold_months);
  const std::array<double, response_levels> delays = {
      0.0, settings.delay_national, settings.delay_frontex, settings.delay_nato_non_military,
      settings.delay_nato_military};
  const std::array<double, response_levels> costs = {
      0.0, settings.cost_national, settings.cost_frontex, settings.cost_nato_non_military,
      settings.cost_nato_military};
  for (std::size_t level = 0; level < response_levels; ++level) {
    posture.delay_months[level] = as_float(delays[level]);
    posture.cost[level] = as_float(costs[level]);
  }
}

double log_refusal(const RunSettings& settings) {
  const double recognition = std::max(settings.asylum_recognition, least_recognition);
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

int months_from_start(std::string_view month) {
  return months_from(PopulationTrend::first_year, month);
}

Routes make_route_process(const RouteInputs& inputs, const Countries& countries,
                          const RunSettings& settings, const RouteSpan& span) {
  Routes routes;
  RoutesView& view = routes.scalars;
  const int last_known = IrregularHistory::last_month - month_number(span.first_year, 1);
  view.present = 1;
  view.observed_months = std::min({months_from(span.first_year, settings.irregular_observed_until),
                                   last_known, (span.years + 1) * months_a_year - 1}) +
                         1;
  view.simulated = settings.irregular_simulated == Sampling::on ? 1 : 0;
  view.campaigns = settings.campaigns_simulated == Sampling::on ? 1 : 0;
  view.campaign_rate = as_float(settings.campaign_rate);
  view.log_refusal = as_float(log_refusal(settings));
  view.policy_month = (settings.policy_from_year - span.first_year) * months_a_year;
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
  add_orders(inputs.fronts, settings, span.first_year, routes);
  set_posture(settings, span.first_year, view.posture);
  if (view.simulated == 0) {
    for (std::vector<float>* scale :
         {&routes.persistent_scale, &routes.transient_scale, &routes.share_scale}) {
      std::fill(scale->begin(), scale->end(), 0.0f);
    }
  }
  return routes;
}

Routes make_routes(const RouteInputs& inputs, const BaselineInputs& baseline,
                   const EntrySource& source, const RunSettings& settings, int years) {
  Routes routes = make_route_process(inputs, baseline.countries, settings,
                                     {PopulationTrend::first_year, years});
  add_entries(inputs, baseline, source, routes);
  return routes;
}

}  // namespace peregrine
