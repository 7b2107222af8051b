#include "host/attribute/observer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "host/model/routes/fit/spread.h"
#include "host/model/routes/novelty.h"
#include "host/model/routes/series.h"
#include "host/model/routes/state.h"

namespace peregrine {

namespace {

constexpr float months_in_year = 12.0f;

float as_float(double value) {
  return static_cast<float>(value);
}

// The scales of the place, fitted together with all other borders; it stands for its parts.
double surprise_scale_of(const Watch& watch, const WatchSeries& own,
                         const IrregularHistory& history, int last_month) {
  std::vector<RouteSeries> series;
  for (int border = 0; border < history.border_count(); ++border) {
    if (border == watch.borders.front()) {
      series.emplace_back(own.months, 0, last_month);
    } else if (std::count(watch.borders.begin(), watch.borders.end(), border) == 0) {
      series.emplace_back(history, border, last_month);
    }
  }
  // All parts that were left out follow the first one, whose place is thus the same.
  const auto place = static_cast<std::size_t>(watch.borders.front());
  const RouteSpread spread = fit_route_spread(series);
  const float persistent = as_float(spread.persistent_scale[place]);
  const float transient = as_float(spread.transient_scale[place]);
  const auto memory = as_float(route_memory);
  BordersView view = {};
  view.persistent_scale = &persistent;
  view.transient_scale = &transient;
  view.memory = &memory;
  return static_cast<double>(surprise_scale(view, 0));
}

// Nationals of the last year as shares, the latest months weighing most.
class YearMix {
 public:
  explicit YearMix(const WatchSeries& series)
      : series_(series), shares_(series.months.corridors.size(), 0.0f) {}

  // Takes the month in. Returns whether there was something to compare it with, and then sets
  // `month` to how the two compare.
  bool add(int month, Novelty& novelty) {
    const IrregularHistory& months = series_.months;
    double total = 0.0;
    for (int k = 0; k < months.corridor_count(); ++k) {
      total += months.detections[months.at(month, k)];
    }
    if (!std::isfinite(total) || total <= 0.0) return false;
    const bool compared = begun_ && !series_.after_gap(month);
    // The first month counts in full, as there is none before it.
    const float newest = compared ? 1.0f / months_in_year : 1.0f;
    if (!compared && total < least_to_begin) return false;
    float overlap = 0.0f;
    for (int k = 0; k < months.corridor_count(); ++k) {
      float& then = shares_[static_cast<std::size_t>(k)];
      const float now = as_float(months.detections[months.at(month, k)] / total);
      overlap += square_root(now * then);
      then = fused(newest, now - then, then);
    }
    begun_ = true;
    novelty = {overlap, as_float(total)};
    return compared;
  }

 private:
  static constexpr double least_to_begin = 50.0;  // arrivals, as in host/model/routes/novelty.cpp
  const WatchSeries& series_;
  std::vector<float> shares_;  // [nationality]
  bool begun_ = false;
};

// Log of how much likelier the evidence is under either kind of campaign, by the filter itself:
// what it makes of even odds, or so, in a month in which nothing begins or ends.
std::array<double, 2> log_ratios(const Evidence& evidence) {
  constexpr Beliefs before = {0.9f, 0.05f, 0.05f};
  const Beliefs after = update_beliefs(before, {0.0f, 0.0f}, evidence);
  const auto ratio = [&](float then, float now) {
    return std::log(static_cast<double>(now) / static_cast<double>(after.ordinary)) -
           std::log(static_cast<double>(then) / static_cast<double>(before.ordinary));
  };
  return {ratio(before.named, after.named), ratio(before.blurred, after.blurred)};
}

double surge_weight(float surge) {
  return std::log(static_cast<double>(surge_density_campaign(surge)) /
                  static_cast<double>(surge_density_ordinary(surge)));
}

double novelty_weight(float novelty) {
  const Evidence alone = {0.0f, novelty, 0.0f, 0.0f, 0.0f, 0.0f};
  return log_ratios(alone)[0] - surge_weight(0.0f);
}

// The novelty that speaks neither for nor against a campaign, to stand for one that was not seen.
float neutral_novelty() {
  float low = 0.0f;
  float high = 2.0f;
  for (int round = 0; round < 30; ++round) {
    const float middle = 0.5f * (low + high);
    (novelty_weight(middle) < 0.0 ? low : high) = middle;
  }
  return low;
}

EvidenceWeights weights_of(const Evidence& evidence, bool novelty_known) {
  EvidenceWeights weights;
  weights.surge = surge_weight(evidence.surge);
  if (novelty_known) weights.novelty = novelty_weight(evidence.novelty);
  const Evidence nothing = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f};
  const std::array<double, 2> base = log_ratios(nothing);
  if (evidence.signals_known > 0.0f) {
    const std::array<double, 2> with = log_ratios({0.0f, 0.0f, evidence.signals, 0.0f, 1.0f, 0.0f});
    weights.signals = with[0] - base[0];
    weights.signals_blurred = with[1] - base[1];
  }
  if (evidence.statements_known > 0.0f) {
    const std::array<double, 2> with =
        log_ratios({0.0f, 0.0f, 0.0f, evidence.statements, 0.0f, 1.0f});
    weights.statements = with[0] - base[0];
    weights.statements_blurred = with[1] - base[1];
  }
  return weights;
}

// A figure that may be missing, and whether it is there.
std::array<float, 2> seen(double value) {
  if (std::isnan(value)) return {0.0f, 0.0f};
  return {as_float(value), 1.0f};
}

// What is seen of a month, without its novelty.
Evidence evidence_of(const WatchSeries& series, int month, double surge) {
  const std::size_t at = series.months.border_at(month, 0);
  const std::array<float, 2> signals = seen(series.signals[at]);
  const std::array<float, 2> statements = seen(series.statements[at]);
  Evidence evidence = {};
  evidence.surge = within(as_float(surge), -6.0f, 10.0f);
  evidence.signals = signals[0];
  evidence.signals_known = signals[1];
  evidence.statements = statements[0];
  evidence.statements_known = statements[1];
  return evidence;
}

}  // namespace

AttributedWatch observe(const Watch& watch, const WatchSeries& series,
                        const IrregularHistory& history, int from, int to) {
  AttributedWatch result;
  result.watch = watch;
  result.fitted_until = std::min(from - 1, IrregularHistory::last_month);
  result.surprise_scale = surprise_scale_of(watch, series, history, result.fitted_until);
  result.thin_record = !speaks_for_others(RouteSeries(series.months, 0, result.fitted_until));
  const NoveltyScale usual = usual_novelty(series.months, 0, result.fitted_until);
  const RouteSeries arrivals(series.months, 0, series.last_month);
  const float unseen_novelty = neutral_novelty();
  YearMix year(series);
  const float onsets = as_float(watch.onsets_per_year());
  float worth[belief_terms];
  std::transform(watch.worth.begin(), watch.worth.end(), worth, as_float);
  Beliefs beliefs = first_beliefs(onsets);
  for (int month = IrregularHistory::first_month; month <= to; ++month) {
    Novelty novelty = {};
    const bool novelty_known = year.add(month, novelty);
    if (month < from) continue;
    const double surprise = arrivals.one_step_error(month);
    AttributedMonth one;
    one.month = month;
    one.arrivals = series.months.totals[series.months.border_at(month, 0)];
    one.expected = std::max(std::exp(arrivals.log_at(month) - surprise) - route_offset, 0.0);
    one.evidence = evidence_of(series, month, surprise / result.surprise_scale);
    one.novelty_known = novelty_known;
    one.evidence.novelty = novelty_known
                               ? novelty_of(novelty, as_float(usual.mean), as_float(usual.spread))
                               : unseen_novelty;
    one.weights = weights_of(one.evidence, novelty_known);
    one.beliefs = beliefs = update_beliefs(beliefs, belief_rates(onsets), one.evidence);
    one.campaign = static_cast<double>(campaign_probability(worth, beliefs.ordinary));
    one.actor_if_campaign = static_cast<double>(actor_probability(beliefs));
    result.signals_known = result.signals_known || one.evidence.signals_known > 0.0f;
    result.statements_known = result.statements_known || one.evidence.statements_known > 0.0f;
    result.months.push_back(one);
  }
  return result;
}

}  // namespace peregrine
