// How sure an observer of monthly arrivals can be that a surge is a campaign, and whose: what
// `peregrine attribute` says, by the filter of host/model/attribution/filter.h.
#pragma once

#include <string>
#include <vector>

#include "host/attribute/watch.h"
#include "host/model/attribution/filter.h"
#include "host/model/attribution/list.h"
#include "host/model/attribution/rules.h"
#include "host/model/routes/observed.h"

namespace peregrine {

struct AttributeRequest {
  std::string arrivals;  // path of a user's table; empty: the shipped history
  std::vector<std::string>
      fronts;          // codes of fronts or routes; none: all of which there is a figure
  std::string from;    // as 2021-07; empty: the table's first month, 2020-01 of history
  std::string to;      // empty: the last one
  std::string inputs;  // folder
};

struct AttributedMonth {
  JudgedMonth judged;
  double signals = no_estimate;     // standard deviations; no_estimate: not seen
  double statements = no_estimate;  // the same
  bool spoken = false;              // a statement of the actor is on record
  double named = 0.0;               // P(an actor asked about | campaign)
  RuleMonth chart;                  // what two simple rules say
  RuleMonth times;

  int month() const { return judged.month; }
  double campaign() const { return judged.campaign; }
  double ordinary() const { return 1.0 - judged.campaign; }
  double named_actor() const { return judged.campaign * named; }
  double unnamed() const { return judged.campaign * (1.0 - named); }
};

struct AttributedWatch {
  Watch watch;
  bool thin_record = false;  // so few arrivals before that what is usual is poorly known
  std::vector<AttributedMonth> months;
  bool signals_known = false;     // in any month
  bool statements_known = false;  // in any month, also on record
  // The largest difference of P(campaign) had beliefs begun a year or eight years before the first
  // month.
  double sensitivity = 0.0;
};

// Probability that the actor steers people to one border at least, were its fronts independent.
struct ActorMonth {
  int month = 0;
  double probability = 0.0;
};
struct AttributedActor {
  std::string name;
  int fronts = 0;
  std::vector<ActorMonth> months;
};

struct Attribution {
  std::string source;  // the user's table, or empty
  std::vector<AttributedWatch> watches;
  std::vector<AttributedActor> actors;  // of the fronts above, not of whole routes
  std::vector<std::string> not_judged;  // borders of the table that are no front
};

// Month by month with what was known at its end: level, season and scale are of the months before
// it, beliefs begin with the record and not at `from`. Throws InputError for a table that is wrong,
// UsageError for fronts and months without figures.
Attribution attribute(const AttributeRequest& request);
// The same, of loaded tables; `observed`: none for the shipped history; `list`: the public record
// of statements, and of figures that the shipped history has not.
Attribution attribute(const AttributeRequest& request, const IrregularHistory& history,
                      const std::vector<Watch>& watches, const std::vector<ObservedPlace>& observed,
                      const CampaignList& list = {});

// For people: at most 100 columns.
std::string attribution_as_text(const Attribution& attribution);
// One line a front and month, RFC 4180.
std::string attribution_as_csv(const Attribution& attribution);
std::string attribution_as_json(const Attribution& attribution);

}  // namespace peregrine
