#include "host/model/attribution/filter.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/model/attribution/actors.h"
#include "host/model/attribution/baseline.h"
#include "host/model/attribution/densities.h"
#include "host/model/attribution/novelty.h"

namespace peregrine {

namespace {

// Fitted to half one of calibration/campaigns.csv, but for the bounds.
constexpr double end_rate = 1.0 / 8.0;  // of campaigns, a month
constexpr double again = 1.0;           // each campaign believed here adds to the onsets
constexpr int most_remembered = 3;      // campaigns
constexpr int months_remembered = 60;
constexpr double novelty_slope = 0.4;  // log ratio of each standard deviation
constexpr double familiar = 0.5;       // standard deviations that say nothing
constexpr double most_novelty = 1.0;   // log ratio: a month's nationals alone convince nobody
constexpr double least_rise = 0.4;     // log above the usual level, for novelty to count
// Log odds to which statements lead if nobody comes, below even: judgement.
constexpr double most_of_words = -0.4;
constexpr double least_log_odds = -12.0;  // no observer is certain
constexpr double most_log_odds_of_campaign = 9.0;
constexpr double believed_campaign = 0.5;

double logistic(double log_odds) {
  return 1.0 / (1.0 + std::exp(-log_odds));
}

// Both regimes after a month of which nothing is seen, and the month's movement in them.
struct Step {
  double before;   // log odds
  double surge;    // log ratio
  double goes_on;  // probability that a campaign of this month is that of the month before
};

Step step_of(double log_odds, double onset, const Movement& seen) {
  const double campaign = logistic(log_odds);
  const double ordinary = 1.0 - campaign;
  const double begins = ordinary * onset;
  const double goes_on = campaign * (1.0 - end_rate);
  const double stays = ordinary * (1.0 - onset);
  const double ends = campaign * end_rate;
  const double before = std::log(begins + goes_on) - std::log(stays + ends);
  const double both =
      log_sum(std::log(begins) + log_onset(seen), std::log(goes_on) + log_goes_on(seen)) -
      log_sum(std::log(stays) + log_ordinary(seen), std::log(ends) + log_ended(seen));
  double surge = both - before;
  // A fall is evidence only of the end of a campaign that was believed.
  if (seen.change < 0.0 && campaign < believed_campaign) surge = std::min(surge, 0.0);
  return {before, surge, goes_on / (begins + goes_on)};
}

class Filter {
 public:
  Filter(const MonthlyRecord& record, const CampaignPrior& prior, int begin)
      : record_(record),
        prior_(prior),
        actors_(prior),
        begin_(std::max(begin, record.first_month + months_before_first)) {}

  // Months in turn, from the record's first on.
  std::optional<JudgedMonth> next(int month) {
    const std::size_t at = record_.at(month);
    const bool after_gap = month == record_.gap_end;
    if (month <= begin_ || after_gap) restart();
    const std::optional<double> novelty =
        novelty_.add(record_.nationals[at], believed_.empty() || !is_campaign(believed_.back()));
    if (month < begin_ || after_gap) {
      believed_.push_back(0.0);
      return std::nullopt;
    }
    JudgedMonth judged = judge(month, novelty);
    believed_.push_back(judged.campaign);
    return judged;
  }

 private:
  static bool is_campaign(double probability) { return probability > believed_campaign; }

  void restart() {
    log_odds_ = std::log(prior_.onsets_per_year / 12.0 / end_rate);
    actors_ = ActorPosterior(prior_);
  }

  double onset() const {
    const int now = static_cast<int>(believed_.size());
    int campaigns = 0;
    for (int k = std::max(1, now - months_remembered); k + 1 < now; ++k) {
      const auto i = static_cast<std::size_t>(k);
      if (is_campaign(believed_[i]) && !is_campaign(believed_[i - 1])) ++campaigns;
    }
    return prior_.onsets_per_year / 12.0 * (1.0 + again * std::min(campaigns, most_remembered));
  }

  JudgedMonth judge(int month, std::optional<double> novelty) {
    const std::size_t at = record_.at(month);
    const Expectation usual = expect(record_, believed_, month);
    const double now = std::log(record_.arrivals[at] + count_offset) - usual.season;
    const Movement seen = {now - usual.expected, now - usual.last, now - usual.level,
                           usual.last - usual.level, usual.scale};
    JudgedMonth judged;
    judged.month = month;
    judged.arrivals = record_.arrivals[at];
    judged.expected = persons(usual.expected + usual.season);
    judged.usual = persons(usual.level + usual.season);
    judged.scale = usual.scale;
    judged.surprise = seen.surprise / usual.scale;
    judged.novelty = novelty.value_or(no_estimate);
    const Step step = step_of(log_odds_, onset(), seen);
    EvidenceLine& evidence = judged.evidence;
    evidence.before = step.before;
    evidence.surge = step.surge;
    if (novelty && step.surge > 0.0 && seen.height > least_rise) {
      evidence.novelty = std::clamp(novelty_slope * (*novelty - familiar), 0.0, most_novelty);
    }
    actors_.next_month(step.goes_on);
    add_words(at, seen.height > least_rise, evidence);
    // Bounds are part of the sum: the odds that come before take what they cut off.
    const double bounded =
        std::clamp(evidence.log_odds(), least_log_odds, most_log_odds_of_campaign);
    evidence.before += bounded - evidence.log_odds();
    log_odds_ = bounded;
    judged.campaign = logistic(log_odds_);
    const bool begins = is_campaign(judged.campaign) && !is_campaign(believed_.back());
    if (!record_.nationals[at].empty()) {
      actors_.add_nationals(novelty_.month(), is_campaign(judged.campaign));
    }
    judged.actors = actors_.probabilities();
    if (begins) actors_.campaign_began();
    return judged;
  }

  // `up`: more come than usual.
  void add_words(std::size_t at, bool up, EvidenceLine& evidence) {
    const ActorRatios signals = signals_ratios(prior_, record_.signals[at]);
    evidence.signals = actors_.of_campaign(signals);
    actors_.add(signals);
    const ActorRatios words =
        statements_ratios(prior_, record_.statements[at], record_.speaker[at]);
    const double odds = evidence.log_odds();
    evidence.statements = actors_.of_campaign(words);
    // Threats without anybody who comes are threats.
    if (!up)
      evidence.statements = std::min(evidence.statements, std::max(most_of_words - odds, 0.0));
    actors_.add(words);
  }

  static double persons(double log) { return std::max(std::exp(log) - count_offset, 0.0); }

  const MonthlyRecord& record_;
  CampaignPrior prior_;
  ActorPosterior actors_;
  NoveltyMemory novelty_;
  int begin_;
  double log_odds_ = 0.0;
  std::vector<double> believed_;  // P(campaign) of the months so far
};

}  // namespace

std::vector<JudgedMonth> judge_months(const MonthlyRecord& record, const CampaignPrior& prior,
                                      int begin, int from, int to) {
  Filter filter(record, prior, begin);
  std::vector<JudgedMonth> judged;
  for (int month = record.first_month; month <= std::min(to, record.last_month()); ++month) {
    const std::optional<JudgedMonth> one = filter.next(month);
    if (one && month >= from) judged.push_back(*one);
  }
  return judged;
}

}  // namespace peregrine
