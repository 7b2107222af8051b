#include "host/model/attribution/rules.h"

#include <algorithm>
#include <cmath>

#include "host/model/attribution/baseline.h"
#include "host/model/attribution/filter.h"

namespace peregrine {

namespace {

constexpr int chart_months = 36;      // of which centre and spread are made
constexpr double chart_weight = 0.3;  // of the newest month
constexpr double chart_limit = 3.0;   // standard deviations of the chart
constexpr double least_sd = 0.1;      // log units

int first_judged(const MonthlyRecord& record, int from) {
  return std::max(from, record.first_month + months_before_first);
}

double log_count(const MonthlyRecord& record, int month) {
  return std::log(record.arrivals[record.at(month)] + count_offset);
}

}  // namespace

std::vector<RuleMonth> control_chart(const MonthlyRecord& record, int from, int to) {
  std::vector<RuleMonth> months;
  const std::vector<double> no_campaigns(record.arrivals.size(), 0.0);
  for (int month = first_judged(record, from); month <= std::min(to, record.last_month());
       ++month) {
    const int begin = std::max(record.first_month, month - chart_months);
    // Months older than the chart's memory do not count, so that it can begin with them.
    double sum = 0.0;
    double squares = 0.0;
    for (int before = begin; before < month; ++before) {
      sum += log_count(record, before);
      squares += log_count(record, before) * log_count(record, before);
    }
    const double count = month - begin;
    const double centre = sum / count;
    const double sd =
        std::max(std::sqrt(std::max(squares / count - centre * centre, 0.0)), least_sd);
    double chart = 0.0;
    for (int now = begin; now <= month; ++now) {
      chart += chart_weight * ((log_count(record, now) - centre) / sd - chart);
    }
    const double score = chart / std::sqrt(chart_weight / (2.0 - chart_weight));
    months.push_back({month, score, score > chart_limit});
  }
  return months;
}

std::vector<RuleMonth> three_times(const MonthlyRecord& record, int from, int to) {
  std::vector<RuleMonth> months;
  constexpr double times = 3.0;
  for (int month = first_judged(record, from); month <= std::min(to, record.last_month());
       ++month) {
    const double ratio = std::exp(log_count(record, month) - log_count(record, month - 12));
    months.push_back({month, ratio, ratio >= times});
  }
  return months;
}

}  // namespace peregrine
