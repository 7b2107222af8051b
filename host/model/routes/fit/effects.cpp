#include "host/model/routes/fit/effects.h"

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

constexpr int death_months = 60;
constexpr double least_monthly_detections = 50.0;  // for a month's risk to say something
constexpr double half_a_death = 0.5;               // in months without any

// Shares of attempts that are detected where no border guard reports attempts: assumptions. The
// last is of the order of the apprehension rates that the United States Department of Homeland
// Security estimates between ports of entry (Border Security Metrics Reports).
constexpr double land_share = 0.5;
constexpr double sea_share = 0.75;
constexpr double darien_share = 1.0;  // all who come out are counted
constexpr double us_south_west_share = 0.78;
constexpr double assumed_log_spread = 0.3;
constexpr double least_reported_log_spread = 0.3;
constexpr int least_reported_months = 5;  // of a figure that is compared with detections

// Deaths per arrival on the Channel, 2020-2023: 6, 34, 4 and 12 that the Home Office knows of
// (answer to written question 24405, 2024), and 112,203 arrivals; the International Organization
// for Migration counts them with other routes within Europe. The monthly spread is assumed.
constexpr const char* channel = "channel";
constexpr double channel_deaths = 56.0;
constexpr double channel_arrivals = 112'203.0;
constexpr double channel_log_spread = 1.0;

struct Pairs {
  std::vector<double> change;
  std::vector<double> error;
};

void add_pairs(const RouteSeries& leader, const RouteSeries& follower, int last_month,
               Pairs& pairs) {
  const int first = std::max(leader.monthly_from(), follower.monthly_from()) + first_error_months;
  const std::size_t begin = pairs.change.size();
  const int last = std::min({last_month, leader.last(), follower.last()});
  for (int month = first; month <= last; ++month) {
    const Season season = leader.season(month - 1);
    const auto without_season = [&](int at) {
      return leader.log_at(at) - season[static_cast<std::size_t>(at % 12)];
    };
    pairs.change.push_back(without_season(month - 1) - without_season(month - 2));
    pairs.error.push_back(follower.one_step_error(month));
  }
  for (std::vector<double>* values : {&pairs.change, &pairs.error}) {
    double mean = 0.0;
    for (std::size_t i = begin; i < values->size(); ++i) mean += (*values)[i];
    mean /= static_cast<double>(values->size() - begin);
    for (std::size_t i = begin; i < values->size(); ++i) (*values)[i] -= mean;
  }
}

struct Risk {
  double deaths = 0.0;
  double detections = 0.0;
  std::vector<double> monthly_logs;  // of the ratio of a month, not centred

  Estimate estimate() const {
    double mean = 0.0;
    for (const double one : monthly_logs) mean += one;
    mean /= static_cast<double>(monthly_logs.size());
    double squares = 0.0;
    for (const double one : monthly_logs) squares += (one - mean) * (one - mean);
    return {std::log(deaths / detections),
            std::sqrt(squares / static_cast<double>(monthly_logs.size()))};
  }
};

void add_risk(const IrregularHistory& history, int border, int last_month, Risk& risk) {
  for (int month = std::max(IrregularHistory::first_month, last_month - death_months + 1);
       month <= last_month; ++month) {
    const double deaths = history.deaths[history.border_at(month, border)];
    const double detections = history.totals[history.border_at(month, border)];
    if (std::isnan(deaths) || std::isnan(detections)) continue;
    risk.deaths += deaths;
    risk.detections += detections;
    if (detections < least_monthly_detections) continue;
    risk.monthly_logs.push_back(std::log((deaths + half_a_death) / detections));
  }
}

bool sound(const Risk& risk) {
  return risk.deaths > 0.0 && risk.detections > 0.0 && risk.monthly_logs.size() > 1;
}

double assumed_share(const Border& border) {
  if (border.code == "darien") return darien_share;
  if (border.code == "us-south-west") return us_south_west_share;
  return border.kind == BorderKind::sea ? sea_share : land_share;
}

// Whether the figure is the border's own measure of attempts, over months enough.
bool comparable(const BorderAttempts& count, int border, int last_month) {
  const bool own = count.kind == AttemptKind::attempts || count.kind == AttemptKind::turned_away ||
                   count.kind == AttemptKind::prevented;
  return own && count.border == border && count.last_month <= last_month &&
         count.last_month - count.first_month + 1 >= least_reported_months;
}

// Those who were turned away or prevented were not detected inside; attempts are all.
double log_ratio(const BorderAttempts& count, double detections) {
  const double attempts = count.kind == AttemptKind::attempts ? std::max(count.attempts, detections)
                                                              : count.attempts + detections;
  return std::log((detections + share_offset) / (attempts + share_offset));
}

}  // namespace

Estimate fit_lead_effect(const IrregularHistory& history, const std::vector<RouteSeries>& series,
                         int last_month) {
  Pairs pairs;
  for (std::size_t b = 0; b < series.size(); ++b) {
    const int next = history.borders[b].leads_to;
    if (next < 0) continue;
    const RouteSeries& follower = series[static_cast<std::size_t>(next)];
    const int start = std::max(series[b].monthly_from(), follower.monthly_from());
    if (last_month - start < 2 * first_error_months) continue;
    add_pairs(series[b], follower, last_month, pairs);
  }
  double product = 0.0;
  double square = 0.0;
  for (std::size_t i = 0; i < pairs.change.size(); ++i) {
    product += pairs.change[i] * pairs.error[i];
    square += pairs.change[i] * pairs.change[i];
  }
  if (square <= 0.0) return {};
  const double slope = product / square;
  double rest = 0.0;
  for (std::size_t i = 0; i < pairs.change.size(); ++i) {
    const double one = pairs.error[i] - slope * pairs.change[i];
    rest += one * one;
  }
  const auto degrees = static_cast<double>(pairs.change.size() - 4);
  return {slope, std::sqrt(rest / degrees / square)};
}

std::vector<Estimate> fit_death_risk(const IrregularHistory& history, int last_month) {
  std::vector<Risk> own(history.borders.size());
  Risk by_sea;
  Risk by_land;
  for (int border = 0; border < history.border_count(); ++border) {
    const auto b = static_cast<std::size_t>(border);
    add_risk(history, border, last_month, own[b]);
    if (!sound(own[b])) continue;
    Risk& pooled = history.borders[b].kind == BorderKind::sea ? by_sea : by_land;
    add_risk(history, border, last_month, pooled);
  }
  std::vector<Estimate> risk;
  for (std::size_t b = 0; b < own.size(); ++b) {
    const Risk& pooled = history.borders[b].kind == BorderKind::sea ? by_sea : by_land;
    if (!sound(own[b]) && history.borders[b].code == channel) {
      risk.push_back({std::log(channel_deaths / channel_arrivals), channel_log_spread});
      continue;
    }
    const Risk& chosen = sound(own[b]) ? own[b] : sound(pooled) ? pooled : by_sea;
    risk.push_back(sound(chosen) ? chosen.estimate() : Estimate{no_estimate, no_estimate});
  }
  return risk;
}

std::vector<Estimate> fit_detection_share(const IrregularHistory& history, int last_month) {
  std::vector<Estimate> shares;
  for (int border = 0; border < history.border_count(); ++border) {
    std::vector<double> logs;
    for (const BorderAttempts& count : history.attempts) {
      if (!comparable(count, border, last_month)) continue;
      double detections = 0.0;
      for (int month = count.first_month; month <= count.last_month; ++month) {
        detections += history.totals[history.border_at(month, border)];
      }
      // Before the division of the Eastern route there is nothing to compare with.
      if (detections > 0.0) logs.push_back(log_ratio(count, detections));
    }
    if (logs.empty()) {
      shares.push_back({std::log(assumed_share(history.borders[static_cast<std::size_t>(border)])),
                        assumed_log_spread});
      continue;
    }
    double mean = 0.0;
    for (const double one : logs) mean += one / static_cast<double>(logs.size());
    double squares = 0.0;
    for (const double one : logs) squares += (one - mean) * (one - mean);
    const double spread =
        logs.size() > 1 ? std::sqrt(squares / static_cast<double>(logs.size() - 1)) : 0.0;
    shares.push_back({mean, std::max(spread, least_reported_log_spread)});
  }
  return shares;
}

}  // namespace peregrine
