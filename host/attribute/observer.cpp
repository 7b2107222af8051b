#include "host/attribute/observer.h"

#include <algorithm>
#include <cmath>

#include "host/model/routes/fit/spread.h"
#include "host/model/routes/series.h"

namespace peregrine {

namespace {

double own_share(const JudgedMonth& month, const CampaignPrior& prior) {
  double sum = 0.0;
  for (int i = 0; i < prior.own_actors; ++i) sum += month.actors[static_cast<std::size_t>(i)];
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
  const CampaignPrior& prior = watch.prior.prior;
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
    one.spoken = record.spoken[record.at(month.month)] && std::isnan(one.statements);
    one.own_actors = own_share(month, prior);
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
