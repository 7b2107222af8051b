// How sure an observer of monthly arrivals can be that a surge is a campaign, and whose: what
// `peregrine attribute` says, by the filter that the simulated observers use
// (kernels/routes/attribution.h).
#pragma once

#include <string>
#include <vector>

#include "host/attribute/watch.h"
#include "host/model/routes/observed.h"
#include "kernels/routes/attribution.h"

namespace peregrine {

struct AttributeRequest {
  std::string arrivals;  // path of a user's table; empty: the shipped history
  std::vector<std::string>
      fronts;          // codes of fronts or routes; none: all of which there is a figure
  std::string from;    // as 2021-07; empty: the table's first month, 2020-01 of history
  std::string to;      // empty: the last one
  std::string inputs;  // folder
};

// Natural logs of how much likelier a month's evidence is under a campaign than without one;
// 0 for what was not seen.
struct EvidenceWeights {
  double surge = 0.0;
  double novelty = 0.0;
  double signals = 0.0;             // under a campaign of the named actor
  double signals_blurred = 0.0;     // under one whose actor is blurred
  double statements = 0.0;          // of the named actor
  double statements_blurred = 0.0;  // always 0: who hides says nothing
};

struct AttributedMonth {
  int month = 0;
  double arrivals = 0.0;
  double expected = 0.0;  // arrivals, from the months before
  Evidence evidence = {};
  bool novelty_known = false;
  EvidenceWeights weights;
  Beliefs beliefs = {};            // of the filter, before it is said what they are worth
  double campaign = 0.0;           // probability
  double actor_if_campaign = 0.0;  // probability that the named actor is behind it

  double ordinary() const { return 1.0 - campaign; }
  double named_actor() const { return campaign * actor_if_campaign; }
  double unnamed() const { return campaign * (1.0 - actor_if_campaign); }
};

struct AttributedWatch {
  Watch watch;
  int fitted_until = 0;         // last month of the figures that its scales were fitted to
  double surprise_scale = 0.0;  // sd of a month's log about what was expected
  bool thin_record = false;     // so few arrivals until then that this scale says little
  std::vector<AttributedMonth> months;
  bool signals_known = false;     // in any month
  bool statements_known = false;  // in any month
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

// Month by month with what was known the month before: scales are fitted to figures up to the month
// before `from` (2024-12 at the latest), level and season to those up to the month before each
// month. Throws InputError for a table that is wrong, UsageError for fronts and months without
// figures.
Attribution attribute(const AttributeRequest& request);
// The same, of loaded tables; `observed`: none for the shipped history.
Attribution attribute(const AttributeRequest& request, const IrregularHistory& history,
                      const std::vector<Watch>& watches,
                      const std::vector<ObservedPlace>& observed);

// For people: at most 100 columns.
std::string attribution_as_text(const Attribution& attribution);
// One line a front and month, RFC 4180.
std::string attribution_as_csv(const Attribution& attribution);
std::string attribution_as_json(const Attribution& attribution);

}  // namespace peregrine
