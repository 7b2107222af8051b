#include "host/backtest/attribution/attribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <set>

#include "host/model/attribution/filter.h"
#include "host/model/attribution/prior.h"
#include "host/model/attribution/rules.h"
#include "host/model/routes/fronts.h"
#include "host/statistics/auc.h"
#include "host/statistics/order.h"

namespace peregrine {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double alarm_at = 0.5;
// Aims, set before half two was looked at.
constexpr double least_hits = 0.75;
constexpr double most_false_alarms = 0.05;
constexpr double most_delay = 1.0;
constexpr double least_episodes_auc = 0.95;
constexpr double least_months_auc = 0.85;

using Months = std::vector<ScoredMonth>;

// Scores, each of a campaign or of anything else.
struct Judged {
  std::vector<double> score;
  std::vector<char> campaign;

  void add(double value, bool of_campaign) {
    score.push_back(value);
    campaign.push_back(of_campaign ? 1 : 0);
  }
  // The area under the curve; NaN where one of the two is missing.
  double area() const {
    const auto campaigns = std::count(campaign.begin(), campaign.end(), 1);
    if (campaigns == 0 || campaigns == std::ssize(campaign)) return nothing;
    return area_under_curve(score, campaign);
  }
};

struct Found {
  double highest = 0.0;
  std::optional<int> first_alarm;  // month
};

// None where the judge has no month of it.
std::optional<Found> found_in(const Episode& episode, const Months& months) {
  const int last = episode.to + (episode.steered() ? 1 : 0);
  std::optional<Found> found;
  for (const ScoredMonth& one : months) {
    if (one.month < episode.from || one.month > last) continue;
    if (!found) found = Found{one.score, std::nullopt};
    found->highest = std::max(found->highest, one.score);
    if (one.alarm && !found->first_alarm) found->first_alarm = one.month;
  }
  return found;
}

double months_area(const std::vector<Episode>& episodes, int half, int border,
                   const Months& months) {
  Judged judged;
  for (const ScoredMonth& one : months) {
    bool near = false;
    bool in_half = false;
    for (const Episode& episode : episodes) {
      if (episode.border != border || !episode.steered()) continue;
      near = near || (one.month >= episode.from - 1 && one.month <= episode.to + 1);
      in_half =
          in_half || (episode.half == half && one.month >= episode.from && one.month <= episode.to);
    }
    if (in_half || !near) judged.add(one.score, in_half);
  }
  return judged.area();
}

using AllMonths = std::vector<Months>;  // by border

struct Judges {
  std::vector<bool> actor_named;  // [border] `peregrine attribute` judges it
  AllMonths filter;
  AllMonths chart;
  AllMonths times;
};

Months as_scored(const std::vector<RuleMonth>& months) {
  Months scored;
  for (const RuleMonth& one : months) scored.push_back({one.month, one.score, one.alarm});
  return scored;
}

Judges judge_all(const IrregularHistory& history, const CampaignList& list,
                 const FrontInputs& fronts) {
  Judges judges;
  std::set<int> borders;
  for (const Episode& episode : list.episodes) borders.insert(episode.border);
  for (int border = 0; border < history.border_count(); ++border) {
    const CampaignPrior prior = campaign_prior(history, fronts, list, {border});
    judges.actor_named.push_back(prior.own_actors > 0);
    Months& filter = judges.filter.emplace_back();
    Months& chart = judges.chart.emplace_back();
    Months& times = judges.times.emplace_back();
    if (borders.count(border) == 0) continue;
    const MonthlyRecord record = record_of(history, border, list);
    if (record.arrivals.empty()) continue;
    const int first = record.first_month;
    const int last = record.last_month();
    for (const JudgedMonth& one : judge_months(record, prior, first, first, last)) {
      filter.push_back({one.month, one.campaign, one.campaign >= alarm_at});
    }
    chart = as_scored(control_chart(record, first, last));
    times = as_scored(three_times(record, first, last));
  }
  return judges;
}

double share(int part, int whole) {
  return whole == 0 ? nothing : static_cast<double>(part) / whole;
}

enum class Aimed { no, yes };

void add_judge(const std::string& name, const AttributionScores& scores, Aimed aimed,
               FigureSection& section) {
  const auto add = [&](const std::string& what, const char* unit, double value, double low,
                       double high) {
    const bool has = aimed == Aimed::yes;
    section.figures.push_back({fmt::format("{}: {}", name, what), unit, value, has ? low : nothing,
                               has ? high : nothing});
  };
  add(fmt::format("campaigns seen, of {}", scores.campaigns), "",
      share(scores.hits, scores.campaigns), least_hits, 1.0);
  add(fmt::format("ordinary surges with an alarm, of {}", scores.surges), "",
      share(scores.false_alarms, scores.surges), 0.0, most_false_alarms);
  section.figures.push_back(
      {fmt::format("{}: quiet periods with an alarm, of {}", name, scores.quiet), "",
       share(scores.quiet_alarms, scores.quiet), nothing, nothing});
  add("delay, median of those seen", "mon.", scores.delay_months, 0.0, most_delay);
  add("AUC over episodes", "", scores.episodes_auc, least_episodes_auc, 1.0);
  add("AUC of months within a border", "", scores.months_auc, least_months_auc, 1.0);
}

void add_judges(const std::vector<Episode>& episodes, int half, const Judges& judges, Aimed aimed,
                FigureSection& section) {
  add_judge("filter", score_attribution(episodes, half, judges.filter), aimed, section);
  add_judge("control chart", score_attribution(episodes, half, judges.chart), Aimed::no, section);
  add_judge("three times", score_attribution(episodes, half, judges.times), Aimed::no, section);
}

const char* word_of(EpisodeClass kind) {
  switch (kind) {
    case EpisodeClass::campaign:
      return "campaign";
    case EpisodeClass::claimed:
      return "claimed";
    case EpisodeClass::surge:
      return "surge";
    case EpisodeClass::quiet:
      break;
  }
  return "quiet";
}

// Campaigns, and what else was taken for one.
FigureSection episode_section(const IrregularHistory& history, const CampaignList& list,
                              const AllMonths& filter) {
  FigureSection section{"Campaigns one by one, and what else reached 0.5: highest P(campaign)",
                        "half and months in brackets",
                        {}};
  for (const Episode& episode : list.episodes) {
    const auto border = static_cast<std::size_t>(episode.border);
    const std::optional<Found> found = found_in(episode, filter[border]);
    if (!found || (!episode.steered() && !found->first_alarm)) continue;
    section.figures.push_back(
        {fmt::format("{} {} {} ({}; {})", history.borders[border].code, word_of(episode.kind),
                     month_text(episode.from), episode.half, episode.to - episode.from + 1),
         "", found->highest, nothing, nothing});
  }
  return section;
}

}  // namespace

AttributionScores score_attribution(const std::vector<Episode>& episodes, int half,
                                    const std::vector<std::vector<ScoredMonth>>& scored) {
  AttributionScores scores;
  Judged judged;
  std::vector<double> delays;
  std::set<int> borders;
  for (const Episode& episode : episodes) {
    const auto found = found_in(episode, scored[static_cast<std::size_t>(episode.border)]);
    if (episode.half != half || !found) continue;
    const int alarm = found->first_alarm ? 1 : 0;
    judged.add(found->highest, episode.steered());
    if (episode.steered()) {
      ++scores.campaigns;
      scores.hits += alarm;
      if (found->first_alarm) delays.push_back(*found->first_alarm - episode.from);
      borders.insert(episode.border);
    } else if (episode.kind == EpisodeClass::surge) {
      ++scores.surges;
      scores.false_alarms += alarm;
    } else {
      ++scores.quiet;
      scores.quiet_alarms += alarm;
    }
  }
  scores.delay_months = delays.empty() ? nothing : median(delays);
  scores.episodes_auc = judged.area();
  std::vector<double> areas;
  for (const int border : borders) {
    const double area =
        months_area(episodes, half, border, scored[static_cast<std::size_t>(border)]);
    if (std::isfinite(area)) areas.push_back(area);
  }
  double sum = 0.0;
  for (const double area : areas) sum += area;
  scores.months_auc = areas.empty() ? nothing : sum / static_cast<double>(areas.size());
  return scores;
}

std::vector<FigureSection> backtest_attribution(const std::string& inputs_dir) {
  const Countries countries = load_countries(inputs_dir);
  const IrregularHistory history = load_irregular_history(inputs_dir);
  const FrontInputs fronts = load_fronts(inputs_dir, history, countries);
  const CampaignList list = load_campaign_list(inputs_dir, history);
  const Judges judges = judge_all(history, list, fronts);
  std::vector<FigureSection> sections;
  for (const int half : {2, 1}) {
    FigureSection section{
        half == 2 ? "Attribution, half two of the list: scored alone"
                  : "Attribution, half one of the list: the filter was fitted to it",
        "episodes of calibration/campaigns.csv, campaigns and claimed ones together; each month "
        "judged by what was known at its end; alarms at P >= 0.5",
        {}};
    add_judges(list.episodes, half, judges, half == 2 ? Aimed::yes : Aimed::no, section);
    sections.push_back(std::move(section));
  }
  std::vector<Episode> named;
  std::copy_if(list.episodes.begin(), list.episodes.end(), std::back_inserter(named),
               [&](const Episode& episode) {
                 return judges.actor_named[static_cast<std::size_t>(episode.border)];
               });
  FigureSection section{"Attribution, half two, at borders on whose route an actor is named",
                        "the same; of other borders `attribute` says nothing",
                        {}};
  add_judges(named, 2, judges, Aimed::no, section);
  sections.push_back(std::move(section));
  sections.push_back(episode_section(history, list, judges.filter));
  return sections;
}

}  // namespace peregrine
