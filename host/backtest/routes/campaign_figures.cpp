#include "host/backtest/routes/campaign_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/model/routes/settings.h"
#include "host/statistics/order.h"
#include "host/statistics/scores.h"
#include "kernels/routes/campaign.h"

namespace peregrine {
namespace {

constexpr double called_from = 0.8;
constexpr int quiet_months = 6;         // after a campaign, in which an alarm is not false
constexpr double least_count = 1000.0;  // of a tenth that is held to five points
constexpr double most_gap_points = 5.0;

CheckedFigure plain(std::string name, std::string unit, double value) {
  return {std::move(name), std::move(unit), value, no_aim, no_aim};
}

void add_quantiles(const std::string& name, const std::string& unit, std::vector<float> values,
                   FigureSection& section) {
  if (values.empty()) return;
  std::sort(values.begin(), values.end());
  for (const double level : {0.05, 0.5, 0.95, 0.99}) {
    section.figures.push_back(plain(fmt::format("{}, {:.0f} % quantile", name, 100.0 * level), unit,
                                    sorted_quantile(values, level)));
  }
}

bool pressed(const CampaignDraws& drawn, int front) {
  return drawn.border_of_front[static_cast<std::size_t>(front)] >= 0;
}

ReliabilityBin& bin_of(std::vector<ReliabilityBin>& bins, double probability) {
  const auto last = static_cast<int>(bins.size()) - 1;
  return bins[static_cast<std::size_t>(
      std::clamp(static_cast<int>(probability * (last + 1)), 0, last))];
}

void count_in(std::vector<ReliabilityBin>& bins, double probability, bool was) {
  ReliabilityBin& bin = bin_of(bins, probability);
  bin.count += 1.0;
  bin.said += probability;
  bin.was += was ? 1.0 : 0.0;
}

void add_bins(const std::vector<ReliabilityBin>& bins, FigureSection& section) {
  for (std::size_t k = 0; k < bins.size(); ++k) {
    const ReliabilityBin& bin = bins[k];
    if (bin.count == 0.0) continue;
    const bool aimed = bin.count > least_count;
    section.figures.push_back(
        {fmt::format("said {:.3f}, was {:.3f} of {:.0f} months: was less said",
                     bin.said / bin.count, bin.was / bin.count, bin.count),
         "pp", bin.gap_points(), aimed ? -most_gap_points : no_aim,
         aimed ? most_gap_points : no_aim});
  }
}

// Largest rise of attempts in three months about the campaign, and the months after its peak until
// they have halved, at its border, ordinary attempts among them.
struct BorderCourse {
  double growth;       // times
  double half_months;  // -1: not within the run
};
BorderCourse course_of(const CampaignDraws& drawn, const Campaign& one) {
  const int border = drawn.border_of_front[static_cast<std::size_t>(one.front)];
  const auto attempts = [&](int month) {
    return static_cast<double>(drawn.attempts[drawn.at(border, one.draw, month)]);
  };
  constexpr double least = 10.0;  // persons, so that a quiet month has a ratio
  BorderCourse course{0.0, -1.0};
  int peak = one.first_month;
  const int end = std::min(one.end_month + 1, drawn.months);
  for (int month = one.first_month; month < end; ++month) {
    const double before = attempts(std::max(month - 3, 0));
    course.growth = std::max(course.growth, attempts(month) / std::max(before, least));
    if (attempts(month) > attempts(peak)) peak = month;
  }
  for (int month = peak + 1; month < drawn.months; ++month) {
    if (attempts(month) > 0.5 * attempts(peak)) continue;
    course.half_months = month - peak;
    break;
  }
  return course;
}

// Largest rise over three months of a campaign's own attempts, without response.
double own_growth(const Campaign& one) {
  const double rising = std::min(3.0, static_cast<double>(growing_share) * one.length_months);
  return std::exp(one.growth * rising);
}

// -1: never. Months from the onset to the first in which P(campaign) reaches 0.8.
int months_to_call(const CampaignDraws& drawn, const Campaign& one) {
  for (int month = one.first_month; month < one.end_month; ++month) {
    if (static_cast<double>(drawn.campaign[drawn.at(one.front, one.draw, month)]) >= called_from) {
      return month - one.first_month;
    }
  }
  return -1;
}

bool lately_active(const CampaignDraws& drawn, int front, int draw, int month) {
  for (int k = std::max(drawn.first_month, month - quiet_months); k <= month; ++k) {
    if (drawn.active[drawn.at(front, draw, k)] > 0.0f) return true;
  }
  return false;
}

// Alarms that begin in a quiet month, a front and year.
double false_alarms(const CampaignDraws& drawn) {
  double alarms = 0.0;
  double front_years = 0.0;
  for (int front = 0; front < drawn.fronts(); ++front) {
    if (!pressed(drawn, front)) continue;
    front_years += drawn.simulated_years();
    for (int draw = 0; draw < drawn.draws; ++draw) {
      bool on = false;
      for (int month = drawn.first_month; month < drawn.months; ++month) {
        const bool alarm =
            static_cast<double>(drawn.campaign[drawn.at(front, draw, month)]) >= called_from;
        if (alarm && !on && !lately_active(drawn, front, draw, month)) alarms += 1.0;
        on = alarm;
      }
    }
  }
  return alarms / front_years;
}

}  // namespace

FigureSection onset_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns,
                            const FrontInputs& fronts) {
  FigureSection section{"Onsets of campaigns",
                        "56 cases from 1951 to 2006, 75 by 2016: 1.1 a year (Greenhill 2010, "
                        "2016); the rates were set to that figure",
                        {}};
  std::vector<double> onsets(fronts.fronts.size());
  for (const Campaign& one : campaigns) onsets[static_cast<std::size_t>(one.front)] += 1.0;
  const double years = drawn.simulated_years();
  const double all = static_cast<double>(campaigns.size());
  section.figures.push_back(
      {fmt::format("world (Monte Carlo error {:.3f})", std::sqrt(all) / years), "/y", all / years,
       0.9, 1.3});
  for (std::size_t front = 0; front < onsets.size(); ++front) {
    section.figures.push_back(plain(fronts.fronts[front].code, "/y", onsets[front] / years));
  }
  return section;
}

FigureSection shape_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns) {
  constexpr double belarus_growth = 52.0;
  FigureSection section{"Sizes, lengths and courses of campaigns",
                        "Belarus 2021: detections rose 52 times in three months and halved in "
                        "about one after the response; laws of judgement, no fit",
                        {}};
  std::vector<float> size, length, own, seen, half;
  double steep_own = 0.0;
  double steep_seen = 0.0;
  for (const Campaign& one : campaigns) {
    if (!pressed(drawn, one.front) || one.end_month == drawn.months) continue;
    size.push_back(static_cast<float>(one.size));
    length.push_back(static_cast<float>(one.end_month - one.first_month));
    own.push_back(static_cast<float>(own_growth(one)));
    const BorderCourse course = course_of(drawn, one);
    seen.push_back(static_cast<float>(course.growth));
    if (course.half_months > 0.0) half.push_back(static_cast<float>(course.half_months));
    steep_own += own_growth(one) >= belarus_growth ? 1.0 : 0.0;
    steep_seen += course.growth >= belarus_growth ? 1.0 : 0.0;
  }
  const double count = static_cast<double>(size.size());
  add_quantiles("size without response", "", size, section);
  add_quantiles("months on, under the response", "mon", length, section);
  add_quantiles("largest own rise in three months, times", "", own, section);
  section.figures.push_back(
      plain("campaigns that rise 52 times in three months", "%", 100.0 * steep_own / count));
  add_quantiles("the same of all attempts at the border, times", "", seen, section);
  section.figures.push_back(
      plain("borders' attempts rise 52 times in three months", "%", 100.0 * steep_seen / count));
  add_quantiles("months from the border's peak to half of it", "mon", half, section);
  return section;
}

std::vector<ReliabilityBin> campaign_reliability(const CampaignDraws& drawn) {
  std::vector<ReliabilityBin> bins(10);
  for (int front = 0; front < drawn.fronts(); ++front) {
    if (!pressed(drawn, front)) continue;
    for (int draw = 0; draw < drawn.draws; ++draw) {
      for (int month = drawn.first_month; month < drawn.months; ++month) {
        const std::size_t at = drawn.at(front, draw, month);
        count_in(bins, static_cast<double>(drawn.campaign[at]), drawn.active[at] > 0.0f);
      }
    }
  }
  return bins;
}

std::vector<ReliabilityBin> actor_reliability(const CampaignDraws& drawn,
                                              const std::vector<Campaign>& campaigns) {
  std::vector<ReliabilityBin> bins(10);
  for (const Campaign& one : campaigns) {
    if (!pressed(drawn, one.front)) continue;
    for (int month = one.first_month; month < one.end_month; ++month) {
      count_in(bins, static_cast<double>(drawn.actor[drawn.at(one.front, one.draw, month)]),
               one.kind != CampaignKind::unnamed);
    }
  }
  return bins;
}

FigureSection campaign_reliability_section(const CampaignDraws& drawn) {
  FigureSection section{"P(campaign) by tenths, fronts with a border",
                        "calibrated on draws of seed 282, shown on draws of another seed",
                        {}};
  add_bins(campaign_reliability(drawn), section);
  return section;
}

FigureSection actor_reliability_section(const CampaignDraws& drawn,
                                        const std::vector<Campaign>& campaigns) {
  FigureSection section{
      "P(actor | campaign) by tenths, months with a campaign",
      "uncalibrated; true of all kinds but unnamed, kinds drawn again from their random words",
      {}};
  add_bins(actor_reliability(drawn, campaigns), section);
  double said[campaign_kinds] = {};
  double months[campaign_kinds] = {};
  for (const Campaign& one : campaigns) {
    if (!pressed(drawn, one.front)) continue;
    for (int month = one.first_month; month < one.end_month; ++month) {
      const auto kind = static_cast<std::size_t>(one.kind);
      said[kind] += static_cast<double>(drawn.actor[drawn.at(one.front, one.draw, month)]);
      months[kind] += 1.0;
    }
  }
  for (std::size_t kind = 0; kind < campaign_kinds; ++kind) {
    section.figures.push_back(
        plain(fmt::format("{}: mean of {:.0f} months", campaign_kind_words[kind], months[kind]), "",
              said[kind] / months[kind]));
  }
  return section;
}

FigureSection call_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns) {
  FigureSection section{"When P(campaign) reaches 0.8",
                        "months from the one of the onset, which counts 0; fronts with a border; "
                        "kinds drawn again from their random words",
                        {}};
  for (std::size_t kind = 0; kind < campaign_kinds; ++kind) {
    std::vector<float> waits;
    double all = 0.0;
    double sum = 0.0;
    for (const Campaign& one : campaigns) {
      const bool cut = one.end_month == drawn.months;
      if (!pressed(drawn, one.front) || static_cast<std::size_t>(one.kind) != kind || cut) continue;
      all += 1.0;
      const int wait = months_to_call(drawn, one);
      if (wait < 0) continue;
      waits.push_back(static_cast<float>(wait));
      sum += wait;
    }
    if (waits.empty()) continue;
    std::sort(waits.begin(), waits.end());
    const std::string name(campaign_kind_words[kind]);
    const double called = static_cast<double>(waits.size());
    section.figures.push_back(
        plain(fmt::format("{}: mean of {:.0f} called", name, called), "mon", sum / called));
    section.figures.push_back(plain(name + ": median", "mon", sorted_quantile(waits, 0.5)));
    section.figures.push_back(plain(name + ": 90 % quantile", "mon", sorted_quantile(waits, 0.9)));
    section.figures.push_back(plain(fmt::format("{}: never called, of {:.0f}", name, all), "%",
                                    100.0 * (1.0 - called / all)));
  }
  section.figures.push_back(plain("false alarms a front and year", "", false_alarms(drawn)));
  return section;
}

}  // namespace peregrine
