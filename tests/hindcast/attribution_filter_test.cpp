// What the filter promises, on made-up months of a border.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/model/attribution/filter.h"
#include "host/model/attribution/rules.h"

namespace peregrine {
namespace {

constexpr int first_month = month_number(2010, 1);
constexpr int years = 12;

// A border with two or three hundred a month, a season and a little noise that repeats itself.
MonthlyRecord quiet_border() {
  MonthlyRecord record;
  record.first_month = first_month;
  constexpr int months = 12 * years;
  for (int k = 0; k < months; ++k) {
    const double noise = 0.2 * std::sin(2.3 * k) + 0.15 * std::sin(5.1 * k + 1.0);
    const double season = 0.3 * std::sin(2.0 * 3.14159265358979 * k / 12.0);
    record.arrivals.push_back(std::round(250.0 * std::exp(noise + season)));
    record.nationals.push_back(
        {{"AFG", std::round(0.6 * record.arrivals.back())}, {"IRQ", 40.0 + 10.0 * (k % 3)}});
  }
  record.signals.assign(months, no_estimate);
  record.statements.assign(months, no_estimate);
  record.speaker.assign(months, "");
  return record;
}

int month(int year, int of_year) {
  return month_number(year, of_year);
}

void put(const std::vector<double>& times, int from, MonthlyRecord& record) {
  for (std::size_t i = 0; i < times.size(); ++i) {
    record.arrivals[record.at(from) + i] = std::round(250.0 * times[i]);
  }
}

CampaignPrior one_actor() {
  CampaignPrior prior;
  prior.names = {"Neighbour", "unnamed"};
  prior.actors = {0.7, 0.3};
  return prior;
}

std::vector<JudgedMonth> judged(const MonthlyRecord& record, int begin = first_month) {
  return judge_months(record, one_actor(), begin, first_month, record.last_month());
}

const JudgedMonth& of(const std::vector<JudgedMonth>& months, int wanted) {
  return *std::find_if(months.begin(), months.end(),
                       [&](const JudgedMonth& one) { return one.month == wanted; });
}

double highest(const std::vector<JudgedMonth>& months, int from, int to) {
  double most = 0.0;
  for (const JudgedMonth& one : months) {
    if (one.month >= from && one.month <= to) most = std::max(most, one.campaign);
  }
  return most;
}

TEST(AttributionFilter, a_quiet_border_is_never_called) {
  EXPECT_LT(highest(judged(quiet_border()), first_month, month(2021, 12)), 0.1);
}

TEST(AttributionFilter, a_campaign_that_returns_is_seen_each_time) {
  MonthlyRecord record = quiet_border();
  const std::vector<double> campaign = {8.0, 20.0, 25.0, 15.0, 4.0};
  for (const int year : {2014, 2016, 2018}) put(campaign, month(year, 3), record);
  const std::vector<JudgedMonth> months = judged(record);
  for (const int year : {2014, 2016, 2018}) {
    EXPECT_GT(highest(months, month(year, 3), month(year, 5)), 0.8) << year;
    EXPECT_LT(of(months, month(year + 1, 3)).campaign, 0.2) << year;
  }
}

TEST(AttributionFilter, ramps_plateaus_and_one_extreme_month_are_seen) {
  for (const std::vector<double>& shape :
       {std::vector<double>{2.5, 6.0, 15.0, 40.0}, {12.0, 12.0, 12.0, 12.0, 12.0, 12.0}, {40.0}}) {
    MonthlyRecord record = quiet_border();
    put(shape, month(2016, 3), record);
    const auto length = static_cast<int>(shape.size());
    EXPECT_GT(highest(judged(record), month(2016, 3), month(2016, 3) + length - 1), 0.5);
  }
}

TEST(AttributionFilter, a_plateau_stays_a_campaign_and_its_end_ends_it) {
  MonthlyRecord record = quiet_border();
  put({12.0, 12.0, 12.0, 12.0, 12.0, 12.0}, month(2016, 3), record);
  const std::vector<JudgedMonth> months = judged(record);
  for (int k = 1; k < 6; ++k) EXPECT_GT(of(months, month(2016, 3) + k).campaign, 0.3) << k;
  EXPECT_LT(of(months, month(2016, 10)).campaign, 0.1);
}

TEST(AttributionFilter, a_doubling_over_a_season_is_no_campaign) {
  MonthlyRecord record = quiet_border();
  put({1.2, 1.5, 1.8, 2.0, 2.0, 1.8, 1.5, 1.2}, month(2016, 3), record);
  EXPECT_LT(highest(judged(record), month(2016, 1), month(2016, 12)), 0.2);
}

TEST(AttributionFilter, a_fall_before_a_rise_was_believed_is_no_evidence) {
  for (const double left : {0.5, 0.2, 0.05, 0.0}) {
    MonthlyRecord record = quiet_border();
    put({left, left, left}, month(2016, 3), record);
    const std::vector<JudgedMonth> months = judged(record);
    EXPECT_LE(of(months, month(2016, 3)).evidence.surge, 0.0) << left;
    EXPECT_LT(highest(months, month(2016, 3), month(2016, 5)), 0.1) << left;
  }
}

TEST(AttributionFilter, novelty_alone_never_convinces) {
  MonthlyRecord record = quiet_border();
  for (int k = 0; k < 24; ++k) {
    // Each month nobody who came in another one.
    record.nationals[record.at(month(2016, 1)) + static_cast<std::size_t>(k)] = {
        {"N" + std::to_string(k), 250.0}};
  }
  const std::vector<JudgedMonth> months = judged(record);
  EXPECT_GT(of(months, month(2016, 1)).novelty, 2.0);
  EXPECT_LT(highest(months, month(2016, 1), month(2017, 12)), 0.1);
}

TEST(AttributionFilter, words_alone_never_convince) {
  MonthlyRecord record = quiet_border();
  for (std::size_t k = 0; k < 24; ++k) record.speaker[record.at(month(2016, 1)) + k] = "Neighbour";
  EXPECT_LT(highest(judged(record), month(2016, 1), month(2017, 12)), 0.5);
  put({8.0, 20.0}, month(2016, 6), record);
  EXPECT_GT(highest(judged(record), month(2016, 6), month(2016, 7)), 0.95);
}

TEST(AttributionFilter, unknown_nationalities_are_left_out) {
  MonthlyRecord surge = quiet_border();
  put({8.0, 20.0}, month(2016, 3), surge);
  MonthlyRecord unknown = surge;
  for (std::size_t k = 0; k < 2; ++k) {
    surge.nationals[surge.at(month(2016, 3)) + k] = {{"ETH", 3000.0}};
    unknown.nationals[unknown.at(month(2016, 3)) + k] = {};
  }
  const JudgedMonth seen = of(judged(surge), month(2016, 3));
  const JudgedMonth unseen = of(judged(unknown), month(2016, 3));
  EXPECT_GT(seen.evidence.novelty, 0.0);
  EXPECT_EQ(unseen.evidence.novelty, 0.0);
  EXPECT_TRUE(std::isnan(unseen.novelty));
  EXPECT_EQ(seen.evidence.surge, unseen.evidence.surge);
}

TEST(AttributionFilter, evidence_adds_up_to_the_probability) {
  MonthlyRecord record = quiet_border();
  put({8.0, 20.0, 25.0, 15.0, 4.0}, month(2016, 3), record);
  record.speaker[record.at(month(2016, 2))] = "Neighbour";
  record.signals[record.at(month(2016, 3))] = 1.3;
  for (const JudgedMonth& one : judged(record)) {
    const EvidenceLine& line = one.evidence;
    const double sum = line.before + line.surge + line.novelty + line.signals + line.statements;
    EXPECT_NEAR(one.campaign, 1.0 / (1.0 + std::exp(-sum)), 1e-12);
  }
}

// The figures up to the first month are the same: only what was believed of them is forgotten.
TEST(AttributionFilter, when_beliefs_began_hardly_matters) {
  MonthlyRecord record = quiet_border();
  put({8.0, 20.0, 25.0, 15.0, 4.0}, month(2020, 3), record);
  const std::vector<JudgedMonth> late = judged(record, month(2019, 1));
  const std::vector<JudgedMonth> early = judged(record, month(2012, 1));
  for (int now = month(2020, 1); now <= month(2020, 12); ++now) {
    EXPECT_NEAR(of(late, now).campaign, of(early, now).campaign, 0.1) << month_text(now);
  }
}

TEST(AttributionFilter, the_actors_posterior_moves_with_the_evidence) {
  MonthlyRecord plain = quiet_border();
  put({8.0, 20.0, 25.0}, month(2016, 3), plain);
  const auto own = [](const MonthlyRecord& record, int when) {
    return of(judged(record), when).actors.front();
  };
  const double before = own(plain, month(2016, 1));
  EXPECT_NEAR(before, 0.7, 1e-9);
  MonthlyRecord spoken = plain;
  spoken.speaker[spoken.at(month(2016, 3))] = "Neighbour";
  EXPECT_GT(own(spoken, month(2016, 3)), 0.9);
  // What somebody else says names nobody here.
  MonthlyRecord other = plain;
  other.speaker[other.at(month(2016, 3))] = "Stranger";
  EXPECT_EQ(own(other, month(2016, 3)), own(plain, month(2016, 3)));
  MonthlyRecord loud = plain;
  loud.signals[loud.at(month(2016, 3))] = 2.5;
  EXPECT_GT(own(loud, month(2016, 3)), before + 0.1);
  MonthlyRecord silent = plain;
  silent.signals[silent.at(month(2016, 3))] = -0.5;
  EXPECT_LT(own(silent, month(2016, 3)), before - 0.1);
  // A campaign before makes the next one likelier to be the same actor's.
  EXPECT_GT(own(plain, month(2016, 9)), before + 0.1);
  for (const JudgedMonth& one : judged(spoken)) {
    EXPECT_NEAR(one.actors[0] + one.actors[1], 1.0, 1e-12);
  }
}

TEST(AttributionFilter, nationals_of_the_campaigns_before_point_to_their_actor) {
  MonthlyRecord same = quiet_border();
  put({10.0, 20.0, 20.0, 4.0}, month(2016, 3), same);
  put({10.0, 20.0, 20.0, 4.0}, month(2019, 3), same);
  for (int k = 0; k < 4; ++k) {
    same.nationals[same.at(month(2016, 3) + k)] = {{"ETH", 3000.0}};
    same.nationals[same.at(month(2019, 3) + k)] = {{"ETH", 3000.0}};
  }
  MonthlyRecord others = same;
  for (int k = 0; k < 4; ++k) others.nationals[others.at(month(2019, 3) + k)] = {{"VNM", 3000.0}};
  EXPECT_GT(of(judged(same), month(2019, 5)).actors.front(),
            of(judged(others), month(2019, 5)).actors.front() + 0.02);
}

TEST(AttributionFilter, a_month_does_not_change_with_what_comes_after_it) {
  MonthlyRecord record = quiet_border();
  put({8.0, 20.0, 25.0}, month(2016, 3), record);
  MonthlyRecord cut = record;
  std::fill(cut.arrivals.begin() + static_cast<std::ptrdiff_t>(cut.at(month(2016, 5))),
            cut.arrivals.end(), 7.0);
  EXPECT_EQ(of(judged(record), month(2016, 4)).campaign, of(judged(cut), month(2016, 4)).campaign);
}

// By hand: logs of ten and of a thousand and more persons, which leave three years of 250 alone.
TEST(AttributionRules, three_times_and_the_control_chart_say_what_they_should) {
  MonthlyRecord record = quiet_border();
  record.arrivals.assign(record.arrivals.size(), 240.0);
  record.arrivals[record.at(month(2016, 3))] = 739.0;
  record.arrivals[record.at(month(2016, 4))] = 740.0;
  const std::vector<RuleMonth> times = three_times(record, month(2016, 3), month(2016, 4));
  EXPECT_FALSE(times[0].alarm);
  EXPECT_TRUE(times[1].alarm);
  EXPECT_NEAR(times[1].score, 3.0, 1e-12);
  const std::vector<RuleMonth> chart = control_chart(record, month(2016, 2), month(2016, 3));
  EXPECT_NEAR(chart[0].score, 0.0, 1e-6);
  // One month of log 749 - log 250 at the least spread, 0.1, and the chart's weight of 0.3.
  EXPECT_NEAR(chart[1].score, 0.3 * (std::log(749.0 / 250.0) / 0.1) / std::sqrt(0.3 / 1.7), 1e-6);
  EXPECT_TRUE(chart[1].alarm);
}

}  // namespace
}  // namespace peregrine
