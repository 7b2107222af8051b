// What an observer watches: a border of a front, or a whole route where several fronts are.
#pragma once

#include <string>
#include <vector>

#include "host/model/attribution/prior.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"

namespace peregrine {

// An actor that may be behind a campaign here, and how often it begins one.
struct SuspectedActor {
  std::string name;
  double onsets_per_year = 0.0;
};

enum class WatchKind { front, route };

struct Watch {
  WatchKind kind = WatchKind::front;
  std::string code;   // of the front; of the route
  std::string name;   // in words
  std::string place;  // code of the border, or of the route, as it is written in a user's table
  std::vector<int> borders;
  std::vector<SuspectedActor> actors;  // one at a front
  CampaignPrior prior;

  std::string actor_names() const;  // "Belarus or Russia"
};

// What a table to be attributed may have months of: the borders, and the watched routes.
std::vector<std::string> attributed_places(const IrregularHistory& history,
                                           const std::vector<Watch>& watches);

// Every front that has a border, then every route with several of them. Ukrainian nationals are no
// part of the Eastern route: they are a border of their own, and no actor steers them.
// Those who speak on record in `list` may be behind a campaign, too.
std::vector<Watch> make_watches(const IrregularHistory& history, const FrontInputs& fronts,
                                const CampaignList& list = {});

}  // namespace peregrine
