// Who may steer people to a border, by geography.
#pragma once

#include <string>
#include <vector>

#include "host/model/attribution/filter.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"

namespace peregrine {

// The last of `names` is an unnamed actor or proxy.
struct NamedPrior {
  CampaignPrior prior;
  std::vector<std::string> names;
};

// Of borders watched together. Their own actors are those of the fronts there; those of other fronts
// on the same routes come next. A border without a front on its route has nobody of its own, and
// campaigns are rarer there; so are those of Ukrainian nationals, whom no actor steers.
NamedPrior campaign_prior(const IrregularHistory& history, const FrontInputs& fronts,
                          const std::vector<int>& borders);

}  // namespace peregrine
