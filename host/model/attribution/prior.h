// Who may steer people to a border, by geography.
#pragma once

#include <vector>

#include "host/model/attribution/filter.h"
#include "host/model/attribution/list.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"

namespace peregrine {

// Of borders watched together. Their own actors are those of the fronts there and those who spoke
// of it on record; those of other fronts on the same routes come next. A border without a front on
// its route has nobody of its own, and campaigns are rarer there; so are those of Ukrainian
// nationals, whom no actor steers.
CampaignPrior campaign_prior(const IrregularHistory& history, const FrontInputs& fronts,
                             const CampaignList& list, const std::vector<int>& borders);

}  // namespace peregrine
