#include "host/attribute/observer.h"

#include <algorithm>
#include <cmath>

#include "host/model/routes/fit/spread.h"
#include "host/model/routes/series.h"

namespace peregrine {

namespace {

// Of the actors asked about, if it is a campaign.
double named_share(const JudgedMonth& month, const Watch& watch) {
  double sum = 0.0;
  for (std::size_t i = 0; i < month.actors.size(); ++i) {
    const bool named = std::any_of(
        watch.actors.begin(), watch.actors.end(),
        [&](const SuspectedActor& actor) { return actor.name == watch.prior.names[i]; });
    if (named) sum += month.actors[i];
  }
  return sum;
}

// Beliefs that begin a year or eight years before the first month, beside `months`.
double sensitivity_of(const MonthlyRecord& record, const CampaignPrior& prior, int from, int to,
                      const std::vector<AttributedMonth>& months) {
  double largest = 0.0;
  for (const int years : {1, 8}) {
    const std::vector<JudgedMonth> others =
        judge_months(record, prior, from - 12 * years, from, to);
    for (std::size_t i = 0; i < std::min(others.size(), months.size()); ++i) {
      largest = std::max(largest, std::abs(others[i].campaign - months[i].campaign()));
    }
  }
  return largest;
}

}  // namespace

AttributedWatch observe(const Watch& watch, const WatchSeries& series, int from, int to) {
  const MonthlyRecord& record = series.record;
  const CampaignPrior& prior = watch.prior;
  AttributedWatch result;
  result.watch = watch;
  const int known_until = std::min(from - 1, IrregularHistory::last_month);
  result.thin_record = !speaks_for_others(RouteSeries(series.months, 0, known_until));
  const std::vector<JudgedMonth> judged = judge_months(record, prior, record.first_month, from, to);
  const std::vector<RuleMonth> chart = control_chart(record, from, to);
  const std::vector<RuleMonth> times = three_times(record, from, to);
  const auto of = [](const std::vector<RuleMonth>& rule, int month) {
    return rule[static_cast<std::size_t>(month - rule.front().month)];
  };
  for (const JudgedMonth& month : judged) {
    AttributedMonth one;
    one.judged = month;
    one.signals = record.signals[record.at(month.month)];
    one.statements = record.statements[record.at(month.month)];
    one.spoken = !record.speaker[record.at(month.month)].empty() && std::isnan(one.statements);
    one.named = named_share(month, watch);
    one.chart = of(chart, month.month);
    one.times = of(times, month.month);
    result.signals_known = result.signals_known || std::isfinite(one.signals);
    result.statements_known =
        result.statements_known || one.spoken || std::isfinite(one.statements);
    result.months.push_back(one);
  }
  result.sensitivity = sensitivity_of(record, prior, from, to, result.months);
  return result;
}

}  // namespace peregrine
